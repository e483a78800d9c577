from __future__ import annotations

from dataclasses import replace

import pytest

from scenes.render.timetable import read_timetable
from scenes.render.workers.jobs import scene_job
from scenes.subject.settings import Settings


def test_a_scene_is_as_long_and_as_laborious_as_the_timetable_says(options):
    job, times = scene_job("ForwardPass", Settings(), options), read_timetable()["ForwardPass"]
    assert (job.seconds, job.cost) == (times.seconds, times.cost)
    assert job.cost == pytest.approx(sum(section["effort"] for section in times.sections))
    assert (job.name, job.sections) == ("ForwardPass", None)


def test_the_key_follows_what_is_shown_and_how(options):
    keys = {
        scene_job("ForwardPass", settings, each).key
        for settings in (Settings(digit=3), Settings(digit=4), Settings(palette="colorblind"))
        for each in (options, replace(options, quality="m"), replace(options, format="webm"))
    }
    assert len(keys) == 9
    again = scene_job("ForwardPass", Settings(digit=3), replace(options, force=True))
    assert again.key in keys

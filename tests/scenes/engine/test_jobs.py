from __future__ import annotations

from dataclasses import replace

import pytest

from scenes.engine.jobs import scene_job, shared_out
from scenes.settings import Settings
from scenes.timetable import read_timetable


@pytest.fixture
def whole(options):
    names = ("ForwardPass", "AnEdgeDetector", "SigmoidOrReLU")
    return [scene_job(name, Settings(digit=7), options) for name in names]


def test_the_longest_scene_comes_first(whole):
    lengths = [job.seconds for job in shared_out(whole, 1)]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) == 3


def test_a_single_scene_is_cut_for_two_workers_at_the_beginning_of_a_section(whole):
    first, second = sorted(shared_out(whole[:1], 2), key=lambda job: job.first)
    assert (first.first, first.end, second.end) == (0, second.first, None)
    assert first.seconds + second.seconds == pytest.approx(whole[0].seconds)
    assert first.name == f"ForwardPass-0-{second.first - 1}"
    starts = [s["start_seconds"] for s in read_timetable()["ForwardPass"].sections]
    assert first.seconds in starts


def test_the_parts_of_a_scene_hold_every_section_once(whole):
    for workers in range(1, 12):
        for scene in whole:
            parts = sorted(
                (job for job in shared_out(whole, workers) if job.scene == scene.scene),
                key=lambda job: job.first,
            )
            count = len(read_timetable()[scene.scene].sections)
            drawn = [
                n for j in parts for n in range(count) if j.sections is None or n in j.sections
            ]
            assert drawn == list(range(count))


def test_no_part_is_so_short_that_it_does_not_pay(whole):
    assert all(job.seconds > 3 for job in shared_out(whole, 200))
    assert len(shared_out(whole, 200)) > len(whole)


def test_many_scenes_for_few_workers_are_not_cut(options):
    jobs = [scene_job(name, Settings(), options) for name in read_timetable()]
    assert all(job.sections is None for job in shared_out(jobs, 2))


def test_formats_that_are_one_file_are_not_cut(whole):
    gif = replace(whole[0], options=replace(whole[0].options, format="gif"))
    assert shared_out([gif], 2) == [gif]


def test_the_key_follows_what_is_shown_and_how(options):
    keys = {
        scene_job("ForwardPass", settings, each).key
        for settings in (Settings(digit=3), Settings(digit=4), Settings(palette="colorblind"))
        for each in (options, replace(options, quality="m"), replace(options, format="webm"))
    }
    assert len(keys) == 9
    again = scene_job("ForwardPass", Settings(digit=3), replace(options, force=True))
    assert again.key in keys

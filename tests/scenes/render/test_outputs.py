from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

import pytest

from scenes.render import outputs
from scenes.render.outputs import render_inputs
from scenes.render.workers.jobs import scene_job
from scenes.subject.settings import Settings


@pytest.mark.parametrize(
    "library",
    ["manim", "typst", "svgelements", "pillow", "pycairo", "av", "numpy", "scipy", "neuroscenes"],
)
def test_a_new_version_of_what_makes_the_pictures_draws_them_again(library, options, monkeypatch):
    before = render_inputs("Act2", Settings(), options).as_json()
    key = scene_job("Act2", Settings(), options).key
    assert before["versions"][library] == version(library)
    monkeypatch.setattr(outputs, "version", lambda name: version(name) + ".1" * (name == library))
    after = render_inputs("Act2", Settings(), options).as_json()
    assert {name for name in before if before[name] != after[name]} == {"versions"}
    assert scene_job("Act2", Settings(), options).key != key


def test_a_video_with_captions_burnt_in_is_another(options):
    burnt = replace(options, burn_captions=True)
    assert (
        render_inputs("Act2", Settings(), options).as_json()
        != render_inputs("Act2", Settings(), burnt).as_json()
    )
    keys = {scene_job("Act2", Settings(), each).key for each in (options, burnt)}
    assert len(keys) == 2

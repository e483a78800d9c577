from __future__ import annotations

from dataclasses import replace
from importlib.metadata import requires, version

import pytest

from scenes.render.outputs import LIBRARIES, render_inputs
from scenes.render.workers.jobs import scene_job
from scenes.subject.settings import Settings


def test_the_record_of_a_scene_names_every_library_that_makes_its_pictures(options):
    versions = render_inputs("Act2", Settings(), options).as_json()["versions"]
    assert versions == {library: version(library) for library in LIBRARIES}
    assert {"manim", "typst", "pillow", "pycairo", "av"} <= versions.keys()


def test_a_video_with_captions_burnt_in_is_another(options):
    burnt = replace(options, burn_captions=True)
    assert (
        render_inputs("Act2", Settings(), options).as_json()
        != render_inputs("Act2", Settings(), burnt).as_json()
    )
    keys = {scene_job("Act2", Settings(), each).key for each in (options, burnt)}
    assert len(keys) == 2


@pytest.mark.parametrize("library", ["numpy", "scipy", "pillow"])
def test_what_this_project_computes_and_draws_with_is_among_them(library):
    assert any(each.startswith(library) for each in requires("neuroscenes"))
    assert library in LIBRARIES

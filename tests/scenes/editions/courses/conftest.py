"""A course of a small scene, and what its zip holds."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scenes.editions.clips.publication import Publication
from scenes.editions.courses.course import write_course
from scenes.render.outputs import intact_record, write_record
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings, using

SECTIONS = (("its sums", 9), ("add a bias", 8), ("all of them", 8))
SHOWN = {"measurement.sliding_bias.biases[100]": -10.0}


@pytest.fixture(scope="session")
def make_course(studio, tmp_path_factory) -> Callable[..., Path]:
    """Make a course of a second and a half, about the real network."""

    def make(settings: Settings | None = None, sections=SECTIONS, sound=None) -> Path:
        settings = settings or Settings()
        options = RenderOptions(quality="l", output=tmp_path_factory.mktemp("renders"))
        publication = Publication(settings, options, formats=("mp4",))
        with using(settings):
            how = {"sections": sections, "settings": settings, "sound": sound}
            scene = studio.write_scene("Bias", options, **how)
            record = intact_record(scene.record)
            record["values"] = [
                {"section": "add a bias", "seconds": 0.7, "text": "10", "value": v, "source": s}
                for s, v in SHOWN.items()
            ]
            write_record(scene.record, record)
            return write_course(scene, publication)

    return make


@pytest.fixture(scope="session")
def course(make_course) -> Path:
    """The zip of a course."""
    return make_course()


@pytest.fixture(scope="session")
def unpacked(course, tmp_path_factory) -> Path:
    """The folder that a platform unpacks it to."""
    folder = tmp_path_factory.mktemp("platform") / "course"
    with zipfile.ZipFile(course) as package:
        package.extractall(folder)
    return folder

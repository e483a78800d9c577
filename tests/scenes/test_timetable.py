from __future__ import annotations

import json

import pytest

from network.errors import OptionError
from scenes.catalog import CATALOG
from scenes.ledger import Ledger
from scenes.rendering import Rehearsal, SectionRecord, rehearse
from scenes.settings import Settings
from scenes.timetable import SceneTimes, catalog_times, read_timetable, times_of, write_timetable


def rehearsal_of(name):
    sections = (SectionRecord("first", 0.0, 2.0), SectionRecord("second", 2.0, 1.23456))
    return Rehearsal(name, 3.23456, sections, cues=(), ledger=Ledger(name), faults=())


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "catalog.json"
    write_timetable([rehearsal_of(scene.name) for scene in CATALOG], path)
    found = catalog_times(path)
    assert list(found) == [scene.name for scene in CATALOG]
    second = {"name": "second", "start_seconds": 2.0, "seconds": 1.235}
    assert found["ForwardPass"].seconds == 3.235
    assert found["ForwardPass"].sections[1] == second


def test_a_scene_that_is_missing_is_named(tmp_path):
    path = tmp_path / "catalog.json"
    write_timetable([rehearsal_of("ForwardPass")], path)
    with pytest.raises(OptionError, match=f"got none of {CATALOG[0].name}, .*neuroscenes list"):
        catalog_times(path)


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(OptionError, match="neuroscenes list --refresh"):
        catalog_times(tmp_path / "catalog.json")


def test_the_timetable_is_plain_json(tmp_path):
    path = tmp_path / "catalog.json"
    write_timetable([rehearsal_of("ForwardPass")], path)
    assert json.loads(path.read_text())["ForwardPass"]["sections"][0]["name"] == "first"
    assert times_of(rehearsal_of("ForwardPass")) == SceneTimes(
        3.235,
        (
            {"name": "first", "start_seconds": 0.0, "seconds": 2.0},
            {"name": "second", "start_seconds": 2.0, "seconds": 1.235},
        ),
    )


@pytest.mark.parametrize("scene", [scene.name for scene in CATALOG])
def test_the_timetable_in_the_repository_is_true(scene):
    found, noted = times_of(rehearse(scene, Settings())), read_timetable()[scene]
    advice = "run `make pictures`"
    assert [s["name"] for s in found.sections] == [s["name"] for s in noted.sections], advice
    # A caption that tells a number of MNIST is a little longer than one of the own digits.
    assert found.seconds == pytest.approx(noted.seconds, abs=1.0), advice

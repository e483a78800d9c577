from __future__ import annotations

import json
import time

import pytest

from network.errors import OptionError
from scenes.catalog import CATALOG, PARTS
from scenes.render.manim_session import DryRun, SectionRecord, dry_run
from scenes.render.schedule import render_cost
from scenes.render.timetable import (
    SceneTimes,
    catalog_times,
    read_timetable,
    times_of,
    write_timetable,
)
from scenes.subject.ledger import Ledger
from scenes.subject.settings import Settings


def rehearsal_of(name):
    sections = (SectionRecord("first", 0.0, 2.0), SectionRecord("second", 2.0, 1.23456))
    return DryRun(name, 3.23456, sections, lines=(), cues=(), ledger=Ledger(name), faults=())


def noted(*names):
    return [(rehearsal_of(name), (0.5, 0.25678)) for name in names]


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "catalog.json"
    write_timetable(noted(*(scene.name for scene in CATALOG)), path)
    found = catalog_times(path)
    assert list(found) == [scene.name for scene in CATALOG]
    second = {"name": "second", "start_seconds": 2.0, "seconds": 1.235, "effort": 0.26}
    assert found["ForwardPass"].seconds == 3.235
    assert found["ForwardPass"].sections[1] == second
    assert found["ForwardPass"].cost == pytest.approx(0.76)


def test_a_scene_that_is_missing_is_named(tmp_path):
    path = tmp_path / "catalog.json"
    write_timetable(noted("ForwardPass"), path)
    with pytest.raises(OptionError, match=f"got none of {CATALOG[0].name}, .*neuroscenes list"):
        catalog_times(path)


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(OptionError, match="neuroscenes list --refresh"):
        catalog_times(tmp_path / "catalog.json")


def test_the_timetable_is_plain_json(tmp_path):
    path = tmp_path / "catalog.json"
    write_timetable(noted("ForwardPass"), path)
    assert json.loads(path.read_text())["ForwardPass"]["sections"][0]["name"] == "first"
    assert times_of(*noted("ForwardPass")[0]) == SceneTimes(
        3.235,
        (
            {"name": "first", "start_seconds": 0.0, "seconds": 2.0, "effort": 0.5},
            {"name": "second", "start_seconds": 2.0, "seconds": 1.235, "effort": 0.26},
        ),
    )


@pytest.mark.parametrize(
    "scene",
    # In the process that rehearses the act.
    [pytest.param(part.name, marks=pytest.mark.xdist_group(f"act {part.act}")) for part in PARTS],
)
def test_the_timetable_in_the_repository_is_true(scene, rehearsals):
    found, noted = rehearsals(scene, 0).run, read_timetable()[scene]
    advice = "run `make pictures`"
    assert [s.name for s in found.sections] == [s["name"] for s in noted.sections], advice
    # A caption that tells a number of MNIST is a little longer than one of the own digits.
    assert found.seconds == pytest.approx(noted.seconds, abs=1.0), advice
    assert all(section["effort"] > 0 for section in noted.sections), advice


def test_efforts_are_those_of_the_sections_and_together_that_of_the_scene(monkeypatch):
    monkeypatch.setattr("scenes.render.schedule.QUALITY", "l")
    rehearsal = dry_run("PixelsBecomeNeurons", Settings())
    begin = time.process_time()
    efforts = render_cost(rehearsal)
    assert len(efforts) == len(rehearsal.sections)
    assert min(efforts) > 0
    assert sum(efforts) == pytest.approx(time.process_time() - begin, rel=0.2)

"""The script to read aloud follows digit, network and language, and can be said."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest

from scenes.catalog import entry
from scenes.editions.script import as_csv, as_text, script_lines
from scenes.media.captions import spoken
from scenes.render.manim_session import dry_run
from scenes.subject.settings import DEFAULT_DIGIT, Settings, using

SCENE = "TheWeightedSum"
# In the process that rehearses the act.
pytestmark = pytest.mark.xdist_group(f"act {entry(SCENE).act}")


@pytest.fixture
def film(rehearsals):
    return rehearsals(SCENE, 0).run


@pytest.fixture
def script(film):
    return script_of(Settings(), film)


def script_of(settings, run):
    with using(settings):
        return script_lines(SCENE, run.lines)


def test_lines_are_the_captions_with_their_times(film, script):
    assert " ".join(line.written for line in script) == spoken(film.cues)
    starts = {cue.start_seconds for cue in film.cues}
    assert all(any(abs(line.start_seconds - s) < 0.001 for s in starts) for line in script)
    for line, following in pairwise(script):
        assert line.start_seconds + line.seconds <= following.start_seconds + 0.002


def test_ids_are_the_same_for_every_digit_and_language(script, rehearsals):
    ids = [line.id for line in script]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "TheWeightedSum-pixels-and-weights-1"
    other = rehearsals(SCENE, 5)
    assert other.case.language == "de"
    assert other.case.picture != DEFAULT_DIGIT
    assert [line.id for line in script_of(other.settings, other.run)] == ids


def test_numbers_follow_the_digit(script):
    eight = Settings(digit=8)
    assert script_of(eight, dry_run(SCENE, eight)) != script


def test_the_text_names_scene_time_and_line(script):
    text = as_text(script)
    assert text.startswith("# The weighted sum\n\nTheWeightedSum-pixels-and-weights-1   0:00, ")
    assert all(line.spoken in text for line in script)


def test_the_table_holds_it_all(script):
    rows = list(csv.DictReader(io.StringIO(as_csv(script))))
    assert [row["id"] for row in rows] == [line.id for line in script]
    assert [row["spoken"] for row in rows] == [line.spoken for line in script]
    assert list(rows[0]) == ["id", "scene", "start_seconds", "seconds", "written", "spoken"]

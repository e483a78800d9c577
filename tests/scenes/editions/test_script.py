"""The script to read aloud follows digit, network and language, and can be said."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

from scenes.editions.script import as_csv, as_text, script_lines
from scenes.media.captions import spoken
from scenes.render.manim_session import dry_run
from scenes.subject.settings import Settings, using

SCENE = "TheWeightedSum"


def script_of(settings: Settings, scene: str = SCENE):
    with using(settings):
        return script_lines(scene, dry_run(scene, settings).lines)


def test_lines_are_the_captions_with_their_times():
    found = dry_run(SCENE, Settings())
    script = script_of(Settings())
    assert " ".join(line.written for line in script) == spoken(found.cues)
    starts = {cue.start_seconds for cue in found.cues}
    assert all(any(abs(line.start_seconds - s) < 0.001 for s in starts) for line in script)
    for line, following in pairwise(script):
        assert line.start_seconds + line.seconds <= following.start_seconds + 0.002


def test_ids_are_the_same_for_every_digit_and_language():
    ids = [line.id for line in script_of(Settings())]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "TheWeightedSum-pixels-and-weights-1"
    other = script_of(Settings(digit=7, language="de"))
    assert [line.id for line in other] == ids


def test_numbers_follow_the_digit():
    assert script_of(Settings(digit=3)) != script_of(Settings(digit=8))


def test_the_text_names_scene_time_and_line():
    script = script_of(Settings())
    text = as_text(script)
    assert text.startswith("# The weighted sum\n\nTheWeightedSum-pixels-and-weights-1   0:00, ")
    assert all(line.spoken in text for line in script)


def test_the_table_holds_it_all():
    script = script_of(Settings())
    rows = list(csv.DictReader(io.StringIO(as_csv(script))))
    assert [row["id"] for row in rows] == [line.id for line in script]
    assert [row["spoken"] for row in rows] == [line.spoken for line in script]
    assert list(rows[0]) == ["id", "scene", "start_seconds", "seconds", "written", "spoken"]

"""What a viewer should never meet: crossings, stillness, darkness, cuts that jump."""

from __future__ import annotations

import itertools
from functools import cache

import pytest

from scenes.audit.light import LEAST_SAME, LINES, LightWatch, share_that_stays
from scenes.catalog import ACT_TITLES, CATALOG, PARTS
from scenes.render.manim_session import dry_run, observed
from scenes.subject.settings import Settings

WIDE = Settings()
# Scenes of one act share pictures, so they run in one process.
SCENES = [pytest.param(s.name, marks=pytest.mark.xdist_group(f"act {s.act}")) for s in CATALOG]
SEAMS = [
    pytest.param(before.name, after.name, marks=pytest.mark.xdist_group(f"act {after.act}"))
    for before, after in itertools.pairwise(CATALOG)
    if before.act == after.act
]
NEIGHBORS = tuple(itertools.pairwise((*PARTS, ACT_TITLES[0])))
AFTER_CARDS = {after.name for before, after in NEIGHBORS if before in ACT_TITLES}
BEFORE_CARDS = {before.name for before, after in NEIGHBORS if after in ACT_TITLES}


def faults_of_movements(name, settings):
    found = dry_run(name, settings, movements=True).faults
    return [fault for fault in found if fault.kind in {"crossing", "covered", "still"}]


@pytest.mark.parametrize("name", SCENES)
def test_nothing_crosses_or_covers_text_and_nothing_stands_still_for_long(name):
    assert faults_of_movements(name, WIDE) == []


@pytest.mark.slow
@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_crosses_text_on_other_stages(name, aspect):
    assert faults_of_movements(name, Settings(aspect=aspect)) == []


@pytest.mark.slow
@pytest.mark.usefixtures("metronome")
@pytest.mark.parametrize("name", SCENES)
def test_nothing_stands_still_while_it_is_spoken(name):
    assert faults_of_movements(name, WIDE) == []


@cache
def seen(name):
    watch = LightWatch()
    observed(name, WIDE, watch, lines=LINES)
    return watch


@pytest.mark.parametrize("name", SCENES)
def test_the_stage_is_never_dark(name):
    faults = seen(name).faults(
        is_after_card=name in AFTER_CARDS, is_before_card=name in BEFORE_CARDS
    )
    assert faults == []


@pytest.mark.parametrize(("before", "after"), SEAMS)
def test_a_scene_begins_with_what_the_last_one_ended_with(before, after):
    assert share_that_stays(seen(before).last, seen(after).first) >= LEAST_SAME

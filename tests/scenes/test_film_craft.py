"""What a viewer should never meet: crossings, stillness, darkness, cuts that jump."""

from __future__ import annotations

import itertools

import pytest

from scenes.audit.light import LEAST_SAME, share_that_stays
from scenes.catalog import ACT_TITLES, CATALOG, PARTS

# The tests of one act share rehearsals, so they run in one process.
SCENES = [pytest.param(s.name, marks=pytest.mark.xdist_group(f"act {s.act}")) for s in CATALOG]
SEAMS = [
    pytest.param(before.name, after.name, marks=pytest.mark.xdist_group(f"act {after.act}"))
    for before, after in itertools.pairwise(CATALOG)
    if before.act == after.act
]
NEIGHBORS = tuple(itertools.pairwise((*PARTS, ACT_TITLES[0])))
AFTER_CARDS = {after.name for before, after in NEIGHBORS if before in ACT_TITLES}
BEFORE_CARDS = {before.name for before, after in NEIGHBORS if after in ACT_TITLES}


@pytest.fixture
def film(rehearsals, cases):
    """A rehearsal of a scene as everybody sees it who chooses nothing."""
    return lambda name: rehearsals.of(name, cases.Case())


@pytest.mark.parametrize("name", SCENES)
def test_nothing_crosses_or_covers_text_and_nothing_stands_still_for_long(name, film):
    assert film(name).movements.faults == []


@pytest.mark.slow
@pytest.mark.usefixtures("metronome")
@pytest.mark.parametrize("name", SCENES)
def test_nothing_stands_still_while_it_is_spoken(name, rehearsals, cases):
    assert rehearsals.rehearse(name, cases.Case(), watched=True).movements.faults == []


@pytest.mark.parametrize("name", SCENES)
def test_the_stage_is_never_dark(name, film):
    faults = film(name).light.faults(
        is_after_card=name in AFTER_CARDS, is_before_card=name in BEFORE_CARDS
    )
    assert faults == []


@pytest.mark.parametrize(("before", "after"), SEAMS)
def test_a_scene_begins_with_what_the_last_one_ended_with(before, after, film):
    assert share_that_stays(film(before).light.last, film(after).light.first) >= LEAST_SAME

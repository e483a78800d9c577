"""Where the pictures of a chain stand, on stages of every shape."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    LEVEL_GAP,
    arrow_between,
    levels_on,
)
from scenes.stage.layout import Stage

STAGES = pytest.mark.parametrize(
    "area",
    [Stage(-6.4, 6.4, 3.6, -3.04), Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)],
    ids=["wide", "tall", "square"],
)


@STAGES
def test_each_level_stands_right_beside_the_one_that_it_is_made_of(area):
    for one, other in pairwise(levels_on(area)):
        way = np.abs(other.room.center - one.room.center)
        half = (one.room.width + other.room.width) / 2
        assert sorted(way) == pytest.approx([0, 0, half + LEVEL_GAP])
        arrow = arrow_between(one, other)
        sides = [
            (each.room.left, each.room.right, each.room.bottom, each.room.top)
            for each in (one, other)
        ]
        axis = int(way[1] > way[0])
        ends = sorted(side for each in sides for side in each[2 * axis : 2 * axis + 2])
        assert arrow.get_center()[axis] == pytest.approx((ends[1] + ends[2]) / 2, abs=0.02)
        assert arrow.get_center()[1 - axis] == pytest.approx(one.room.center[1 - axis], abs=0.02)


@STAGES
def test_all_of_them_fit_onto_the_stage_with_their_names(area):
    levels = levels_on(area)
    for level in levels:
        name = level.name("a name that is long", area)
        room = level.room
        assert area.left - 1e-6 <= min(room.left, name.get_left()[0])
        assert max(room.right, name.get_right()[0]) <= area.right + 1e-6
        assert area.bottom - 1e-6 <= min(room.bottom, name.get_bottom()[1])
        assert max(room.top, name.get_top()[1]) <= area.top + 1e-6


@STAGES
def test_no_name_stands_between_two_levels(area):
    levels = levels_on(area)
    for (one, other), level in ((pair, each) for pair in pairwise(levels) for each in levels):
        name = level.name("name", area)
        middle = (one.room.center + other.room.center) / 2
        assert np.abs(name.get_center() - middle).max() > 0.5
    for one, other in combinations(levels, 2):
        apart = np.abs(one.room.center - other.room.center).max()
        assert apart >= (one.room.width + other.room.width) / 2 + LEVEL_GAP - 1e-6


def test_on_a_wide_stage_the_pictures_are_larger_than_the_room_of_the_digit():
    *pictures, last = levels_on(Stage(-6.4, 6.4, 3.6, -3.04))
    assert len({round(each.room.width, 6) for each in pictures}) == 1
    assert last.room.width < 0.5 * pictures[0].room.width
    assert last.room.height == pytest.approx(pictures[0].room.height)

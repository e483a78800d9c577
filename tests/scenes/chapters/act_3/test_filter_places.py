"""Where filters and pictures stand, on stages of every shape."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from manim import Square

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    TITLE,
    bench_places,
    stack_places,
)
from scenes.stage.layout import Stage

STAGES = pytest.mark.parametrize(
    "area",
    [Stage(-6.4, 6.4, 3.6, -3.04), Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)],
    ids=["wide", "tall", "square"],
)


def check(area, squares, above=0.0):
    """All on the stage, with room above each, and apart from each other."""
    for each in squares:
        assert area.left - 1e-6 <= each.get_left()[0] < each.get_right()[0] <= area.right + 1e-6
        assert area.bottom - 1e-6 <= each.get_bottom()[1]
        assert each.get_top()[1] + above <= area.top + 1e-6
    for one, other in combinations(squares, 2):
        apart = np.abs(one.get_center() - other.get_center())[:2]
        assert (apart > (one.width + other.width) / 2).any()


@STAGES
def test_what_is_enlarged_leaves_the_picture_free_and_has_room_for_its_name(area):
    places = bench_places(area)
    for room in (places.close_up, places.tile):
        large = Square(room.width).move_to(room.center)
        assert large.get_top()[1] + TITLE <= area.top + 1e-6
        assert area.bottom - 1e-6 <= large.get_bottom()[1]
        assert area.left - 1e-6 <= large.get_left()[0] < large.get_right()[0] <= area.right + 1e-6
        apart = np.abs(room.center - places.picture)[:2]
        assert (apart > (room.width + places.side) / 2).any()


@STAGES
def test_filters_stand_above_what_they_find(area):
    places = stack_places(area)
    found = [Square(places.side).move_to(spot) for spot in (*places.found, places.picture)]
    kernels = [Square(places.kernel_side).move_to(spot) for spot in places.kernels]
    check(area, [*found, *kernels])
    for kernel, below in zip(kernels, found, strict=False):
        assert kernel.get_x() == pytest.approx(below.get_x())
        assert kernel.get_bottom()[1] > below.get_top()[1]

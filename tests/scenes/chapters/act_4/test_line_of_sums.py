"""The line of sums, and the tiles that stand on it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.chapters.act_4.an_edge_detector_parts import AddUp, SumLine, mask_places
from scenes.stage.layout import Stage
from scenes.subject.sourced import SourcedArray

SUMS = SourcedArray([0.0, 1.0, 2.0, 1.5, -1.0], "sums")
ENDS = SourcedArray([-4.0, 4.0], "ends")
WIDE, PHONE, SQUARE = Stage(-6.5, 6.5, 3.6, -2.4), Stage(-2, 2, 6, -4), Stage(-3.6, 3.6, 3.6, -2.4)


@pytest.mark.parametrize("area", [WIDE, PHONE, SQUARE])
def test_tiles_keep_apart_and_the_outermost_stand_on_the_ends(area):
    places = mask_places(area)
    for row in (places.lower, places.upper[1:]):
        assert all(one.right < other.left for one, other in pairwise(row))
    assert places.lower[0].center[0] == pytest.approx(places.left)
    assert places.lower[-1].center[0] == pytest.approx(places.right)
    assert places.upper[1].bottom > places.lower[1].top
    assert max(room.top for room in places.upper) <= area.top + 1e-9
    assert places.shown_weights.bottom > places.lower[2].top


def test_the_bar_reaches_from_zero_to_the_sum():
    line = SumLine((ENDS[0], ENDS[1]), SUMS[0], places=mask_places(WIDE))
    unit = line.at(1.0)[0] - line.at(0.0)[0]
    for value in (SUMS[2], SUMS[4]):
        line.show(value)
        ends = sorted((line.at(0.0)[0], line.at(value.value)[0]))
        assert [line.bar.get_left()[0], line.bar.get_right()[0]] == pytest.approx(ends)
        assert line.total.sourced is value
        assert line.bar.width == pytest.approx(abs(value.value) * unit)


def test_every_sum_is_passed_and_the_last_one_stays():
    line = SumLine((ENDS[0], ENDS[1]), SUMS[0], places=mask_places(WIDE))
    adding = AddUp(line, list(SUMS))
    adding.begin()
    seen = []
    for alpha in np.linspace(0, 1, 21):
        adding.interpolate(alpha)
        seen.append(line.sourced.value)
    adding.finish()
    assert list(dict.fromkeys(seen)) == list(SUMS.values)
    assert line.total.sourced == SUMS[4]

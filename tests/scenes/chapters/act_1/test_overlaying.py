from itertools import combinations

import numpy as np
import pytest
from manim import DOWN, UP

from scenes.chapters.act_1.this_is_a_three_parts import OTHERS, PITCH, HandsRoom, ShareLine
from scenes.stage.layout import Stage

WIDE, TALL = Stage(-6.0, 6.0, 3.5, -3.0), Stage(-2.0, 2.0, 3.5, -2.5)


@pytest.mark.parametrize("area", [WIDE, TALL])
def test_whoever_stands_nearer_to_the_first_picture_leaves_first(area):
    room = HandsRoom.on(area)
    ways = [np.linalg.norm(place.center - room.first.center) for place in room.others]
    assert len(ways) == OTHERS
    assert ways == pytest.approx(sorted(ways))
    assert not any(np.allclose(place.center, room.first.center) for place in room.others)


@pytest.mark.parametrize("way", [UP, DOWN])
def test_pictures_stand_straight_over_their_shares_and_apart(way):
    shares = [0.6, 0.2, 0.58, 0.55, 0.21]
    line = ShareLine(WIDE, shares)
    places = line.piled(shares, way)
    for share, place in zip(shares, places, strict=True):
        assert place.center[0] == pytest.approx(line.at(share)[0])
        assert WIDE.bottom <= place.bottom < place.top <= WIDE.top
    for one, other in combinations(places, 2):
        apart = np.abs(one.center - other.center).max()
        assert apart >= PITCH * one.width - 1e-9


def test_waiting_pictures_stand_in_the_order_of_their_shares():
    shares = [0.6, 0.2, 0.5, 0.55]
    places = ShareLine(WIDE, shares).waiting(shares)
    xs = [place.center[0] for place in places]
    assert xs[1] < xs[2] < xs[3] < xs[0]
    assert np.diff(sorted(xs)).min() > places[0].width
    assert max(place.right for place in places) <= WIDE.right

import numpy as np
import pytest
from manim import Group

from scenes.chapters.act_1.this_is_a_three_parts import OTHERS, HandsRoom, Pin, ShareLine, tile_at
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage.layout import Stage
from scenes.subject.sourced import Sourced

WIDE, TALL = Stage(-6.0, 6.0, 3.5, -3.0), Stage(-2.0, 2.0, 3.5, -2.5)


@pytest.mark.parametrize("area", [WIDE, TALL])
def test_whoever_stands_nearer_to_the_first_picture_leaves_first(area):
    room = HandsRoom.on(area)
    ways = [np.linalg.norm(place.center - room.first.center) for place in room.others]
    assert len(ways) == OTHERS
    assert ways == pytest.approx(sorted(ways))
    assert not any(np.allclose(place.center, room.first.center) for place in room.others)


def test_pictures_stand_in_the_order_of_their_shares_and_apart():
    line = ShareLine(WIDE)
    places = line.above([0.6, 0.2, 0.5, 0.55])
    xs = [place.center[0] for place in places]
    assert xs[1] < xs[2] < xs[3] < xs[0]
    assert np.diff(sorted(xs)).min() > places[0].width
    assert min(place.left for place in places) >= WIDE.left
    assert max(place.right for place in places) <= WIDE.right


def test_a_pin_slides_from_nothing_to_its_share():
    line = ShareLine(WIDE)
    tile = tile_at(line.above([0.4])[0], PixelGrid(np.zeros((2, 2, 3)), side=1))
    assert isinstance(tile, Group)
    pin = Pin(line, tile, Sourced(0.4, "share"))
    np.testing.assert_allclose(pin.dot.get_center(), line.at(0.4))
    slide = pin.slide()
    slide.begin()
    slide.interpolate_mobject(0.0)
    np.testing.assert_allclose(pin.dot.get_center(), line.start)
    np.testing.assert_allclose(pin.thread.get_end(), line.start)
    slide.finish()
    np.testing.assert_allclose(pin.dot.get_center(), line.at(0.4))

import numpy as np
import pytest

from scenes.chapters.act_1.write_a_program_parts import HundredSquares, cells_for
from scenes.mobjects.program_box import Box
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.sourced import Sourced

ROOM = Stage(-2.0, 4.0, 3.0, -2.0)


@pytest.mark.parametrize("room", [ROOM, Stage(0.0, 2.0, 4.0, 0.0), Stage(0.0, 9.0, 1.5, 0.0)])
def test_squares_for_pictures_stay_in_their_room_and_apart(room):
    places = cells_for(room, 10)
    assert len(places) == 10
    for one in places:
        assert one.left >= room.left - 1e-9
        assert one.right <= room.right + 1e-9
        assert one.bottom >= room.bottom - 1e-9
        assert one.top <= room.top + 1e-9
        apart = [np.abs(one.center - other.center).max() for other in places if other is not one]
        assert min(apart) > one.width


def lit(squares):
    return sum(each.get_fill_color().to_hex() != theme.BACKGROUND for each in squares)


@pytest.mark.parametrize(("share", "count"), [(0.824, 82), (0.969, 97), (0.0, 0)])
def test_as_many_squares_are_lit_as_hundredths(share, count):
    squares = HundredSquares(square((0, 0, 0), 3.0))
    lighting = squares.light(Sourced(share, "share"), "#FFFFFF", seconds=1.0)
    if count:
        lighting.begin()
        lighting.finish()
    assert lit(squares) == count
    assert squares.fills[0].value == share


def test_the_halves_of_a_box_meet_and_slide_apart():
    box = Box(ROOM)
    left, right = box
    assert left.get_right()[0] == pytest.approx(right.get_left()[0])
    assert (left.get_left()[0], right.get_right()[0]) == pytest.approx((-2.0, 4.0))
    opening = box.open(1.0, seconds=1.0)
    opening.begin()
    opening.finish()
    assert right.get_left()[0] - left.get_right()[0] == pytest.approx(2.0)

import numpy as np
import pytest

from scenes.chapters.act_1.this_is_a_three_parts import Pile, fly_onto, land_on, light_common
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage import theme
from scenes.stage.layout import Stage
from scenes.subject.sourced import Sourced, SourcedArray

YELLOW = "#FFDD33"
ONE = (Sourced(2, "any[0]", decimals=None), Sourced(2, "all[0]", decimals=None))
TWO = (Sourced(3, "any[1]", decimals=None), Sourced(1, "all[1]", decimals=None))


WIDE, TALL = Stage(-3.0, 5.0, 4.0, 0.0), Stage(-1.0, 3.0, 6.0, 0.0)


@pytest.fixture
def pile():
    return Pile(2, room=WIDE, counts=ONE, color=YELLOW)


def finished(animation):
    animation.begin()
    animation.finish()
    return animation.mobject


def test_counts_stand_beside_a_pile_in_a_wide_room(pile):
    left, right = pile.grid.get_left()[0], pile.tallies.get_right()[0]
    assert pile.grid.height == pytest.approx(WIDE.height)
    assert (left + right) / 2 == pytest.approx(1.0, abs=0.05)
    assert pile.get_y() == pytest.approx(2.0)
    assert pile.tallies.get_left()[0] > pile.grid.get_right()[0]


def test_counts_stand_below_a_pile_in_a_tall_room():
    pile = Pile(2, room=TALL, counts=ONE, color=YELLOW)
    assert pile.grid.get_left()[0] == pytest.approx(TALL.left)
    assert pile.grid.get_right()[0] == pytest.approx(TALL.right)
    assert pile.grid.get_bottom()[1] > pile.tallies[0].get_top()[1]
    assert pile.tallies[0].get_bottom()[1] > pile.tallies[1].get_top()[1]
    assert pile.tallies.get_left()[0] == pytest.approx(TALL.left, abs=0.05)
    assert pile.tallies.get_right()[0] == pytest.approx(TALL.right, abs=0.05)
    assert TALL.bottom < pile.get_bottom()[1]
    assert pile.get_top()[1] < TALL.top


def test_a_pile_is_no_larger_than_its_room_is_wide():
    narrow = Stage(-2.0, 2.0, 2.9, 0.0)
    pile = Pile(2, room=narrow, counts=ONE, color=YELLOW)
    assert pile.width <= narrow.width
    assert pile.grid.height < narrow.height


def test_only_the_lit_cells_of_a_picture_fly_and_they_arrive_where_the_pile_shows_them(pile):
    grid = PixelGrid(np.ones((2, 2, 3)), side=1).move_to([-3, -1, 0])
    flying, flight = fly_onto(pile, grid, SourcedArray([0, 1, 1, 0], "lit"))
    finished(flight)
    np.testing.assert_array_equal(flying.weights_of_cells, [[0, 1], [1, 0]])
    np.testing.assert_allclose(flying.points, pile.grid.points)
    np.testing.assert_allclose(grid.get_center(), [-3, -1, 0])


def test_the_counts_appear_with_the_first_picture_and_go_on_with_the_second(pile):
    flying = pile.grid.copy()
    stack = SourcedArray([0, 1, 1, 0], "stack")
    assert land_on(pile, flying, stack, 1, ONE)[1].mobject is pile.tallies
    for animation in land_on(pile, flying, SourcedArray([1, 2, 1, 0], "stack"), 2, TWO)[1:]:
        finished(animation)
    assert [tally.value.text for tally in pile.tallies] == ["3", "1"]
    np.testing.assert_allclose(pile.grid.colors[0, 1], theme.rgb(YELLOW))


def test_cells_in_common_light_up_where_the_picture_is():
    grid = PixelGrid(np.ones((2, 2, 3)), side=1)
    one, other = SourcedArray([0, 1, 0, 1], "one"), SourcedArray([0, 0, 1, 1], "other")
    finished(light_common(grid, one, other, YELLOW))
    np.testing.assert_allclose(grid.colors[1, 1], theme.rgb(YELLOW))
    np.testing.assert_allclose(grid.colors[0, 0], 0)

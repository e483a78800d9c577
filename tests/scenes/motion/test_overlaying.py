import numpy as np
import pytest

from scenes import theme
from scenes.mobjects.overlap import Pile
from scenes.mobjects.pixel_grid import PixelGrid
from scenes.motion.overlaying import fly_onto, land_on, light_common
from scenes.sourced import Sourced, SourcedArray

YELLOW = "#FFDD33"
ONE = (Sourced(2, "any[0]", decimals=None), Sourced(2, "all[0]", decimals=None))
TWO = (Sourced(3, "any[1]", decimals=None), Sourced(1, "all[1]", decimals=None))


@pytest.fixture
def pile():
    return Pile(2, side=4, center=np.array([1.0, 2.0, 0.0]), counts=ONE, color=YELLOW)


def finished(animation):
    animation.begin()
    animation.finish()
    return animation.mobject


def test_a_pile_with_its_counts_stands_around_its_center(pile):
    left, right = pile.grid.get_left()[0], pile.tallies.get_right()[0]
    assert (left + right) / 2 == pytest.approx(1.0, abs=0.05)
    assert pile.get_y() == pytest.approx(2.0)
    assert pile.tallies.get_left()[0] > pile.grid.get_right()[0]


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

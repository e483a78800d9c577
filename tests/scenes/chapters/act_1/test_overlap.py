import numpy as np

from scenes.chapters.act_1.this_is_a_three_parts import OTHER, OWN, show_common, show_stack
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage import theme
from scenes.subject.sourced import SourcedArray

YELLOW = "#FFDD33"


def test_only_cells_that_all_pictures_light_are_in_color():
    stack = SourcedArray([0, 1, 2, 3], "stack")
    grid = show_stack(PixelGrid(np.zeros((2, 2, 3)), side=1), stack, full=3, color=YELLOW)
    np.testing.assert_allclose(grid.colors[1, 1], theme.rgb(YELLOW))
    np.testing.assert_allclose(grid.colors[0], [[0, 0, 0], [0.25, 0.25, 0.25]])
    assert grid.fills == (stack,)


def test_cells_in_common_are_in_color_and_others_are_gray():
    one, other = SourcedArray([0, 1, 0, 1], "one"), SourcedArray([0, 0, 1, 1], "other")
    grid = show_common(PixelGrid(np.zeros((2, 2, 3)), side=1), one, other, YELLOW)
    expected = [[[0, 0, 0], [OWN] * 3], [[OTHER] * 3, theme.rgb(YELLOW)]]
    np.testing.assert_allclose(grid.colors, expected)
    assert grid.fills == (one, other)

"""What a window shows, enlarged."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square

from scenes.chapters.act_3.layers_of_abstraction_parts import ALONG, EdgeLine, Patch, leaders
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage.layout import square
from scenes.subject.sourced import Sourced, SourcedArray

PIXELS = SourcedArray(np.array([[0.5, 1.0, 0.0], [1.0, 0.25, 0.0], [0.0, 0.5, 0.0]]), "window")


@pytest.fixture
def patch():
    return Patch(PIXELS, square([3, 1, 0], 3), color="#FFDD33")


def test_a_patch_shows_its_pixels_and_comes_out_of_the_window(patch):
    np.testing.assert_allclose(patch.grid.colors[..., 0], PIXELS.values)
    window = Square(0.5)
    coming = patch.come_out(window)
    coming.begin()
    np.testing.assert_allclose(coming.mobject.get_center(), 0, atol=1e-9)
    assert coming.mobject.height == pytest.approx(0.5)
    coming.interpolate(1)
    np.testing.assert_allclose(coming.mobject.get_center(), [3, 1, 0])


def test_it_takes_the_color_of_the_answer_and_goes_into_its_cell(patch):
    value = Sourced(-4.0, "result[1,2]")
    answering = patch.answer(np.array([1.0, 0.2, 0.2]), value)
    answering.begin()
    answering.interpolate(1)
    assert (patch.grid.colors == [1.0, 0.2, 0.2]).all()
    assert answering.target_mobject.fills == (value,)
    cell = Square(0.2).move_to([-2, 0, 0])
    going = patch.go_into(cell)
    going.begin()
    going.interpolate(1)
    np.testing.assert_allclose(patch.frame.get_center(), [-2, 0, 0], atol=1e-9)
    assert patch.frame.height == pytest.approx(0.2)


@pytest.mark.parametrize("spot", [[5, 1, 0], [1, -5, 0]], ids=["beside", "below"])
def test_leaders_go_from_corner_to_corner_and_keep_off_both(spot):
    small, large = Square(0.5), Square(3).move_to(spot)
    for line in leaders(small, large, color="#FFDD33"):
        start, end = line.get_start_and_end()
        assert np.abs(start) == pytest.approx([0.25, 0.25, 0])
        assert np.abs(end - large.get_center()) == pytest.approx([1.5, 1.5, 0])
        axis = 0 if spot[0] == 5 else 1
        assert abs(end[axis]) < abs(spot[axis])


@pytest.fixture
def grid():
    return PixelGrid(np.zeros((10, 10, 3)), side=10)


def test_a_line_runs_along_its_edge_through_its_pixel(grid):
    way = SourcedArray(np.array([3.0, 4.0]), "ways[0]")
    line = EdgeLine(grid, 44, way, color="#FFDD33")
    np.testing.assert_allclose(line.get_center(), grid.cell_center(4, 4), atol=1e-9)
    np.testing.assert_allclose(line.get_unit_vector(), [0.6, 0.8, 0], atol=1e-9)
    assert line.get_length() == pytest.approx(2 * ALONG * 10)
    assert line.fills == (way,)


def test_it_ends_where_the_picture_ends(grid):
    line = EdgeLine(grid, 9, SourcedArray(np.array([0.0, -2.0]), "ways[0]"), color="#FFDD33")
    assert line.get_top()[1] == pytest.approx(grid.get_top()[1])
    assert line.get_bottom()[1] == pytest.approx(4.5 - ALONG * 10)


def test_where_there_is_no_edge_there_is_no_line(grid):
    line = EdgeLine(grid, 0, SourcedArray(np.zeros(2), "ways[0]"), color="#FFDD33")
    assert line.get_length() == pytest.approx(0)

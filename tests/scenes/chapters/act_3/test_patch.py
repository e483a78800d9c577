"""What a window shows, enlarged."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    EDGE_SHARE,
    EdgeMarks,
    Patch,
    leaders,
)
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


def test_what_is_larger_than_one_is_as_bright_as_its_share():
    patch = Patch(PIXELS, square([3, 1, 0], 3), color="#FFDD33", largest=2.0)
    np.testing.assert_allclose(patch.grid.colors[..., 0], PIXELS.values / 2)


def test_a_mark_runs_along_the_edge_in_the_middle_of_its_cell():
    grid = PixelGrid(np.zeros((3, 3, 3)), side=9)
    ways = SourcedArray(np.array([[3.0, 4.0], [0.0, -2.5], *7 * [[0.0, 0.0]]]), "ways")
    marks = EdgeMarks(grid, ways, color="#FFDD33")
    lengths = [EDGE_SHARE * 3, EDGE_SHARE * 1.5, *7 * [0]]
    for mark, middle, length in zip(marks, grid.cell_centers(), lengths, strict=True):
        np.testing.assert_allclose(mark.get_center(), middle, atol=1e-9)
        assert mark.get_length() == pytest.approx(length)
    np.testing.assert_allclose(marks[0].get_unit_vector(), [0.6, 0.8, 0], atol=1e-9)
    assert marks.fills == (ways,)

"""A filter that runs over a picture."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    FilterRun,
    WindowSum,
    look_through,
    multiply_through,
    run_on,
    write_down,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray


@pytest.fixture
def run():
    picture, found = (PixelGrid(np.ones((4, 4, 3)), side=4) for _ in range(2))
    return FilterRun(picture, found.shift([5, 0, 0]), color="#FFDD33")


def test_the_window_covers_the_pixels_around_its_place(run):
    run.go_to(6)
    assert run.window.width == pytest.approx(3 * run.picture.cell_side)
    np.testing.assert_allclose(run.window.get_center(), run.picture.cell_center(1, 2), atol=1e-9)
    np.testing.assert_allclose(run.mark.get_center(), run.found.cell_center(1, 2), atol=1e-9)


def test_what_is_done_shows_and_no_more(run):
    sweep = run_on(run, 15)
    sweep.begin()
    for alpha, last in ((0, 0), (0.4, 6), (1, 15)):
        sweep.interpolate(alpha)
        assert run.found.weights_of_cells.sum() == last + 1
        assert run.found.weights_of_cells.ravel()[last] == 1


@pytest.fixture
def stop():
    kernel = PixelGrid(np.ones((3, 3, 3)), side=1.4).move_to([0, 4, 0])
    nine = SourcedArray(np.ones((3, 3)), "stops.windows")
    palette = PALETTES["classic"]
    return WindowSum(kernel, nine, nine, Sourced(9.0, "stops.sums[0]"), largest=1, palette=palette)


def test_pixels_come_out_of_the_window_and_end_beside_the_filter(run, stop):
    end = stop.seen.get_center()
    looking = look_through(run.window, stop)
    small = looking.animations[0].mobject
    np.testing.assert_allclose(small.get_center(), run.window.get_center(), atol=1e-9)
    assert small.height == pytest.approx(run.window.height)
    np.testing.assert_allclose(stop.seen.get_center(), end)


def test_pixels_go_down_and_turn_into_the_products(stop):
    turning = multiply_through(stop)
    turning.begin()
    turning.interpolate(1)
    pixels, product = turning.animations[0].mobject, stop.product[0]
    np.testing.assert_allclose(pixels.get_center(), product.get_center(), atol=1e-9)
    np.testing.assert_allclose(pixels.colors, product.colors)
    assert pixels.get_x() == pytest.approx(stop.seen.get_x())
    assert stop.kernel.opacity == 1


def test_the_sum_goes_to_the_cell_that_it_belongs_to(run, stop):
    writing = write_down(stop, run.mark)
    writing.begin()
    writing.interpolate(1)
    np.testing.assert_allclose(stop.total.get_center(), run.mark.get_center(), atol=1e-9)

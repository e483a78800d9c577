"""A filter that runs over a picture."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    FilterRun,
    look_through,
    run_on,
    write_down,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid
from tests.scenes.chapters.act_3.test_patch_sum import patch_sum


@pytest.fixture
def run():
    picture, found = (PixelGrid(np.ones((4, 4, 3)), side=4) for _ in range(2))
    kernel = PixelGrid(np.ones((3, 3, 3)), side=9)
    return FilterRun(picture, found.shift([5, 0, 0]), color="#FFDD33", kernel=kernel)


def test_the_window_covers_the_pixels_around_its_place(run):
    run.go_to(6)
    assert run.frame.width == pytest.approx(3 * run.picture.cell_side)
    np.testing.assert_allclose(run.frame.get_center(), run.picture.cell_center(1, 2), atol=1e-9)
    np.testing.assert_allclose(run.lens.get_center(), run.picture.cell_center(1, 2), atol=1e-9)
    np.testing.assert_allclose(run.mark.get_center(), run.found.cell_center(1, 2), atol=1e-9)
    assert run.lens.height == pytest.approx(run.frame.height)


def test_the_window_ends_where_the_picture_ends(run):
    run.go_to(3)
    assert run.frame.get_right()[0] == pytest.approx(run.picture.get_right()[0])
    assert run.frame.get_top()[1] == pytest.approx(run.picture.get_top()[1])
    assert run.lens.weights_of_cells.tolist() == [[0, 0, 0], [1, 1, 0], [1, 1, 0]]


def test_what_is_done_shows_and_no_more(run):
    sweep = run_on(run, 15)
    sweep.begin()
    for alpha, last in ((0, 0), (0.4, 6), (1, 15)):
        sweep.interpolate(alpha)
        assert run.found.weights_of_cells.sum() == last + 1
        assert run.found.weights_of_cells.ravel()[last] == 1


def test_what_was_written_first_stays(run):
    run.stand_at(10)
    run.write()
    assert np.flatnonzero(run.found.weights_of_cells).tolist() == [10]
    run.go_to(1)
    assert np.flatnonzero(run.found.weights_of_cells).tolist() == [0, 1, 10]


def test_pixels_come_out_of_the_window_and_become_a_tile(run):
    _kernel, stop = patch_sum()
    end, side = stop.seen.get_center(), stop.seen.height
    coming = look_through(run, stop)
    np.testing.assert_allclose(stop.seen.get_center(), run.frame.get_center(), atol=1e-9)
    assert stop.seen.height == pytest.approx(run.frame.height)
    coming.begin()
    coming.interpolate(1)
    np.testing.assert_allclose(stop.seen.get_center(), end)
    assert stop.seen.height == pytest.approx(side)
    np.testing.assert_allclose(stop.seen.weights_of_cells, stop.upper_halves)


def test_the_sum_goes_to_the_cell_that_it_belongs_to(run):
    _kernel, stop = patch_sum()
    writing = write_down(stop.total, run.mark)
    writing.begin()
    writing.interpolate(1)
    np.testing.assert_allclose(stop.total.get_center(), run.mark.get_center(), atol=1e-9)

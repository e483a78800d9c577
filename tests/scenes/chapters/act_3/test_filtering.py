"""A filter that runs over a picture."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    FilterRun,
    RowRun,
    run_on,
    window_on,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid


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
    for place in (10, 7):
        run.stand_at(place)
        run.write()
    assert np.flatnonzero(run.found.weights_of_cells).tolist() == [7, 10]
    run.go_to(1)
    assert np.flatnonzero(run.found.weights_of_cells).tolist() == [0, 1, 7, 10]


def test_rows_take_their_new_colors_one_after_the_other():
    picture, found = (PixelGrid(np.zeros((4, 5, 3)), side=4) for _ in range(2))
    found.set_cell_weights([i == 18 for i in range(20)])
    rows = RowRun(picture, found, np.ones((4, 5, 3)), color="#FFDD33")
    sweep = run_on(rows, 3)
    sweep.begin()
    for alpha, last in ((0, 0), (0.4, 1), (1, 3)):
        sweep.interpolate(alpha)
        assert rows.place == last
        is_done = np.arange(4) <= last
        assert (found.colors[..., 0] == is_done[:, np.newaxis]).all()
        assert (found.weights_of_cells[is_done] == 1).all()
        assert found.weights_of_cells[~is_done].sum() == (last < 3)
        np.testing.assert_allclose(rows.mark.get_center(), found.cell_center(last, 2), atol=1e-9)
    assert rows.frame.width == pytest.approx(picture.width)
    assert rows.frame.height == pytest.approx(2 * picture.cell_side)
    assert rows.frame.get_bottom()[1] == pytest.approx(picture.get_bottom()[1])


def test_a_frame_reaches_so_far_and_no_farther_than_the_picture(run):
    for reach, width in ((0, 1), (1, 3), (2, 4)):
        frame = window_on(run.picture, 5, reach, color="#FFDD33")
        assert frame.width == pytest.approx(width * run.picture.cell_side)
    np.testing.assert_allclose(frame.get_center(), run.picture.get_center(), atol=1e-9)

"""A filter that runs over a picture."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.pixel_grid import PixelGrid
from scenes.motion.filtering import FilterRun, Sweep


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
    sweep = Sweep(run, 15)
    sweep.begin()
    for alpha, last in ((0, 0), (0.4, 6), (1, 15)):
        sweep.interpolate(alpha)
        assert run.found.weights_of_cells.sum() == last + 1
        assert run.found.weights_of_cells.ravel()[last] == 1

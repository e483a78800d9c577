from __future__ import annotations

import numpy as np
import pytest

from scenes.mobjects.filter_bench import FilterBench, signed_grid
from scenes.sourced import Sourced, SourcedArray
from scenes.theme import PALETTES, rgb

CLASSIC = PALETTES["classic"]
KERNEL = SourcedArray([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]], "kernel")


@pytest.fixture
def bench():
    image = SourcedArray(np.linspace(0, 1, 784), "image")
    result = SourcedArray(np.linspace(-4, 4, 784).reshape(28, 28), "result")
    return FilterBench(image, KERNEL, result, width=12.0, side=4.0, palette=CLASSIC)


def test_the_filter_stands_between_picture_and_result(bench):
    assert bench.picture.grid.get_left()[0] == pytest.approx(-6)
    assert bench.found.grid.get_right()[0] == pytest.approx(6)
    assert bench.picture.grid.get_right()[0] < bench.kernel.grid.get_left()[0]
    assert bench.kernel.grid.get_right()[0] < bench.found.grid.get_left()[0]


def test_nothing_is_found_before_the_filter_runs(bench):
    assert bench.found.grid.weights_of_cells.sum() == 0


def test_a_stop_fits_between_picture_and_result(bench):
    nine = SourcedArray(np.ones((3, 3)), "stops.windows")
    stop = bench.stop(nine, nine, Sourced(-4.0, "stops.sums[0]"))
    assert bench.picture.grid.get_right()[0] < stop.get_left()[0]
    assert stop.get_right()[0] < bench.found.grid.get_left()[0]
    assert stop.get_bottom()[1] > bench.picture.grid.get_bottom()[1]


def test_the_largest_magnitude_has_the_full_color_of_its_sign():
    grid = signed_grid(KERNEL, side=1.0, palette=CLASSIC)
    np.testing.assert_allclose(grid.colors[0, 1], rgb(CLASSIC.positive))
    np.testing.assert_allclose(grid.colors[2, 1], rgb(CLASSIC.negative))
    np.testing.assert_allclose(grid.colors[1, 0], 0)

from __future__ import annotations

import numpy as np
import pytest
from manim import Group

from scenes.chapters.act_3.layers_of_abstraction_parts import FilterBench, bench_places, signed_grid
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES, rgb
from scenes.subject.sourced import Sourced, SourcedArray

CLASSIC = PALETTES["classic"]
KERNEL = SourcedArray([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]], "kernel")


@pytest.fixture
def bench():
    return bench_on(Stage(-6.4, 6.4, 3.6, -3.0))


def bench_on(area):
    image = SourcedArray(np.linspace(0, 1, 784), "image")
    result = SourcedArray(np.linspace(-4, 4, 784).reshape(28, 28), "result")
    return FilterBench(image, KERNEL, result, places=bench_places(area), palette=CLASSIC)


def stop_of(bench):
    nine = SourcedArray(np.ones((3, 3)), "stops.windows")
    return bench.stop(nine, nine, Sourced(-4.0, "stops.sums[0]"))


def test_the_filter_stands_between_picture_and_result(bench):
    assert bench.picture.grid.get_left()[0] == pytest.approx(-6.4)
    assert bench.found.grid.get_right()[0] == pytest.approx(6.4)
    assert bench.picture.grid.get_right()[0] < bench.kernel.grid.get_left()[0]
    assert bench.kernel.grid.get_right()[0] < bench.found.grid.get_left()[0]


def test_nothing_is_found_before_the_filter_runs(bench):
    assert bench.found.grid.weights_of_cells.sum() == 0


def test_a_stop_fits_between_picture_and_result(bench):
    stop = stop_of(bench)
    assert bench.picture.grid.get_right()[0] < stop.get_left()[0]
    assert stop.get_right()[0] < bench.found.grid.get_left()[0]
    assert stop.get_bottom()[1] > -3.0


@pytest.mark.parametrize("area", [Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)])
def test_a_stop_covers_no_picture_of_a_narrow_stage(area):
    bench = bench_on(area)
    stop = stop_of(bench)
    everything = Group(bench, stop)
    assert area.left - 1e-6 <= everything.get_left()[0]
    assert everything.get_right()[0] <= area.right + 1e-6
    assert area.bottom - 1e-6 <= everything.get_bottom()[1]
    assert everything.get_top()[1] <= area.top + 1e-6
    for picture in (bench.picture, bench.found):
        beside = picture.get_right()[0] < min(stop.get_left()[0], bench.kernel.get_left()[0])
        above = picture.get_bottom()[1] > max(stop.get_top()[1], bench.kernel.get_top()[1])
        assert beside or above


def test_the_largest_magnitude_has_the_full_color_of_its_sign():
    grid = signed_grid(KERNEL, side=1.0, palette=CLASSIC)
    np.testing.assert_allclose(grid.colors[0, 1], rgb(CLASSIC.positive))
    np.testing.assert_allclose(grid.colors[2, 1], rgb(CLASSIC.negative))
    np.testing.assert_allclose(grid.colors[1, 0], 0)


def test_on_a_tall_stage_what_the_filter_sees_and_the_filter_stand_around_the_middle():
    bench = bench_on(Stage(-2.0, 2.0, 6.0, -6.0))
    stop = stop_of(bench)
    both = Group(stop.seen[0], bench.kernel.grid)
    assert both.get_x() == pytest.approx(0.0, abs=0.01)

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from network.analysis.filters import HORIZONTAL_EDGES, VERTICAL_EDGES
from scenes.chapters.act_3.layers_of_abstraction_parts import (
    FilterBench,
    bench_places,
    signed_grid,
    turned,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES, rgb
from scenes.subject.sourced import SourcedArray

CLASSIC = PALETTES["classic"]
KERNEL = SourcedArray(HORIZONTAL_EDGES, "kernel")
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)


def bench_on(area):
    image = SourcedArray(np.linspace(0, 1, 784), "image")
    result = SourcedArray(np.linspace(-4, 4, 784).reshape(28, 28), "result")
    return FilterBench(image, KERNEL, result, places=bench_places(area), palette=CLASSIC)


def test_the_filter_stands_between_picture_and_result():
    bench = bench_on(WIDE)
    assert bench.picture.grid.get_left()[0] == pytest.approx(-6.4)
    assert bench.found.grid.get_right()[0] == pytest.approx(6.4)
    assert bench.picture.grid.get_right()[0] < bench.stencil.grid.get_left()[0]
    assert bench.stencil.grid.get_right()[0] < bench.found.grid.get_left()[0]


@pytest.mark.parametrize(
    "area",
    [WIDE, Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)],
    ids=["wide", "tall", "square"],
)
def test_pictures_and_filter_stand_apart_on_the_stage(area):
    bench = bench_on(area)
    parts = [bench.picture, bench.found, bench.stencil]
    for each in parts:
        assert area.left - 0.01 <= each.get_left()[0] < each.get_right()[0] <= area.right + 0.01
        assert area.bottom - 0.01 <= each.get_bottom()[1] < each.get_top()[1] <= area.top + 0.01
    for one, other in combinations(parts, 2):
        apart = np.abs(one.get_center() - other.get_center())[:2]
        sizes = np.array([one.width + other.width, one.height + other.height]) / 2
        assert (apart > sizes).any()


def test_the_filter_asks_for_light_in_its_first_row_and_for_dark_in_its_last():
    stencil = bench_on(WIDE).stencil
    light, dark = stencil.questions
    for question, row in ((light, 0), (dark, 2)):
        np.testing.assert_allclose(question.get_center(), stencil.grid.cell_center(row, 1))


def test_an_enlarged_filter_keeps_its_shape_and_the_size_of_its_name():
    places = bench_places(WIDE)
    stencil = bench_on(WIDE).stencil
    name, share = stencil.title.height, stencil.questions.height / stencil.grid.height
    stencil.enlarge(places.close_up)
    assert stencil.grid.height == pytest.approx(places.close_up.height)
    assert stencil.questions.height / stencil.grid.height == pytest.approx(share)
    assert stencil.title.height == pytest.approx(name)
    assert stencil.title.get_bottom()[1] > stencil.grid.get_top()[1]


def test_nothing_is_found_before_the_filter_runs():
    assert bench_on(WIDE).found.grid.weights_of_cells.sum() == 0


def test_the_largest_magnitude_has_the_full_color_of_its_sign():
    grid = signed_grid(KERNEL, side=1.0, palette=CLASSIC)
    np.testing.assert_allclose(grid.colors[0, 1], rgb(CLASSIC.positive))
    np.testing.assert_allclose(grid.colors[2, 1], rgb(CLASSIC.negative))
    np.testing.assert_allclose(grid.colors[1, 0], 0)


def test_a_quarter_turn_makes_the_second_filter_of_the_first():
    one, other = (PixelGrid(np.zeros((3, 3, 3)), side=1) for _ in range(2))
    found = np.zeros(9)
    found[turned(one, other)] = HORIZONTAL_EDGES.ravel()
    assert found.reshape(3, 3).tolist() == VERTICAL_EDGES.tolist()

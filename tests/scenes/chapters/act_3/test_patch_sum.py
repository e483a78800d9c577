"""What a filter does at one pixel, enlarged."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    EdgeStrokes,
    PatchSum,
    bench_places,
    filter_tile,
    leaders,
)
from scenes.stage.layout import Stage
from scenes.stage.scales import signed_colors
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

CLASSIC = PALETTES["classic"]
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
WEIGHTS = np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]])
PIXELS = np.array([[0.5, 1.0, 0.0], [1.0, 0.25, 0.0], [0.0, 0.5, 0.0]])


def patch_sum(area=WIDE):
    places = bench_places(area)
    kernel = filter_tile(
        SourcedArray(WEIGHTS, "kernel"),
        places.patch.center,
        side=places.patch.height,
        palette=CLASSIC,
    )
    stop = PatchSum(
        kernel,
        SourcedArray(PIXELS, "stop.window"),
        SourcedArray(WEIGHTS * PIXELS, "stop.products"),
        Sourced(1.5, "stop.sum"),
        spot=places.total,
        palette=CLASSIC,
    )
    return kernel, stop


def test_pixels_lie_in_the_upper_halves_of_the_cells_that_they_are_multiplied_with():
    kernel, stop = patch_sum()
    assert stop.seen.width == pytest.approx(kernel.grid.width)
    np.testing.assert_allclose(stop.seen.colors[::2, :, 0], PIXELS)
    assert stop.upper_halves[::2].all()
    assert not stop.upper_halves[1::2].any()
    for place, (number, sign), weight in zip(
        kernel.grid.cell_centers(), stop.factors, stop.weights, strict=True
    ):
        assert number.get_y() > place[1] > weight[1]
        assert sign.get_x() < weight[0]


def test_products_have_the_colors_of_their_signs_and_their_numbers():
    _kernel, stop = patch_sum()
    np.testing.assert_allclose(stop.product.colors, signed_colors(WEIGHTS * PIXELS, CLASSIC, 2.0))
    texts = [number.text.replace(",", ".") for number in stop.numbers]
    assert texts[:3] == ["0.50", "2.00", "0.00"]


def test_the_sum_stands_below_in_the_color_of_its_sign():
    kernel, stop = patch_sum()
    assert stop.total.get_top()[1] < kernel.grid.get_bottom()[1]
    assert stop.total.glyph_color == CLASSIC.positive
    assert stop.words.get_right()[0] < stop.total.get_left()[0]


@pytest.mark.parametrize("area", [WIDE, Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)])
def test_all_of_it_fits_onto_the_stage(area):
    for each in patch_sum(area):
        assert area.left - 1e-6 <= each.get_left()[0] < each.get_right()[0] <= area.right + 1e-6
        assert area.bottom - 1e-6 <= each.get_bottom()[1] < each.get_top()[1] <= area.top + 1e-6


@pytest.mark.parametrize("spot", [[5, 1, 0], [1, -5, 0]], ids=["beside", "below"])
def test_leaders_go_from_corner_to_corner_and_keep_off_both(spot):
    small, large = Square(0.5), Square(3).move_to(spot)
    for line in leaders(small, large, color="#FFDD33"):
        start, end = line.get_start_and_end()
        assert np.abs(start) == pytest.approx([0.25, 0.25, 0])
        assert np.abs(end - large.get_center()) == pytest.approx([1.5, 1.5, 0])
        axis = 0 if spot[0] == 5 else 1
        assert abs(end[axis]) < abs(spot[axis])


def test_strokes_run_along_edges_and_are_as_long_as_the_answers_are_large():
    across = SourcedArray(np.array([[4.0, 0.0], [0.0, 2.0]]), "across")
    up = SourcedArray(np.array([[0.0, 4.0], [0.0, 2.0]]), "up")
    strokes = EdgeStrokes(across, up, side=2.0)
    ways = [path[-1] - path[0] for path in strokes.get_subpaths()]
    assert ways[0][:2] / ways[0][0] == pytest.approx([1, 0])
    assert ways[1][:2] / ways[0][0] == pytest.approx([0, 1])
    assert ways[-1][:2] / ways[0][0] == pytest.approx([0.5, 0.5])

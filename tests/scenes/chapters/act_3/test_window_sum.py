from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.chapters.act_3.layers_of_abstraction_parts import (
    WindowSum,
    multiply_through,
    tile_places,
)
from scenes.stage.layout import Stage
from scenes.stage.scales import signed_colors
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

CLASSIC = PALETTES["classic"]
WIDE = Stage(-6.4, 6.4, 3.6, -3.04)
WEIGHTS = np.array([[1.0, 2.0], [-1.0, 0.0]])
PIXELS = np.array([[0.5, 1.0], [1.0, 0.25]])


def window_sum(area=WIDE):
    return WindowSum(
        SourcedArray(WEIGHTS, "kernel"),
        SourcedArray(PIXELS, "stops.windows"),
        SourcedArray(WEIGHTS * PIXELS, "stops.products"),
        Sourced(1.5, "stops.sums[0]"),
        places=tile_places(area),
        palette=CLASSIC,
    )


def test_pixels_filter_and_products_stand_in_a_line_with_signs_between_them():
    found = window_sum()
    order = (found.seen.grid, found.times, found.kernel.grid, found.equals, found.product.grid)
    for one, other in pairwise(order):
        assert one.get_right()[0] < other.get_left()[0]
    assert len({round(float(each.get_y()), 6) for each in order}) == 1
    np.testing.assert_allclose(found.seen.grid.colors[..., 0], PIXELS)
    np.testing.assert_allclose(
        found.product.grid.colors, signed_colors(WEIGHTS * PIXELS, CLASSIC, 2.0)
    )


def test_the_sum_stands_below_the_products_in_the_color_of_its_sign():
    found = window_sum()
    assert found.total.get_top()[1] < found.product.grid.get_bottom()[1]
    assert found.total.glyph_color == CLASSIC.positive
    assert found.words.get_right()[0] < found.total.get_left()[0]


def test_cells_have_numbers_where_there_is_room():
    texts = [number.text for number in window_sum().product.numbers]
    assert [text.replace(",", ".") for text in texts] == [
        "0.50",
        "2.00",
        "\N{MINUS SIGN}1.00",
        "0.00",
    ]
    assert len(window_sum(Stage(-1.8, 1.8, 1.8, -1.5)).product.numbers) == 0


def test_products_appear_one_by_one_while_their_factors_are_marked():
    found = window_sum()
    turning = multiply_through(found).animations[0]
    turning.begin()
    turning.interpolate(0.3)
    assert found.product.grid.weights_of_cells.ravel().tolist() == [1, 1, 0, 0]
    for mark, tile in zip(found.marks, (found.seen, found.kernel, found.product), strict=True):
        np.testing.assert_allclose(mark.get_center(), tile.grid.cell_center(0, 1))
    turning.interpolate(1.0)
    assert found.product.grid.weights_of_cells.all()


@pytest.mark.parametrize("area", [WIDE, Stage(-3.6, 3.6, 6.3, -4.8), Stage(-3.6, 3.6, 3.6, -3.04)])
def test_all_of_it_fits_onto_the_stage(area):
    found = window_sum(area)
    assert area.left - 1e-6 <= found.get_left()[0] < found.get_right()[0] <= area.right + 1e-6
    assert area.bottom - 1e-6 <= found.get_bottom()[1] < found.get_top()[1] <= area.top + 1e-6

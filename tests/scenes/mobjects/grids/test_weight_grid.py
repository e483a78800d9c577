"""The grid of one neuron's weights, its scale and its callouts."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.weights_of_one_neuron_parts import WeightScale
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.stage.scales import SIGNED_EXPONENT
from scenes.stage.theme import PALETTES, rgb
from scenes.subject.sourced import Sourced, SourcedArray

PALETTE = PALETTES["classic"]


@pytest.fixture
def matrix():
    rows = np.zeros((3, 784))
    rows[1, 30], rows[1, 57], rows[1, 700] = 2.0, -1.0, 0.5
    rows[2, 5] = -3.0
    return SourcedArray(rows, "model.layers[0].weights")


@pytest.fixture
def grid(matrix):
    return WeightGrid(matrix.row(1), side=4, palette=PALETTE, largest=2.0)


def test_a_weight_is_as_bright_as_it_is_large_in_its_signs_color(grid):
    assert grid.grid.colors[1, 2] == pytest.approx(rgb(PALETTE.positive))
    assert grid.grid.colors[2, 1] == pytest.approx(
        np.array(rgb(PALETTE.negative)) * 0.5**SIGNED_EXPONENT
    )
    assert grid.grid.colors[0, 0].tolist() == [0, 0, 0]


def test_a_cell_is_where_its_pixel_is(grid):
    assert grid.place(57) == (2, 1)


def test_the_ledger_sees_every_weight_by_its_place_in_the_matrix(grid):
    (fills,) = grid.grid.fills
    assert fills[57] == Sourced(-1.0, "model.layers[0].weights[1,57]")


def test_another_neuron_takes_the_place(grid, matrix):
    grid.show(matrix.row(2), 3.0)
    assert grid.weights[5].source == "model.layers[0].weights[2,5]"
    assert grid.grid.colors[0, 5] == pytest.approx(rgb(PALETTE.negative))
    assert grid.grid.colors[1, 2].tolist() == [0, 0, 0]


def test_an_empty_grid_stands_for_no_values(grid):
    grid.empty()
    assert not grid.grid.colors.any()
    assert grid.grid.fills == ()


def test_the_scale_ends_in_the_full_colors_and_says_where():
    large = Sourced(3.456, "measurement.first_layer.large[1]")
    scale = WeightScale(large, width=4, palette=PALETTE)
    assert scale.bar.colors[0, 0] == pytest.approx(rgb(PALETTE.negative))
    assert scale.bar.colors[0, -1] == pytest.approx(rgb(PALETTE.positive))
    assert not scale.bar.colors[0, 50].any()
    assert [end.text for end in scale.ends] == ["≤ \N{MINUS SIGN}3.46", "≥ +3.46"]
    assert all(end.sources == (large,) for end in scale.ends)

"""The grid of one neuron's weights, its scale and its callouts."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DOWN

from scenes.chapters.act_4.weights_of_one_neuron_parts import (
    PITCH,
    PITCH_BELOW,
    WeightScale,
    weight_callouts,
)
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.network.neuron import Neuron
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
    assert grid.grid.colors[2, 1] == pytest.approx(np.array(rgb(PALETTE.negative)) / 2)
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


def test_rays_run_from_the_neuron_to_the_grids_left_corners(grid):
    neuron = Neuron().move_to([-4, 1, 0])
    upper, lower = grid.rays_from(neuron)
    assert upper.get_start() == pytest.approx(neuron.get_right())
    assert upper.get_end() == pytest.approx([-2, 2, 0])
    assert lower.get_end() == pytest.approx([-2, -2, 0])


def test_the_scale_ends_in_the_full_colors_and_says_where():
    large = Sourced(3.456, "measurement.first_layer.large[1]")
    scale = WeightScale(large, width=4, palette=PALETTE)
    assert scale.bar.colors[0, 0] == pytest.approx(rgb(PALETTE.negative))
    assert scale.bar.colors[0, -1] == pytest.approx(rgb(PALETTE.positive))
    assert not scale.bar.colors[0, 50].any()
    assert [end.text for end in scale.ends] == ["≤ \N{MINUS SIGN}3.46", "≥ +3.46"]
    assert all(end.sources == (large,) for end in scale.ends)
    scale.show(Sourced(0.5, "measurement.first_layer.large[2]"))
    assert [end.text for end in scale.ends] == ["≤ \N{MINUS SIGN}0.50", "≥ +0.50"]
    assert scale.ends in scale.submobjects


def test_a_callout_names_a_weight_and_its_pixel(grid):
    callout, _ = weight_callouts(grid, (57, 700))
    assert callout.value.text == "\N{MINUS SIGN}1.00"
    assert callout.pixel_name.text == "pixel 57"
    assert callout.frame.get_center() == pytest.approx(grid.grid.cell_center(2, 1))


@pytest.mark.parametrize("pixels", [(0, 1), (0, 27), (783, 755), (390, 418), (3, 700)])
def test_callouts_keep_apart_below_the_grid(grid, pixels):
    callouts = weight_callouts(grid, pixels, side=DOWN)
    xs = [callout.value.get_x() for callout in callouts]
    assert abs(xs[0] - xs[1]) >= PITCH_BELOW - 1e-9
    for callout in callouts:
        for words in (callout.value, callout.pixel_name):
            assert words.get_left()[0] >= grid.grid.get_left()[0] - 1e-9
            assert words.get_right()[0] <= grid.grid.get_right()[0] + 1e-9
        assert callout.value.get_top()[1] < grid.grid.get_bottom()[1]
        assert callout.line.get_end()[1] > callout.value.get_top()[1]
        assert callout.line.get_start() == pytest.approx(callout.frame.get_bottom())


@pytest.mark.parametrize("pixels", [(0, 1), (0, 27), (783, 755), (390, 418), (3, 700)])
def test_callouts_keep_apart_beside_the_grid(grid, pixels):
    callouts = weight_callouts(grid, pixels)
    heights = [callout.value.get_y() for callout in callouts]
    assert abs(heights[0] - heights[1]) >= PITCH - 1e-9
    for callout in callouts:
        assert callout.pixel_name.get_bottom()[1] >= grid.grid.get_bottom()[1] - 1e-9
        assert callout.value.get_top()[1] <= grid.grid.get_top()[1] + 1e-9
        assert callout.value.get_left()[0] > grid.grid.get_right()[0]

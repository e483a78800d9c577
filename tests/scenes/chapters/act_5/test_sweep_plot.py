"""A pixel under a loupe, the curve of an output over it, and the map of all pixels."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square

from scenes.chapters.act_5.the_network_is_a_function_parts import (
    EffectMap,
    PixelLoupe,
    RowByRow,
    StepThrough,
    Sweep,
    SweepPlot,
    change_decimals,
    map_key,
)
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

PIXEL = SourcedArray(np.array([0.0, 0.5, 1.0]), "pixel")
OUTPUT = SourcedArray(np.array([0.2, 0.3, 0.9]), "output")


FULL = SourcedArray(np.array([0.0, 0.5, 1.0]), "full_scale")
LITTLE = SourcedArray(np.array([0.91, 0.92, 0.94]), "output")
FINE = SourcedArray(np.array([0.9, 0.92, 0.94]), "scale")


def plot_of(direction=1, output=OUTPUT, scale=None):
    return SweepPlot(
        list(PIXEL)[::direction], list(output)[::direction],
        full_scale=FULL, scale=scale, across=[PIXEL[0], PIXEL[2]],
        levels=output.values[::direction], change=output[1], class_name="yes",
        room=Stage(1.0, 6.0, 3.0, -3.0), palette=PALETTES["classic"],
    )  # fmt: skip


def loupe_in(room):
    frame = Square(0.2).move_to([-4.0, 2.0, 0.0])
    return PixelLoupe(PIXEL[0], Words("its name", size="note"), frame, room=room, color="#FFDD33")


def sweep_of(direction=1):
    outputs = [SourcedArray(np.array([0.2, step]), f"outputs[{step}]") for step in (0.1, 0.5, 1.0)]
    column = NeuronColumn(np.array([[7.0, 1.0, 0.0], [7.0, 0.0, 0.0]]), radius=0.2)
    levels = np.array([each.values for each in outputs])
    return Sweep(
        list(PIXEL)[::direction], outputs[::direction], levels=levels[::direction],
        cell=Square(0.1), loupe=loupe_in(Stage(-5.0, -2.0, 0.0, -3.0)), column=column,
        plot=plot_of(direction),
    )  # fmt: skip


@pytest.mark.parametrize("direction", [1, -1])
def test_every_step_shows_its_own_values(direction):
    sweep = sweep_of(direction)
    for step in range(3):
        sweep.show_step(step)
        place = step if direction > 0 else 2 - step
        square, plot = sweep.loupe.square, sweep.plot
        assert square.fills[0].source == sweep.cell.fills[0].source == f"pixel[{place}]"
        assert sweep.loupe.value.sourced.source == f"pixel[{place}]"
        assert square.get_fill_color().to_rgb() == pytest.approx([PIXEL.values[place]] * 3, 0.02)
        assert plot.value.sourced.source == f"output[{place}]"
        assert plot.neuron.fills[0].value == OUTPUT.values[place]
        assert [neuron.fills[0] for neuron in sweep.column] == list(sweep.outputs[step])


@pytest.mark.parametrize("room", [Stage(-5.0, -2.0, 0.0, -3.0), Stage(-5.0, 0.0, 0.0, -1.2)])
def test_a_loupe_fills_its_room_and_its_words_stand_apart(room):
    loupe = loupe_in(room)
    square, words = loupe.square, loupe.words
    assert square.get_top()[1] == pytest.approx(room.top)
    assert square.width >= 1.2 - 1e-6
    is_below = words.get_top()[1] < square.get_bottom()[1]
    assert is_below or words.get_left()[0] > square.get_right()[0]
    assert min(square.get_bottom()[1], words.get_bottom()[1]) >= room.bottom - 1e-6


def test_the_curve_ends_where_the_output_is():
    plot = plot_of().show_step(2)
    low, high = plot.up.point(0.0)[1], plot.up.point(1.0)[1]
    assert (plot.curve.get_end()[1] - low) / (high - low) == pytest.approx(0.9)
    assert plot.curve.get_end() == pytest.approx(plot.dot.get_center())
    assert plot.curve.get_end()[0] == pytest.approx(plot.across.point(1.0)[0])


def with_open_lens():
    plot = plot_of(output=LITTLE, scale=FINE).show_step(2)
    for movement in plot.open_lens():
        movement.begin()
        movement.interpolate(1.0)
        movement.finish()
    return plot


def test_a_lens_shows_a_flat_curve_on_a_scale_of_its_own():
    plot = plot_of(output=LITTLE, scale=FINE).show_step(2)
    assert plot.curve.height == pytest.approx(0.03 * (plot.up.point(1) - plot.up.point(0))[1])
    plot = with_open_lens()
    low, high = plot.lens.up.points_of([0.9, 0.94])[:, 1]
    assert plot.curve.height == pytest.approx((high - low) * 0.03 / 0.04)
    assert plot.dot.get_center() == pytest.approx(plot.curve.get_end())
    assert plot.across.point(0.0)[0] == pytest.approx(plot.curve.get_start()[0])
    assert plot.lens.part.height == pytest.approx(0.04 * (plot.up.point(1) - plot.up.point(0))[1])


def test_all_that_belongs_into_a_lens_is_in_its_frame():
    plot = with_open_lens()
    frame = plot.lens.frame
    for part in (plot.curve, plot.dot, plot.lens.up, plot.rise()):
        assert frame.get_left()[0] < part.get_left()[0]
        assert part.get_right()[0] < frame.get_right()[0]
        assert frame.get_bottom()[1] < part.get_bottom()[1]
        assert part.get_top()[1] < frame.get_top()[1]
    assert plot.across.labels.get_top()[1] < frame.get_bottom()[1]
    assert plot.up.axis.get_right()[0] < frame.get_left()[0]


@pytest.mark.parametrize("opened", [False, True])
def test_the_change_stands_beside_the_end_of_the_curve(opened):
    plot = with_open_lens() if opened else plot_of().show_step(2)
    _level, change, number = plot.rise()
    assert change.height == pytest.approx(abs(plot.curve.get_end()[1] - plot.curve.get_start()[1]))
    assert change.get_right()[0] < number.get_left()[0]
    assert number.get_right()[0] <= 6.0 + 1e-6


@pytest.mark.parametrize(
    ("first", "last", "decimals"), [(0.00294, 0.00937, 3), (0.2, 0.5, 2), (0.5, 0.2, 2)]
)
def test_the_change_agrees_with_both_ends_as_printed(first, last, decimals):
    assert change_decimals(first, last) == decimals


def test_everything_stays_in_its_room():
    plot = plot_of()
    for step in range(3):
        plot.show_step(step)
        for part in (plot.axes, plot.across_name, plot.neuron, plot.label, plot.value, plot.dot):
            assert part.get_left()[0] >= 1.0 - 1e-6
            assert part.get_right()[0] <= 6.0 + 0.16
            assert part.get_bottom()[1] >= -3.0 - 1e-6
            assert part.get_top()[1] <= 3.0 + 1e-6


def test_stepping_through_lists_all_that_goes_by():
    sweep = sweep_of()
    steps = StepThrough(sweep)
    assert {value.source for value in steps.passing_values} >= {
        f"{name}[{step}]" for name in ("pixel", "output") for step in range(3)
    }
    steps.interpolate_mobject(1.0)
    assert sweep.plot.value.sourced.source == "output[2]"


@pytest.mark.parametrize("width", [3.0, 6.0])
def test_a_key_is_as_wide_as_its_room_and_its_parts_stand_apart(width):
    low, strip, high = key = map_key(OUTPUT[2], "#FFDD33", width)
    assert key.width == pytest.approx(width)
    assert low.get_right()[0] < high.get_left()[0]
    is_above = strip.get_bottom()[1] > low.get_top()[1]
    assert is_above or low.get_right()[0] < strip.get_left()[0]


def test_a_map_is_lit_row_by_row_and_the_largest_effect_is_the_brightest():
    image = PixelGrid(np.zeros((2, 2, 3)), side=2.0)
    effects = EffectMap(SourcedArray(np.array([0.1, 0.2, 0.4, 0.0]), "effects"), image, "#FFDD33")
    rows = RowByRow(effects)
    rows.interpolate_mobject(0.5)
    shown = effects.weights_of_cells
    assert shown[0, 1] > shown[0, 0] > 0
    assert not shown[1].any()
    rows.interpolate_mobject(1.0)
    assert effects.weights_of_cells.ravel().tolist() == pytest.approx(effects.levels.ravel())
    assert effects.levels.argmax() == 2
    assert effects.levels.max() == 1

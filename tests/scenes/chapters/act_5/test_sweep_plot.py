"""The curve of an output over a pixel, and the map of all pixels."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_5.the_network_is_a_function_parts import (
    EffectMap,
    RowByRow,
    StepThrough,
    SweepPlot,
)
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

PIXEL = SourcedArray(np.array([0.0, 0.5, 1.0]), "pixel")
OUTPUT = SourcedArray(np.array([0.2, 0.3, 0.9]), "output")


def plot_of(direction=1):
    return SweepPlot(
        list(PIXEL)[::direction], list(OUTPUT)[::direction],
        scale=SourcedArray(np.array([0.0, 0.5, 1.0]), "scale"), across=[PIXEL[0], PIXEL[2]],
        levels=OUTPUT.values[::direction], cell=[0, 0, 0], cell_side=0.1,
        pixel_name=Words("its name", size="note"), class_name="yes",
        room=Stage(1.0, 6.0, 3.0, -3.0), palette=PALETTES["classic"],
    )  # fmt: skip


@pytest.mark.parametrize("direction", [1, -1])
def test_every_step_shows_its_own_values(direction):
    plot = plot_of(direction)
    for step in range(3):
        plot.show_step(step)
        place = step if direction > 0 else 2 - step
        assert plot.value.sourced.source == f"output[{place}]"
        assert plot.pixel_value.sourced.source == f"pixel[{place}]"
        assert plot.knob.fills[0].source == plot.cell.fills[0].source == f"pixel[{place}]"
        assert plot.neuron.fills[0].value == OUTPUT.values[place]
        assert plot.knob.get_fill_color().to_rgb() == pytest.approx([PIXEL.values[place]] * 3, 0.02)


def test_the_curve_ends_where_the_output_is():
    plot = plot_of().show_step(2)
    low, high = plot.up.point(0.0)[1], plot.up.point(1.0)[1]
    assert (plot.curve.get_end()[1] - low) / (high - low) == pytest.approx(0.9)
    assert plot.curve.get_end() == pytest.approx(plot.dot.get_center())
    assert plot.curve.get_end()[0] == pytest.approx(plot.knob.get_x())


def test_everything_stays_in_its_room():
    plot = plot_of()
    for step in range(3):
        plot.show_step(step)
        for part in (plot.axes, plot.neuron, plot.value, plot.knob, plot.pixel_value):
            assert part.get_left()[0] >= 1.0 - 1e-6
            assert part.get_right()[0] <= 6.0 + 0.16
            assert part.get_bottom()[1] >= -3.0 - 1e-6
            assert part.get_top()[1] <= 3.0 + 1e-6


def test_stepping_through_lists_all_that_goes_by():
    plot = plot_of()
    steps = StepThrough(plot)
    assert {value.source for value in steps.passing_values} == {
        f"{name}[{step}]" for name in ("pixel", "output") for step in range(3)
    }
    steps.interpolate_mobject(1.0)
    assert plot.value.sourced.source == "output[2]"


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

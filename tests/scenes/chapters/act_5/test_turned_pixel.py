"""The numbers beside the outputs, a pixel that is turned, and the map of all pixels."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from manim import VGroup

from scenes.chapters.act_5.the_network_is_a_function_parts import (
    EffectMap,
    OutputNumbers,
    PixelLens,
    RowByRow,
    StepThrough,
    Sweep,
    change_decimals,
    map_key,
)
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words
from scenes.subject.sourced import Sourced, SourcedArray

SIGNAL = "#FFDD33"
PIXEL = SourcedArray(np.array([0.0, 0.5, 1.0]), "pixel")
OUTPUTS = [SourcedArray(np.array([0.2, step]), f"outputs[{step}]") for step in (0.1, 0.5, 1.0)]


def lens_at(pixel, image=None):
    image = image or PixelGrid(np.zeros((10, 10, 3)), side=2.0)
    index = Sourced(float(pixel), "index", decimals=None)
    return PixelLens(image, index, PIXEL[0], color=SIGNAL)


def numbers_beside(column, names):
    diagram = SimpleNamespace(
        names=names, end_of=lambda i: names[i] if len(names[i]) else column[i]
    )
    return OutputNumbers(diagram, OUTPUTS[0])


def column_of_two():
    return NeuronColumn(np.array([[7.0, 1.0, 0.0], [7.0, 0.0, 0.0]]), radius=0.2)


def sweep_of(direction=1):
    column = column_of_two()
    rows = [list(row) for row in OUTPUTS[::direction]]
    return Sweep(
        list(PIXEL)[::direction], rows,
        levels=np.array([[each.value for each in row] for row in rows]),
        lens=lens_at(42), column=column, numbers=numbers_beside(column, [VGroup(), VGroup()]).of,
    )  # fmt: skip


@pytest.mark.parametrize("direction", [1, -1])
def test_every_step_shows_its_own_values(direction):
    sweep = sweep_of(direction)
    for step in range(3):
        sweep.show_step(step)
        place = step if direction > 0 else 2 - step
        assert sweep.lens.fills[0].source == f"pixel[{place}]"
        assert sweep.lens.value.sourced.source == f"pixel[{place}]"
        assert sweep.lens.get_fill_color().to_rgb() == pytest.approx(
            [PIXEL.values[place]] * 3, 0.02
        )
        assert [neuron.fills[0] for neuron in sweep.column] == list(OUTPUTS[place])
        assert sweep.numbers[0].sourced == OUTPUTS[place][0]


def test_stepping_through_lists_all_that_goes_by():
    sweep = sweep_of()
    steps = StepThrough(sweep)
    assert {value.source for value in steps.passing_values} >= {f"pixel[{i}]" for i in range(3)}
    steps.interpolate_mobject(1.0)
    assert sweep.lens.value.sourced.source == "pixel[2]"


@pytest.mark.parametrize("pixel", [0, 42, 99])
def test_a_lens_grows_at_its_place_and_inside_the_picture(pixel):
    image = PixelGrid(np.zeros((10, 10, 3)), side=2.0)
    lens = lens_at(pixel, image)
    assert lens.get_center() == pytest.approx(image.cell_center(*divmod(pixel, 10)))
    before = lens.width
    lens.grow()
    assert lens.width > 1.5 * before
    place = image.cell_center(*divmod(pixel, 10))
    assert (np.abs(place - lens.get_center()) <= lens.width / 2).all()
    assert np.abs(lens.get_center() - image.get_center()).max() + lens.width / 2 <= 1 + 1e-6


def test_outputs_with_a_name_have_a_number_and_a_lone_one_has_it_too():
    column, name = column_of_two(), Words("a name", size="note")
    named = numbers_beside(column, [VGroup(), name.next_to(column[1])])
    assert list(named.of) == [1]
    assert named.of[1].get_left()[0] > name.get_right()[0]
    assert named.of[1].get_y() == pytest.approx(name.get_y())
    assert list(numbers_beside(column, [VGroup(), VGroup()]).of) == [0]


def test_a_change_stands_where_its_number_stood():
    numbers = numbers_beside(column_of_two(), [VGroup(), VGroup()])
    change = numbers.change(0, OUTPUTS[2][1], size="focus", color=SIGNAL)
    assert change.get_left() == pytest.approx(numbers.of[0].get_left())


@pytest.mark.parametrize(
    ("first", "last", "decimals"), [(0.00294, 0.00937, 3), (0.2, 0.5, 2), (0.5, 0.2, 2)]
)
def test_the_change_agrees_with_both_ends_as_printed(first, last, decimals):
    assert change_decimals(first, last) == decimals


@pytest.mark.parametrize("width", [3.0, 6.0])
def test_a_key_is_as_wide_as_its_room_and_its_parts_stand_apart(width):
    low, strip, high = key = map_key(OUTPUTS[2][1], SIGNAL, width)
    assert key.width == pytest.approx(width)
    assert low.get_right()[0] < high.get_left()[0]
    is_above = strip.get_bottom()[1] > low.get_top()[1]
    assert is_above or low.get_right()[0] < strip.get_left()[0]


def test_a_map_is_lit_row_by_row_and_the_largest_effect_is_the_brightest():
    image = PixelGrid(np.full((2, 2, 3), 0.5), side=2.0)
    effects = EffectMap(SourcedArray(np.array([0.1, 0.2, 0.4, 0.0]), "effects"), image, "#FF0000")
    rows = RowByRow(effects)
    rows.interpolate_mobject(0.5)
    red = effects.colors[..., 0]
    assert red[0, 1] > red[0, 0] > 0
    assert (effects.colors[1] == 0.5).all()
    rows.interpolate_mobject(1.0)
    assert effects.colors[..., 0].ravel() == pytest.approx(effects.levels.ravel())
    assert effects.levels.argmax() == 2
    assert effects.levels.max() == 1

"""Outputs as discs, bars and numbers."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_2.the_output_layer_parts import (
    LARGEST_PITCH,
    MOST_ROWS,
    PITCH,
    SMALLEST_IMAGE,
    THINNEST,
    OutputChart,
    PicturedOutputs,
)
from scenes.stage.layout import Stage
from scenes.subject.sourced import Sourced, SourcedArray

LEFT, RIGHT, TOP = -3.0, 3.0, 2.0


def chart_of(values, activation="sigmoid"):
    outputs = SourcedArray(values, "trace.layers[2].activations")
    total = Sourced(float(np.sum(values)), "measurement.sum")
    names = [str(i) for i in range(outputs.size)]
    return OutputChart(
        outputs, total, names=names, activation=activation, left=LEFT, right=RIGHT, top=TOP
    )


def test_bars_are_as_long_as_their_outputs():
    chart = chart_of([0.5, 0.25, 1.0])
    lengths = [bar.width for bar in chart.bars]
    assert lengths[0] / lengths[1] == pytest.approx(2)
    assert lengths[2] / lengths[0] == pytest.approx(2)
    assert len({round(float(bar.get_left()[0]), 6) for bar in chart.bars}) == 1


def test_a_sigmoid_that_is_not_sure_does_not_fill_its_room():
    half, whole = chart_of([0.5]), chart_of([1.0])
    assert half.bars[0].width == pytest.approx(whole.bars[0].width / 2)


def test_negative_outputs_go_to_the_left_of_zero():
    chart = chart_of([2.0, -1.0, 0.0], "identity")
    up, down, none = chart.bars
    assert (up.is_negative, down.is_negative, none.is_negative) == (False, True, False)
    assert down.get_right()[0] == pytest.approx(up.get_left()[0])
    assert up.width == pytest.approx(2 * down.width)
    assert none.width == pytest.approx(THINNEST)


def test_every_part_of_a_line_shows_the_same_output():
    chart = chart_of([0.123456, 0.9, 0.0])
    for place, value in enumerate([0.123456, 0.9, 0.0]):
        (fill,) = chart.bars[place].fills
        assert fill.value == chart.values[place].sourced.value == value
        assert fill.source == f"trace.layers[2].activations[{place}]"
        assert chart.neurons[place].fills[0].value == value
    assert chart.values[0].text == "0.123"


def test_lines_stand_one_below_the_other_with_their_sum_below():
    chart = chart_of([0.1, 0.2, 0.3])
    ys = [neuron.get_y() for neuron in chart.neurons]
    assert np.diff(ys) == pytest.approx([-PITCH, -PITCH])
    assert chart.rule.get_y() < ys[-1]
    assert chart.tally.get_top()[1] < chart.rule.get_y()


def test_bars_grow_from_zero_and_stand_for_nothing_before():
    chart = chart_of([2.0, -1.0], "identity")
    for flat, bar in zip(chart.flat(), chart.bars, strict=True):
        assert flat.width == pytest.approx(THINNEST)
        assert flat.fills == ()
        zero = bar.get_right() if bar.is_negative else bar.get_left()
        assert flat.get_x() == pytest.approx(zero[0], abs=THINNEST)
        assert bar.fills != ()


def test_of_many_outputs_the_largest_are_shown_and_dots_for_the_rest():
    values = np.random.default_rng(0).random(300)
    chart = chart_of(values)
    shown = [value.sourced.value for value in chart.values]
    assert sorted(shown) == np.sort(values)[-MOST_ROWS + 1 :].tolist()
    assert [label.text for label in chart.names] == [str(i) for i in chart.drawn.indices]
    assert chart.rule.get_y() < chart.dots.get_bottom()[1] < chart.neurons[-1].get_bottom()[1]
    assert chart.tally.value.sourced.value == pytest.approx(values.sum())


def pictured(room, outputs=10):
    inputs = SourcedArray(np.linspace(0, 1, 784), "trace.inputs")
    outputs = SourcedArray(np.full(outputs, 0.5), "trace.layers[2].activations")
    total = Sourced(5.0, "measurement.sum")
    names = [str(i) for i in range(outputs.size)]
    return PicturedOutputs(inputs, outputs, total, names=names, activation="sigmoid", room=room)


def test_a_picture_stands_left_of_its_outputs_where_the_room_is_wide():
    found = pictured(Stage(-6.0, 0.0, 3.0, -3.0))
    assert found.image.get_right()[0] < found.chart.neurons.get_left()[0]
    assert found.image.get_y() == pytest.approx(found.chart.neurons.get_y())


@pytest.mark.parametrize("outputs", [2, 300])
def test_a_picture_beside_few_or_many_outputs_stays_in_the_room(outputs):
    room = Stage(-6.0, 0.0, 3.0, -3.0)
    found = pictured(room, outputs)
    for part in (found.image, found.chart):
        assert room.bottom <= part.get_bottom()[1] < part.get_top()[1] <= room.top + 1e-9


@pytest.mark.parametrize("height", [5.6, 7.0, 10.0])
def test_a_picture_stands_above_its_outputs_where_the_room_is_tall(height):
    room = Stage(-3.5, -0.3, height / 2, -height / 2)
    found = pictured(room)
    assert SMALLEST_IMAGE <= found.image.height <= room.width
    assert found.image.get_bottom()[1] > found.chart.neurons.get_top()[1]
    assert found.image.get_top()[1] == pytest.approx(room.top)
    assert found.chart.tally.get_bottom()[1] >= room.bottom - 1e-6
    assert room.left <= found.chart.get_left()[0] <= found.chart.get_right()[0] <= room.right + 1e-6


def test_lines_of_a_tall_room_stand_further_apart_but_not_too_far():
    low, high = (
        np.diff([n.get_y() for n in pictured(Stage(0, 3.2, height, 0)).chart.neurons])[0]
        for height in (5.6, 14.0)
    )
    assert pytest.approx(high) == -LARGEST_PITCH
    assert high < low < 0

import numpy as np
import pytest

from scenes.mobjects.output_chart import OutputChart, PicturedOutputs
from scenes.sourced import Sourced, SourcedArray

TOTAL = Sourced(1.5, "total", decimals=3)
ENDS = {"left": 0.0, "right": 6.0, "top": 3.0}


def chart_of(values, activation="sigmoid"):
    return OutputChart(SourcedArray(values, "outputs"), TOTAL, activation=activation, **ENDS)


def test_bars_of_a_sigmoid_are_as_long_as_their_share_of_one():
    bars = chart_of([0.25, 0.5, 1.0]).bars
    assert bars[1].width == pytest.approx(2 * bars[0].width)
    assert bars[2].width == pytest.approx(4 * bars[0].width)
    assert [bar.fills[0].source for bar in bars] == [f"outputs[{i}]" for i in range(3)]


def test_bars_of_negative_outputs_end_where_those_of_positive_ones_begin():
    below, above = chart_of([-2.0, 4.0], activation="identity").bars
    assert below.is_negative
    assert below.get_right()[0] == pytest.approx(above.get_left()[0])
    assert above.width == pytest.approx(2 * below.width)


def test_flat_bars_lie_at_zero_and_stand_for_nothing():
    chart = chart_of([-2.0, 4.0], activation="identity")
    zero = chart.bars[1].get_left()[0]
    for bar in chart.flat():
        assert bar.get_x() == pytest.approx(zero, abs=0.01)
        assert bar.fills == ()


def test_a_picture_stands_to_the_left_of_its_outputs_and_both_fill_their_half():
    inputs = SourcedArray(np.linspace(0, 1, 784), "inputs")
    outputs = SourcedArray([0.25, 0.5], "outputs")
    half = PicturedOutputs(inputs, outputs, TOTAL, activation="sigmoid", **ENDS)
    assert half.image.get_left()[0] == pytest.approx(ENDS["left"])
    assert half.image.get_right()[0] < half.chart.neurons.get_left()[0]
    assert half.chart.rule.get_right()[0] == pytest.approx(ENDS["right"])
    assert half.image.get_y() == pytest.approx(half.chart.neurons.get_y())
    assert half.image.fills == (inputs,)

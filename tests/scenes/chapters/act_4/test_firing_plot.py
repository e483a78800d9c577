"""Sums, threshold and curve of a neuron whose bias slides."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chapters.act_4.bias_parts import FiringBars, ShiftedCurve, Threshold
from scenes.mobjects.plots.bars import HistogramBars
from scenes.mobjects.plots.number_line import NumberLine
from scenes.subject.sourced import SourcedArray


@pytest.fixture
def line():
    return NumberLine(SourcedArray([-5, 0, 5, 10], "sums"), [-3, 0, 0], [6, 0, 0])


@pytest.fixture
def bars(line):
    edges = SourcedArray([-5, 0, 5, 10], "edges")
    return HistogramBars(line, edges, height=2).show_counts(SourcedArray([1, 4, 2], "counts"))


def test_bars_beyond_the_threshold_fire(bars):
    parted = FiringBars(bars, ("#FF0000", "#00FF00"))
    assert [part.has_points() for part in parted.silent] == [True, False, False]
    assert [part.has_points() for part in parted.firing] == [False, True, True]


def test_the_threshold_parts_the_bar_in_which_it_stands(bars, line):
    parted = FiringBars(bars, ("#FF0000", "#00FF00")).slide(-2)
    cut = line.point(2)[0]
    assert parted.silent[1].get_right()[0] == pytest.approx(cut)
    assert parted.firing[1].get_left()[0] == pytest.approx(cut)
    assert parted.firing[1].height == pytest.approx(bars[1].height)


def test_sliding_back_restores_the_bars(bars):
    parted = FiringBars(bars, ("#FF0000", "#00FF00"))
    before = [part.points.copy() for part in parted.firing]
    parted.slide(-10).slide(0)
    for part, points in zip(parted.firing, before, strict=True):
        np.testing.assert_allclose(part.points, points)


def test_the_curve_moves_right_as_the_bias_falls(line):
    up = NumberLine(SourcedArray([0, 1], "heights"), [-3, 1, 0], [-3, 2, 0])
    inputs = np.linspace(-15, 10, 51)
    outputs = np.where(inputs < 0, 0.0, 1.0)
    curve = ShiftedCurve(
        line, up, SourcedArray(inputs, "in"), SourcedArray(outputs, "out"), color="#FFFFFF"
    ).slide(-5)
    risen = curve.points[np.isclose(curve.points[:, 1], 2)]
    assert risen[:, 0].min() == pytest.approx(line.point(5)[0], abs=0.2)


def test_the_threshold_stands_where_sum_and_bias_are_zero(line):
    bias = SourcedArray([-3], "biases")[0]
    threshold = Threshold(line, top=2.0, right=9, bias=bias, color="#FFFFFF").slide(-3)
    assert threshold.stem.get_x() == pytest.approx(line.point(3)[0])


def test_the_threshold_says_above_it_what_its_bias_is(line):
    biases = SourcedArray([0, -10], "biases")
    threshold = Threshold(line, top=2.0, right=9, bias=biases[0], color="#FFFFFF")
    threshold.value.show(biases[1])
    threshold.slide(-10)
    letter, value = threshold.letter, threshold.value
    assert value.text == "\N{MINUS SIGN}10.00"
    assert letter.get_right()[0] < value.get_left()[0]
    middle = (letter.get_left()[0] + value.get_right()[0]) / 2
    assert middle == pytest.approx(threshold.stem.get_x())
    assert min(letter.get_bottom()[1], value.get_bottom()[1]) > threshold.stem.get_top()[1]


def test_the_number_of_the_threshold_stops_before_the_edge_of_the_frame(line):
    bias = SourcedArray([-9], "biases")[0]
    threshold = Threshold(line, top=2.0, right=5.5, bias=bias, color="#FFFFFF").slide(-9)
    assert threshold.stem.get_x() == pytest.approx(line.point(9)[0])
    assert threshold.value.get_right()[0] == pytest.approx(5.5)
    assert threshold.letter.get_right()[0] < threshold.value.get_left()[0]

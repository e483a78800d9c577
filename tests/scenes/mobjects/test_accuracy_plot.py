"""Accuracies along a line."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.layout import stage
from scenes.mobjects.accuracy_plot import BARS, RADIUS, AccuracyPlot
from scenes.mobjects.text import Words
from scenes.sourced import Sourced, SourcedArray

EDGES = SourcedArray(np.linspace(0, 1, 101), "measurement.test.edges")


@pytest.fixture
def plot():
    return AccuracyPlot(EDGES, Words("right answers", size="note"))


def test_every_tenth_is_written_as_a_percentage(plot):
    texts = [label.text for label in plot.line.labels]
    assert texts == [f"{tens}%" for tens in range(0, 101, 10)]


def test_the_name_stands_below_the_line_on_the_stage(plot):
    assert plot.name_below.get_top()[1] < plot.line.labels.get_bottom()[1]
    assert plot.name_below.get_bottom()[1] > stage().bottom


def test_a_dot_sits_on_the_line_at_its_accuracy(plot):
    dot = plot.network_at(Sourced(0.25, "measurement.test.accuracy"))
    assert dot.get_x() == pytest.approx(plot.line.point(0.25)[0])
    assert dot.get_bottom()[1] > plot.line.point(0)[1]
    assert dot.get_bottom()[1] < plot.line.point(0)[1] + RADIUS
    assert dot.fills[0].source == "measurement.test.accuracy"


def test_bars_stand_on_the_line(plot):
    counts = np.zeros(100)
    counts[10] = 7
    bars = plot.bars.show_counts(SourcedArray(counts, "measurement.test.counts"))
    assert bars[10].height == pytest.approx(BARS * stage().height)
    assert plot.line.point(0.10)[0] < bars[10].get_x() < plot.line.point(0.11)[0]

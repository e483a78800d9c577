"""Accuracies along a line."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from scenes.chapters.act_4.learning_is_finding_them_parts import BARS, CLEAR, RADIUS, AccuracyLine
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage
from scenes.subject.aspects import frame_size
from scenes.subject.sourced import Sourced, SourcedArray

EDGES = SourcedArray(np.linspace(0, 1, 101), "measurement.test.edges")


@pytest.fixture
def plot():
    return AccuracyLine(EDGES, Words("right answers", size="note"))


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


def flagged(plot, percent):
    counts = np.zeros(100)
    counts[10:13] = 7, 7, 3
    plot.bars.show_counts(SourcedArray(counts, "measurement.test.counts"))
    return plot.flag(Sourced(percent / 100, "measurement.test.accuracy"), 0.3)


def test_the_number_of_a_flag_gives_way_to_the_bars(plot):
    stem, number = flagged(plot, 13.5)
    assert stem.get_x() == pytest.approx(plot.line.point(0.135)[0])
    assert number.get_left()[0] == pytest.approx(plot.bars[12].get_right()[0] + CLEAR)


@pytest.mark.parametrize("percent", [5, 40])
def test_the_number_of_a_flag_stands_above_it_where_there_is_room(plot, percent):
    stem, number = flagged(plot, percent)
    assert number.submobjects[0].get_x() == pytest.approx(stem.get_x())


def test_a_narrow_line_writes_every_second_tick():
    size = frame_size("9:16", "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        line = AccuracyLine(EDGES, Words("right answers", size="note")).line
    assert [label.text for label in line.labels] == [f"{tens}%" for tens in range(0, 101, 20)]
    assert len(line.ticks) == 11

"""Accuracies along a line, networks as dots above it."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from scenes.chapters.act_4.learning_is_finding_them_parts import (
    FIRST,
    AccuracyLine,
    TestPictures,
)
from scenes.mobjects.text.typst_text import note
from scenes.stage.layout import Stage, stage
from scenes.subject.aspects import frame_size
from scenes.subject.sourced import Sourced, SourcedArray

EDGES = SourcedArray(np.linspace(0, 1, 101), "measurement.test.edges")


def a_line():
    return AccuracyLine(EDGES, note("right answers"), stage().rows(1, 1, gap=0.3)[1])


def test_every_tenth_is_written_as_a_percentage():
    texts = [label.text for label in a_line().line.labels]
    assert texts == [f"{tens}%" for tens in range(0, 101, 10)]


def test_a_narrow_line_writes_every_second_tick():
    size = frame_size("9:16", "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        line = a_line().line
    assert [label.text for label in line.labels] == [f"{tens}%" for tens in range(0, 101, 20)]
    assert len(line.ticks) == 11


def test_line_and_name_stand_in_the_lower_part_of_their_room():
    plot = a_line()
    assert plot.name_below.get_top()[1] < plot.line.labels.get_bottom()[1]
    assert plot.name_below.get_bottom()[1] >= plot.room.bottom - 0.05
    assert plot.line.labels.get_left()[0] >= plot.room.left
    assert plot.line.labels.get_right()[0] <= plot.room.right


def test_a_dot_sits_on_the_line_at_its_accuracy():
    plot = a_line()
    dot = plot.network_at(Sourced(0.25, "measurement.test.accuracy"))
    assert dot.get_x() == pytest.approx(plot.line.point(0.25)[0])
    assert 0 < dot.get_bottom()[1] - plot.line.point(0)[1] < FIRST
    assert dot.fills[0].source == "measurement.test.accuracy"


@pytest.mark.parametrize("networks", [1, 30, 1000])
def test_all_networks_stand_on_one_another_within_the_room(networks):
    plot = a_line()
    values = np.random.default_rng(2).normal(0.1, 0.02, networks).clip(0, 1)
    hill = plot.hill(SourcedArray(values, "measurement.test.accuracies"))
    places, side = hill.points, hill.sides[0]
    assert places[:, 1].max() + side / 2 <= plot.room.top + 1e-9
    assert places[:, 1].min() - side / 2 > plot.line.axis.get_y()
    # Each within its bin, and none on another.
    at = np.floor(100 * values + 1e-9)
    lefts = plot.line.points_of(at / 100)[:, 0]
    rights = plot.line.points_of((at + 1) / 100)[:, 0]
    assert ((lefts < places[:, 0]) & (places[:, 0] < rights)).all()
    gaps = np.hypot(*(places[:, None, :2] - places[None, :, :2]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, 1)
    assert gaps.min() >= side - 1e-9


@pytest.mark.parametrize("percent", [2, 18, 96.9, 100])
def test_the_number_of_a_flag_stays_in_the_room(percent):
    plot = a_line()
    flag = plot.flag(Sourced(percent / 100, "accuracy", percent=True, decimals=1), size="focus")
    stem, number = flag
    assert stem.get_x() == pytest.approx(plot.line.point(percent / 100)[0])
    assert number.get_right()[0] <= plot.room.right + 1e-9
    assert number.get_bottom()[1] > stem.get_top()[1]


@pytest.mark.parametrize("count", [1, 7, 20, 100])
@pytest.mark.parametrize(("width", "height"), [(12.0, 2.0), (7.0, 4.0), (3.0, 5.0)])
def test_the_pictures_of_a_test_fill_their_room_and_do_not_touch(count, width, height):
    room = Stage(-width / 2, width / 2, 1.0, 1.0 - height)
    pictures = SourcedArray(np.ones((count, 16)), "measurement.test.images")
    test = TestPictures(pictures, room)
    low, high = test.points[:, :2].min(axis=0), test.points[:, :2].max(axis=0)
    half = test.sides[0] / 2
    assert (low - half >= (room.left, room.bottom)).all()
    assert (high + half <= (room.right, room.top)).all()
    assert room.bottom <= test.bottom <= low[1] - half
    assert len({tuple(point) for point in test.points.round(6).tolist()}) == count
    right = SourcedArray(np.arange(count) % 2, "measurement.test.right")
    lit = test.answered(right).colors.mean(axis=1) > 0.7
    assert lit.tolist() == (right.values == 1).tolist()

"""Number lines: numbers stand where they belong."""

from __future__ import annotations

import numpy as np
import pytest
from manim import PI, RIGHT, UP, Transform

from scenes.mobjects.plots.number_line import NumberLine, plane_point, plane_points
from scenes.mobjects.plots.plot import Curve
from scenes.subject.sourced import SourcedArray

TICKS = SourcedArray([-2.0, 0.0, 1.0, 2.0], "measurement.test.ticks")


@pytest.fixture
def line() -> NumberLine:
    return NumberLine(TICKS, [-4, 1, 0], [4, 1, 0], labelled=(0, 3), overshoot=0.5)


def test_numbers_stand_in_proportion(line):
    assert line.point(1.0).tolist() == [2, 1, 0]
    assert line.point(-3.0).tolist() == [-6, 1, 0]
    assert [tick.get_center()[0] for tick in line.ticks] == pytest.approx([-4, 0, 2, 4])


def test_many_numbers_stand_where_each_of_them_does(line):
    numbers = np.linspace(-3, 3, 7)
    assert line.points_of(numbers).tolist() == [line.point(x).tolist() for x in numbers]
    up = NumberLine(TICKS, [0, -2, 0], [0, 3, 0], labelled=())
    together = plane_points(line, up, numbers, numbers[::-1])
    each = [plane_point(line, up, x, y) for x, y in zip(numbers, numbers[::-1], strict=True)]
    assert together.tolist() == [point.tolist() for point in each]


def test_the_axis_goes_on_beyond_the_last_tick(line):
    assert line.axis.get_start()[0] == pytest.approx(-4.5)
    assert line.axis.get_end()[0] == pytest.approx(4.5)


def test_labels_show_their_ticks_and_name_their_sources(line):
    assert [label.text for label in line.labels] == ["\N{MINUS SIGN}2", "2"]
    assert [label.sourced.source for label in line.labels] == [
        "measurement.test.ticks[0]",
        "measurement.test.ticks[3]",
    ]


def test_fractions_keep_their_decimals():
    ticks = SourcedArray([0.0, 0.25, 0.5], "measurement.test.ticks")
    line = NumberLine(ticks, [0, 0, 0], RIGHT)
    assert [label.text for label in line.labels] == ["0.00", "0.25", "0.50"]


def test_a_moved_line_knows_where_its_numbers_are(line):
    line.shift(UP).scale(0.5, about_point=[0, 0, 0])
    assert line.point(2.0) == pytest.approx([2, 1, 0])


def test_a_line_takes_the_place_of_another_by_a_transform(line):
    upright = NumberLine(TICKS, [0, 0, 0], [0, 4, 0], labelled=(0, 3))
    turn = Transform(line, upright, path_arc=PI / 2)
    turn.begin()
    turn.finish()
    assert line.point(0.0) == pytest.approx([0, 2, 0])


def test_a_line_laid_elsewhere_keeps_its_labels_at_their_ticks(line):
    gap = line.labels[1].get_center() - line.point(2.0)
    line.lay([10, 3, 0], [11, 3, 0])
    assert line.point(0.0) == pytest.approx([10.5, 3, 0])
    assert line.labels[1].get_center() - line.point(2.0) == pytest.approx(gap)
    assert line.axis.get_end()[0] == pytest.approx(11.5)


def test_a_curve_runs_through_every_computed_point(line):
    up = NumberLine(SourcedArray([0.0, 1.0], "u"), [0, 0, 0], [0, 3, 0])
    outputs = SourcedArray([0.0, 0.25, 1.0, 0.5], "measurement.test.outputs")
    curve = Curve(line, up, TICKS, outputs, color="#FFFFFF")
    corners = np.array([*curve.get_start_anchors(), curve.get_end()])
    expected = [
        plane_point(line, up, x, y) for x, y in zip(TICKS.values, outputs.values, strict=True)
    ]
    assert corners == pytest.approx(np.array(expected))
    assert curve.fills == (TICKS, outputs)

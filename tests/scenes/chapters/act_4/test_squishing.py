"""Marks on a number line go to where their numbers are squished to, and back over them."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.squishing import squish
from scenes.chapters.act_4.squishing_the_number_line_parts import SquishedTicks
from scenes.mobjects.plots.number_line import NumberLine
from scenes.subject.sourced import SourcedArray

TICKS = squish(np.linspace(-4, 4, 9))
NUMBERS = SourcedArray(TICKS.ticks, "measurement.test.ticks")
SQUISHED = SourcedArray(TICKS.squished, "measurement.test.squished")
UNIT = SourcedArray([0.0, 1.0], "measurement.test.unit")


@pytest.fixture
def line():
    return NumberLine(NUMBERS, [-4, 1, 0], [4, 1, 0])


@pytest.fixture
def short():
    return NumberLine(UNIT, [-1, -1, 0], [1, -1, 0])


@pytest.fixture
def marks(line, short):
    return SquishedTicks(line, short, NUMBERS, SQUISHED, color="#FFDD33")


def played(animation):
    animation.begin()
    animation.interpolate(1)
    animation.finish()


def centers(mobjects):
    return np.array([part.get_center() for part in mobjects])


def test_every_mark_begins_at_its_number(marks, line):
    np.testing.assert_allclose(centers(marks.marks), [line.point(x) for x in NUMBERS.values])


def test_every_mark_arrives_at_its_squished_place(marks, short):
    played(marks.squish(short, seconds=1.0))
    np.testing.assert_allclose(centers(marks.marks), [short.point(y) for y in SQUISHED.values])
    assert marks.fills == (NUMBERS, SQUISHED)


def test_marks_go_along_when_the_short_line_stands_up(marks, short):
    played(marks.squish(short, seconds=1.0))
    upright = NumberLine(UNIT, [0, 0, 0], [0, 2, 0])
    played(marks.stand_on(upright))
    np.testing.assert_allclose(
        centers(marks.marks), [[0, 2 * y, 0] for y in SQUISHED.values], atol=1e-9
    )


def test_back_over_its_number_a_mark_is_as_high_as_its_squished_place(marks, line):
    upright = NumberLine(UNIT, line.point(0), line.point(0) + np.array([0, 2.0, 0]))
    played(marks.slide_back(line, upright, seconds=1.0))
    places = centers(marks.marks)
    np.testing.assert_allclose(places[:, 0], [line.point(x)[0] for x in NUMBERS.values])
    np.testing.assert_allclose(places[:, 1], 1 + 2 * SQUISHED.values)
    for height, place in zip(marks.heights, places, strict=True):
        np.testing.assert_allclose(height.get_end(), place)

"""Axes, and lines between them."""

import numpy as np
import pytest

from scenes.mobjects.plots.plot import (
    DOT_RADIUS,
    Plot,
    at_line_ends,
    ring_at,
    spread,
)
from scenes.mobjects.text.typst_text import Words
from scenes.subject.sourced import SourcedArray


@pytest.fixture
def plot():
    return Plot(
        SourcedArray([1, 2, 4], "across"), SourcedArray([0, 1], "up"), corner=[0, 0, 0],
        width=4, height=2, across_name=Words("neurons"), up_name=Words("share"),
        is_logarithmic=True,
    )  # fmt: skip


def test_every_doubling_takes_the_same_length(plot):
    assert plot.point(2, 0.5) == pytest.approx([2, 1, 0])


def test_a_line_stands_for_its_values(plot):
    xs, ys = SourcedArray([1, 4], "xs"), SourcedArray([0.25, 1], "ys")
    line = plot.line(xs, ys, color="#FFFFFF")
    assert line.curve.fills == (xs, ys)
    assert line.end == pytest.approx([4, 2, 0])
    assert [dot.get_center() for dot in line.dots] == [
        pytest.approx(plot.point(1, 0.25)), pytest.approx(plot.point(4, 1))
    ]  # fmt: skip


def test_a_ring_leaves_the_dot_that_it_calls_out_in_sight(plot):
    place = plot.point(2, 0.5)
    ring = ring_at(place)
    assert ring.get_center() == pytest.approx(place)
    assert ring.width > 2 * DOT_RADIUS
    assert ring.get_fill_opacity() == 0


def test_names_at_the_ends_of_lines_keep_their_distance(plot):
    xs = SourcedArray([1, 4], "xs")
    lines = [plot.line(xs, SourcedArray([0, end], "ys"), color="#FFFFFF") for end in (0.52, 0.5)]
    upper, lower = at_line_ends([Words("upper"), Words("lower")], lines)
    assert upper.get_y() - lower.get_y() > 0.3


@pytest.mark.parametrize(
    ("heights", "places"),
    [([0, 5], [0, 5]), ([0, 0], [-0.5, 0.5]), ([0, 0.5, 1], [-0.5, 0.5, 1.5]), ([], [])],
)
def test_heights_move_apart_as_little_as_needed(heights, places):
    assert spread(np.array(heights), 1.0) == pytest.approx(places)

"""Axes, and lines between them."""

import numpy as np
import pytest

from scenes.mobjects.plots.plot import (
    Plot,
    at_line_ends,
    spread,
)
from scenes.mobjects.text.typst_text import Words
from scenes.subject.sourced import SourcedArray


@pytest.fixture
def plot():
    return Plot(
        SourcedArray([0, 2, 4], "across"), SourcedArray([0, 1], "up"), corner=[0, 0, 0],
        width=4, height=2, across_name=Words("neurons"), up_name=Words("share"),
    )  # fmt: skip


def test_a_line_stands_for_its_values(plot):
    xs, ys = SourcedArray([1, 4], "xs"), SourcedArray([0.25, 1], "ys")
    line = plot.line(xs, ys, color="#FFFFFF")
    assert line.fills == (xs, ys)
    assert line.get_start() == pytest.approx(plot.point(1, 0.25))
    assert line.get_end() == pytest.approx([4, 2, 0])


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

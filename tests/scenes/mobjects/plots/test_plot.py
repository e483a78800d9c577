"""Axes, and lines between them."""

import pytest

from scenes.mobjects.plots.plot import Plot
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

"""Lines of a plot on their way."""

from __future__ import annotations

import pytest

from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.typst_text import Words
from scenes.motion.growing import draw_together
from scenes.subject.sourced import SourcedArray


@pytest.fixture
def lines():
    plot = Plot(
        SourcedArray([0, 4], "across"), SourcedArray([0, 1], "up"), corner=[0, 0, 0],
        width=4, height=2, across_name=Words("neurons"), up_name=Words("share"),
    )  # fmt: skip
    xs = SourcedArray([0, 2, 4], "xs")
    return [plot.line(xs, SourcedArray(ys, "ys"), color="#FFFFFF") for ys in ([0, 0, 0], [0, 1, 0])]


def test_lines_that_are_drawn_together_are_half_done_at_half_time(lines):
    drawing = draw_together(lines, seconds=2.0)
    drawing.begin()
    drawing.interpolate(0.5)
    assert [line.get_end()[0] for line in lines] == pytest.approx([2, 2], abs=0.05)

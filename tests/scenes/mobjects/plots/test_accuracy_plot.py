"""How often networks are right."""

from __future__ import annotations

import pytest
from manim import tempconfig

from scenes.mobjects.plots.accuracy_plot import AccuracyPlot
from scenes.stage.layout import stage
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.sourced import SourcedArray


@pytest.fixture
def plot():
    return plot_of_widths()


def plot_of_widths():
    return AccuracyPlot(
        SourcedArray([2, 4, 8], "widths"), SourcedArray([0, 0.5, 1], "shares"),
        across_name="neurons", name_room=2.0,
    )  # fmt: skip


@pytest.mark.parametrize("aspect", ASPECTS)
def test_it_fills_the_stage_and_leaves_room_for_names_and_notes(aspect):
    size = frame_size(aspect, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        area, plot = stage(), plot_of_widths()
    assert area.left < plot.get_left()[0] < area.left + 0.6
    assert area.bottom < plot.get_bottom()[1] < area.bottom + 0.5
    assert area.top - 1.3 < plot.get_top()[1] <= area.top
    assert plot.point(8, 0)[0] == pytest.approx(area.right - 2.0)


def test_shares_are_percentages(plot):
    assert [label.text for label in plot.up.labels] == ["0%", "50%", "100%"]

"""A number line, the line that it is squished into, and the plane of the two."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from network.analysis.histogram import histogram
from network.analysis.squishing import squish
from network.measurements.squished_sums import SquishedSums
from scenes.chapters.act_4.squishing_the_number_line_parts import SquishingPlot
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.record_view import RecordView
from scenes.subject.sourced import Sourced


@pytest.fixture(params=ASPECTS, autouse=True)
def framed(request):
    size = frame_size(request.param, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        yield


@pytest.fixture
def plot():
    sums = np.array([-30.0, -6.0, -1.0, 0.5, 3.0, 25.0])
    near = np.linspace(-8, 8, 33)
    record = SquishedSums(
        data="six numbers",
        images=3,
        neurons=2,
        wide=histogram(sums, np.linspace(-40, 40, 17)),
        near=histogram(sums, near),
        squished=histogram(1 / (1 + np.exp(-sums)), np.linspace(0, 1, 21)),
    )
    roots = {"measurement.sums": record, "measurement.ticks": squish(near)}
    return SquishingPlot(
        RecordView(roots),
        sums="measurement.sums",
        squishing="measurement.ticks",
        palette=PALETTES["classic"],
    )


def stand(plot):
    across, up = plot.standing()
    plot.line.become(across)
    plot.short.become(up)


def test_the_stretch_is_what_the_short_line_shows(plot):
    stretch = plot.stretch()
    assert stretch.get_start() == pytest.approx(plot.line.point(0))
    assert stretch.get_end() == pytest.approx(plot.line.point(1))
    assert [label.text for label in plot.short.labels] == ["0", "1"]


def test_the_short_line_keeps_its_length_when_it_stands_up_on_zero(plot):
    lying = np.linalg.norm(plot.short.point(1) - plot.short.point(0))
    stand(plot)
    assert plot.short.point(1) - plot.short.point(0) == pytest.approx([0, lying, 0])
    assert plot.short.point(0) == pytest.approx(plot.line.point(0))


def test_everything_stays_on_the_stage(plot):
    def assert_inside(mobject):
        area = stage()
        assert mobject.get_left()[0] > area.left
        assert mobject.get_right()[0] < area.right
        assert mobject.get_bottom()[1] > area.bottom
        assert mobject.get_top()[1] < area.top

    for part in (plot.wide, plot.near, plot.short):
        assert_inside(part)
    stand(plot)
    assert_inside(plot.short)


def test_the_curve_has_the_heights_of_the_function(plot):
    stand(plot)
    curve = plot.curve()
    left, right = curve.get_start(), curve.get_end()
    assert left[0] == pytest.approx(plot.line.point(-8)[0])
    assert right[1] == pytest.approx(plot.short.point(1 / (1 + np.exp(-8)))[1])
    assert curve.point_from_proportion(0.5) == pytest.approx(
        [plot.line.point(0)[0], plot.short.point(0.5)[1], 0], abs=1e-3
    )


def test_the_ceiling_is_at_one(plot):
    stand(plot)
    assert plot.ceiling().get_y() == pytest.approx(plot.short.point(1)[1])


def test_the_short_line_is_shorter_than_the_long_one(plot):
    assert plot.short.axis.get_length() < 0.9 * plot.line.axis.get_length()


def test_counted_bars_end_below_the_line_seen_closer(plot):
    bars = plot.squished_bars()
    assert plot.short.get_y() + bars.height_of_highest < plot.line.get_bottom()[1]


def test_all_sums_are_counted_between_zero_and_one(plot):
    bars = plot.squished_bars()
    assert len(bars) == 20
    assert bars.line is plot.short


def test_shares_stand_above_the_outermost_bars(plot):
    bars = plot.squished_bars().show_counts(plot.record["measurement.sums.squished.counts"])
    low, high = plot.end_labels(bars, Sourced(0.2, "low"), Sourced(0.4, "high"))
    for label, bar in ((low, bars[0]), (high, bars[-1])):
        assert label.get_x() == pytest.approx(bar.get_x(), abs=0.02)
        assert label.get_bottom()[1] > bar.get_top()[1]


def test_the_number_of_a_single_sum_stands_above_all_bars(plot):
    one = plot.squished_sum(Sourced(3.0, "sum"), Sourced(0.95, "activation"))
    assert one.flag[1].get_bottom()[1] > plot.near.bars.get_top()[1]
    assert one.dot.get_center() == pytest.approx(plot.line.point(3.0))
    assert one.neuron.get_center() == pytest.approx(plot.short.point(0.95))

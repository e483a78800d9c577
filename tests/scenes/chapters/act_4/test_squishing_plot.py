"""A number line, the line that it is squished into, the sums on both, and the plane of the two."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from network.analysis.squishing import squish
from network.digits.datasets import TestData
from network.layers import Layer
from network.measurements.firing import firing_against_bias, firing_axis
from network.measurements.squished_sums import squished_sums
from network.mlp import MLP
from scenes.chapters.act_4.squishing_the_number_line_parts import (
    MoveBars,
    PullOut,
    SquishingPlot,
    far_bar,
)
from scenes.mobjects.plots.activation_plane import ActivationPlane, SumOnPlane, bias_places
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.record_view import RecordView
from scenes.subject.sourced import Sourced

PALETTE = PALETTES["classic"]


@pytest.fixture(params=ASPECTS, autouse=True)
def framed(request):
    size = frame_size(request.param, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        yield


@pytest.fixture
def plot():
    rng = np.random.default_rng(7)
    model = MLP((Layer(rng.normal(size=(4, 6)), rng.normal(size=4), "sigmoid"),))
    data = TestData(5 * rng.random((60, 6)), np.zeros(60, int), "some pictures", "00")
    record = RecordView(
        {
            "sums": squished_sums(model, data),
            "ticks": squish(np.arange(-8, 9)),
            "axis": firing_axis(firing_against_bias(model, data), "sigmoid", 0),
        }
    )
    plane = ActivationPlane(record, axis="axis", room=bias_places(stage()).plot, palette=PALETTE)
    return SquishingPlot(record, sums="sums", squishing="ticks", plane=plane, palette=PALETTE)


def area(bars):
    return sum(bar.width * bar.height for bar in bars if len(bar.points))


def played(animation, share=1.0):
    animation.begin()
    animation.interpolate(share)
    return animation.mobject


def test_everything_stays_on_the_stage(plot):
    room = stage()
    foot = plot.raised.axis.get_y()
    states = [
        (plot.line.axis.get_y(), plot.hill_height, 0.0),
        *((foot, plot.unit_height, fallen) for fallen in (0.0, 0.3, 0.7, 1.0)),
    ]
    for state in states:
        plot.bars.stand(*state)
        for part in (
            plot.line,
            plot.raised,
            plot.short,
            plot.across,
            plot.bars,
            *plot.far,
            *plot.raised_far,
        ):
            assert part.get_left()[0] > room.left
            assert part.get_right()[0] < room.right
            assert part.get_bottom()[1] > room.bottom
            assert part.get_top()[1] < room.top


def test_bars_keep_their_areas_and_end_as_one_pile_a_bin(plot):
    unit = plot.unit_height
    bars = plot.bars.stand(plot.raised.axis.get_y(), unit, 1.0)
    assert area(bars) == pytest.approx(unit * bars.counts.sum())
    piles = plot.record["sums.squished.counts"].values
    np.testing.assert_allclose(bars.pile_counts, piles)
    tops = bars.pile_tops(unit)
    assert tops[:, 1].max() == pytest.approx(bars.get_top()[1])
    bars.stand(plot.raised.axis.get_y(), unit, 0.0)
    assert area(bars) == pytest.approx(unit * bars.counts.sum())


def test_bars_go_from_how_they_stand(plot):
    foot = plot.line.axis.get_y()
    plot.bars.stand(foot, plot.hill_height)
    played(MoveBars(plot.bars, foot, 0.0, rate_func=lambda share: share), 0.5)
    assert plot.bars.state == pytest.approx((foot, plot.hill_height / 2, 0.0))


def test_shares_stand_above_the_outermost_piles(plot):
    bars = plot.bars.stand(plot.raised.axis.get_y(), plot.unit_height, 1.0)
    labels = plot.end_labels(Sourced(0.2, "low"), Sourced(0.4, "high"))
    tops = bars.pile_tops(plot.unit_height)[[0, -1]]
    for label, top in zip(labels, tops, strict=True):
        assert label.get_x() == pytest.approx(top[0], abs=0.02)
        assert label.get_bottom()[1] > top[1]


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_the_curve_keeps_the_heights_of_the_function_while_it_is_pulled_out(plot, share):
    line, curve = plot.across, plot.curve()
    ends = [plot.plane.line.point(x) for x in plot.plane.line.values[[0, -1]]]
    played(PullOut(line, curve, plot.plane, rate_func=lambda part: part), share)
    for number in (0.0, 4.0):
        assert line.point(number) == pytest.approx(plot.plane.line.point(number))
    middle = curve.points[np.abs(curve.points[:, 0] - line.point(0)[0]).argmin()]
    assert middle[1] == pytest.approx(plot.plane.upright.point(0.5)[1], abs=0.2)
    assert ends[0][0] - 0.01 <= curve.get_left()[0]
    assert curve.get_right()[0] <= ends[1][0] + 0.01


def test_a_sum_leads_to_its_squished_value(plot):
    axes = plot.plane.line, plot.plane.upright
    way = SumOnPlane(*axes, Sourced(3.0, "sum"), Sourced(0.95, "a"), color=PALETTE.signal)
    assert way.stem.get_x() == pytest.approx(plot.plane.line.point(3.0)[0])
    assert way.level.get_y() == pytest.approx(plot.plane.upright.point(0.95)[1])
    assert way.value.text == "3.00"


def test_sums_beyond_the_line_are_one_bar_at_each_end_that_says_how_far_they_go(plot):
    edges = plot.record["sums.pieces.edges"].values
    assert [end.value for end in plot.reached] == [
        end for end in edges[[0, -1]] if not -8 <= end <= 8
    ]
    for value, end in zip(plot.reached, plot.far, strict=True):
        low, high = sorted(far_bar(plot.line, value.value)[:, 0])
        inside = [bar for bar in plot.bars.stand(0.0, plot.hill_height) if len(bar.points)]
        inside = [bar for bar in inside if low - 0.01 <= bar.get_x() <= high + 0.01]
        assert sum(bar.height for bar in inside) == pytest.approx(
            max(bar.get_top()[1] for bar in inside)
        )
        assert end[-1].sourced.value == value.value

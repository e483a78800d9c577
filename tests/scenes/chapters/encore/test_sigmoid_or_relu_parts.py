import numpy as np
import pytest
from manim import Line

from scenes.chapters.encore.sigmoid_or_relu_parts import (
    GradientBars,
    RollTangent,
    common_planes,
    lay,
)
from scenes.mobjects.plots.plot import Curve
from scenes.stage.layout import Stage, stage
from scenes.subject.sourced import SourcedArray

TICKS, UPWARD = SourcedArray([-4, -2, 0, 2, 4], "ticks"), SourcedArray([0, 2, 4], "upward")
INPUTS = np.linspace(-4, 4, 321)


@pytest.fixture
def plane():
    return common_planes(TICKS, UPWARD)[0]


def sigmoid_on(plane):
    outputs = SourcedArray(1 / (1 + np.exp(-INPUTS)), "out")
    return Curve(plane.across, plane.up, SourcedArray(INPUTS, "in"), outputs, color="#FFFFFF")


def slope(line):
    across, up, _ = line.get_end() - line.get_start()
    return up / across


def test_a_step_to_the_right_is_as_long_as_a_step_up(plane):
    (one, two), (low, high) = plane.across.points_of([0, 1]), plane.up.points_of([0, 1])
    assert two[0] - one[0] == pytest.approx(high[1] - low[1])


def test_both_planes_have_one_scale_and_fill_a_tall_stage(framed):
    area, planes = stage(), common_planes(TICKS, UPWARD)
    assert len(planes) == (2 if framed == "9:16" else 1)
    units = [np.diff(plane.across.points_of([0, 1]), axis=0)[0, 0] for plane in planes]
    assert units == pytest.approx([units[0]] * len(planes))
    assert sum(plane.height for plane in planes) > 0.55 * area.height
    for plane in planes:
        assert area.bottom <= plane.get_bottom()[1] < plane.get_top()[1] <= area.top


def test_a_tangent_is_as_steep_as_the_function(plane):
    sigmoid = sigmoid_on(plane)
    places = [plane.across.point(number)[0] for number in (0.0, 2.0)]
    tangent = lay(Line(), sigmoid, places[0])
    assert slope(tangent) == pytest.approx(0.25, abs=1e-3)
    roll = RollTangent(tangent, sigmoid, (places[0], places[1]))
    roll.begin()
    roll.interpolate_mobject(1.0)
    there = 1 / (1 + np.exp(-2.0))
    assert slope(tangent) == pytest.approx(there * (1 - there), abs=1e-2)


def test_bars_are_as_high_as_their_share_and_spreads_reach_both_ends():
    low, mean, high = ([0.1, 0.4, 1.0], [0.2, 0.5, 1.0], [0.3, 0.7, 1.0])
    middle, *ends = (SourcedArray(each, "relative") for each in (mean, low, high))
    bars = GradientBars(
        [middle] * 2, [tuple(ends)] * 2, colors=("#00FF00", "#FF0000"),
        room=Stage(-3.0, 3.0, 2.0, -2.0),
    )  # fmt: skip
    for kind, lines in zip(bars.bars, bars.spreads, strict=True):
        assert [bar.height for bar in kind] == pytest.approx([4 * each for each in mean])
        assert [line.get_bottom()[1] + 2 for line in lines] == pytest.approx([4 * x for x in low])
        assert [line.get_top()[1] + 2 for line in lines] == pytest.approx([4 * x for x in high])

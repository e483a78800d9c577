"""Going closer to a part of a number line: at every moment both lines have one scale."""

from __future__ import annotations

import pytest
from manim import AnimationGroup

from scenes.chapters.act_4.squishing_the_number_line_parts import zoom_in
from scenes.mobjects.plots.bars import HistogramBars
from scenes.mobjects.plots.number_line import NumberLine
from scenes.subject.sourced import SourcedArray

WIDE = SourcedArray([-40.0, -20.0, 0.0, 20.0, 40.0], "measurement.test.wide")
NEAR = SourcedArray([-4.0, 0.0, 4.0], "measurement.test.near")


@pytest.fixture
def parts():
    wide = NumberLine(WIDE, [-5, -2, 0], [5, -2, 0])
    near = NumberLine(NEAR, [-5, 1, 0], [5, 1, 0])
    counts = SourcedArray([1.0, 5.0, 4.0, 2.0], "measurement.test.counts")
    wide_bars = HistogramBars(wide, WIDE, height=3).show_counts(counts)
    near_counts = SourcedArray([2.0, 3.0], "measurement.test.near_counts")
    near_bars = HistogramBars(near, NEAR, height=1).show_counts(near_counts)
    return wide, wide_bars, near, near_bars


def at(animations, share):
    group = AnimationGroup(*animations)
    group.begin()
    group.interpolate(share)
    return [animation.mobject for animation in animations]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_a_number_has_one_place_on_both_lines(parts, share):
    wide, _, small, _ = at(zoom_in(*parts), share)
    for number in (-4.0, 0.0, 4.0):
        assert small.point(number) == pytest.approx(wide.point(number))


def test_the_wide_line_is_gone_at_the_end_and_the_near_one_is_there(parts):
    wide, wide_bars, small, bars = at(zoom_in(*parts), 1.0)
    assert wide.axis.get_stroke_opacity() == pytest.approx(0)
    assert wide_bars[0].get_fill_opacity() == pytest.approx(0)
    assert small.axis.get_stroke_opacity() == pytest.approx(1)
    assert small.point(4.0) == pytest.approx([5, 1, 0])
    assert max(bar.height for bar in bars) == pytest.approx(1)

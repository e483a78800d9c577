from itertools import pairwise

import numpy as np
import pytest
from manim import VMobject

from scenes.chapters.encore.sigmoid_or_relu_parts import (
    CHANGE,
    Beam,
    Learn,
    Learned,
    Share,
    Sweep,
    WayArrow,
    WayBack,
    common_planes,
    into_corners,
    put_at_ends,
    put_below_end,
    rooms_of_ways,
)
from scenes.mobjects.plots.accuracy_plot import AccuracyPlot
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.layout import Stage, stage
from scenes.subject.sourced import Sourced, SourcedArray

TICKS, UPWARD = SourcedArray(range(-3, 4), "ticks"), SourcedArray(range(4), "upward")
INPUTS = np.linspace(-3, 3, 321)


@pytest.fixture
def plane():
    return common_planes(TICKS, UPWARD)[0]


def sigmoid_on(plane):
    outputs = SourcedArray(1 / (1 + np.exp(-INPUTS)), "out")
    return Curve(plane.across, plane.up, SourcedArray(INPUTS, "in"), outputs, color="#FFFFFF")


def test_a_step_to_the_right_is_as_long_as_a_step_up(plane):
    (one, two), (low, high) = plane.across.points_of([0, 1]), plane.up.points_of([0, 1])
    assert two[0] - one[0] == pytest.approx(high[1] - low[1])


def test_both_planes_have_one_scale_and_fill_the_stage(framed):
    area, planes = stage(), common_planes(TICKS, UPWARD)
    assert len(planes) == (1 if framed == "16:9" else 2)
    units = [np.diff(plane.across.points_of([0, 1]), axis=0)[0, 0] for plane in planes]
    assert units == pytest.approx([units[0]] * len(planes))
    assert sum(plane.height for plane in planes) > 0.55 * area.height
    for plane in planes:
        assert area.bottom <= plane.get_bottom()[1] < plane.get_top()[1] <= area.top


def beam_at(plane, number):
    return Beam(plane, sigmoid_on(plane), number, color="#FFFFFF").widened()


def test_a_beam_is_as_wide_as_the_change_and_then_as_what_is_passed_on(plane):
    beam = beam_at(plane, 0.0)
    change = CHANGE * plane.unit
    assert beam.given.get_length() == pytest.approx(change)
    assert beam.passed.get_length() == pytest.approx(change / 4, rel=0.02)
    assert beam.passed.get_x() == pytest.approx(plane.up.axis.get_x())
    assert beam.given.get_y() == pytest.approx(plane.across.axis.get_y())
    assert beam.passed.get_y() == pytest.approx(plane.up.point(0.5)[1], abs=1e-3)


def test_a_beam_begins_as_a_ray_whose_end_is_still_seen(plane):
    ray = Beam(plane, sigmoid_on(plane), 0.0, color="#FFFFFF")
    assert ray.given.get_length() < 0.1 * CHANGE * plane.unit
    assert ray.passed.get_length() > 0.04


@pytest.mark.usefixtures("framed")
def test_where_a_beam_ends_an_outline_is_as_long_as_the_change():
    for plane in common_planes(TICKS, UPWARD):
        beam = beam_at(plane, 0.0)
        share = Share(beam, value(0.25, decimals=0))
        assert share.whole.height == pytest.approx(beam.given.get_length())
        assert share.whole.get_center() == pytest.approx(beam.passed.get_center())
        assert share.value.get_bottom()[1] > beam.passed.get_top()[1]
        assert share.value.get_left()[0] > share.whole.get_right()[0]
        assert share.value.get_top()[1] < plane.up.axis.get_top()[1]


def test_a_beam_sweeps_to_another_sum(plane):
    beam = beam_at(plane, -2.0)
    finish(Sweep(beam, 2.0))
    there = [1 / (1 + np.exp(-x)) for x in (2 - CHANGE / 2, 2 + CHANGE / 2)]
    ends = [plane.up.point(height)[1] for height in there]
    assert beam.given.get_x() == pytest.approx(plane.across.point(2.0)[0])
    assert beam.passed.get_bottom()[1] == pytest.approx(ends[0], abs=2e-3)
    assert beam.passed.get_top()[1] == pytest.approx(ends[1], abs=2e-3)
    assert beam.light.get_right()[0] == pytest.approx(beam.given.get_right()[0])


def test_a_ray_becomes_as_wide_as_a_change(plane):
    ray = Beam(plane, sigmoid_on(plane), 0.0, color="#FFFFFF")
    finish(Sweep(ray, 1.0, is_wide=True))
    assert ray.given.get_length() == pytest.approx(CHANGE * plane.unit)
    assert ray.given.get_x() == pytest.approx(plane.across.point(1.0)[0])


def finish(*steps):
    for step in steps:
        step.begin()
        step.interpolate(1.0)
        step.finish()


LEFT = SourcedArray([0.006, 0.04, 0.2, 1.0], "left")


@pytest.fixture
def way():
    return WayBack(LEFT, room=Stage(-6, 6, 2.5, -2), aside=0.5, width=0.5, color="#FFFFFF")


def test_a_signal_falls_from_layer_to_layer_on_one_scale(way):
    finish(way.begun(), *(way.told(layer) for layer in (2, 1, 0)))
    whole = way.outputs.height
    assert whole == pytest.approx(4)
    for passage, (left, given) in zip(way.passages, pairwise(LEFT), strict=True):
        assert passage.part.height == pytest.approx(whole * left.value, abs=1e-3)
        assert passage.whole.height == pytest.approx(whole * given.value)
        assert passage.part.get_bottom()[1] == pytest.approx(way.floor.get_y())
    assert [number.text for number in way.numbers] == ["0.60%", "4.0%", "20%", "100%"]


def test_what_comes_to_a_layer_is_all_there_before_some_of_it_is_lost(way):
    passage = way.passages[2]
    passage.lay(1.0, 0.0)
    assert passage.part.height == pytest.approx(passage.whole.height)
    passage.lay(1.0, 0.5)
    assert passage.part.height == pytest.approx(4 * (1 + 0.2) / 2)


def test_both_ways_are_within_the_stage_and_apart(framed):
    ways = [
        WayBack(LEFT, room=room, aside=place, width=width, color="#FFFFFF")
        for room, place, width in rooms_of_ways()
    ]
    ends = WayArrow([Words("first layer"), Words("outputs")], ways[-1])
    for way in ways:
        for part in (*way.shown, *way.numbers):
            assert stage().left - 1e-6 <= part.get_left()[0]
            assert part.get_right()[0] <= stage().right + 1e-6
            assert stage().bottom < part.get_bottom()[1]
    one, other = ways
    if framed == "16:9":
        for left, right in zip(one.passages, other.passages, strict=True):
            assert left.get_right()[0] < right.get_left()[0]
    else:
        assert one.numbers[0].get_bottom()[1] > other.outputs.get_top()[1]
    assert stage().bottom <= ends.get_bottom()[1]
    assert ends.get_top()[1] < other.numbers[0].get_bottom()[1]
    first, last = ends.names
    assert first.get_right()[0] < ends.arrow.get_left()[0]
    assert ends.arrow.get_right()[0] < last.get_left()[0]
    assert ends.arrow.get_end()[0] < ends.arrow.get_start()[0]


@pytest.mark.usefixtures("framed")
def test_curves_stand_small_in_the_corners_on_one_scale_above_what_comes_back():
    planes, rooms = common_planes(TICKS, UPWARD), [room for room, *_ in rooms_of_ways()]
    lines = [sigmoid_on(planes[0]), sigmoid_on(planes[-1])]
    small = into_corners(lines, rooms)
    assert small[0].width == pytest.approx(small[1].width)
    for line, room in zip(small, rooms, strict=True):
        assert line.get_left()[0] == pytest.approx(room.left)
        assert room.bottom + 0.6 * room.height < line.get_bottom()[1] < line.get_top()[1] < room.top


ROUNDS = SourcedArray([0, 1, 2], "rounds")


def learned_with(*reached):
    shares = SourcedArray([0, 0.5, 1], "shares")
    plot = AccuracyPlot(ROUNDS, shares, across_name="rounds", name_room=2)
    return plot, [
        Learned(
            plot, ROUNDS,
            [SourcedArray(row, "row") for row in ([0.1, low, low], mean, [0.1, 1, 1])],
            color="#FFFFFF", width=4,
        )
        for mean, low in reached
    ]  # fmt: skip


def test_a_band_lies_around_the_mean_and_both_grow_round_by_round():
    plot, (found,) = learned_with(([0.1, 0.5, 0.75], 0.25))
    assert found.mean.get_end() == pytest.approx(plot.point(2, 0.75))
    assert found.band.get_top()[1] == pytest.approx(plot.point(2, 1)[1])
    assert found.band.get_corner([1, -1, 0])[0] == pytest.approx(plot.point(2, 0)[0])
    step = Learn(found)
    step.begin()
    step.interpolate(0.25)
    assert found.mean.get_end() == pytest.approx(plot.point(0.5, 0.3))
    step.interpolate(1.0)
    assert found.mean.get_end() == pytest.approx(plot.point(2, 0.75))


def test_names_stand_at_the_ends_of_lines_and_none_over_another():
    names = [Words("sigmoid"), Words("ReLU"), Words("larger weights")]
    plot, found = learned_with(*(([0, 0.1, end], 0) for end in (0.4, 1.0, 0.95)))
    put_at_ends(names, found)
    low, high, middle = names
    assert all(name.get_left()[0] > plot.point(2, 0)[0] for name in names)
    assert high.get_y() == pytest.approx(plot.point(2, 1)[1], abs=0.01)
    assert middle.get_top()[1] < high.get_bottom()[1]
    assert low.get_top()[1] < middle.get_bottom()[1]


def test_a_name_below_the_end_of_a_line_is_clear_of_it():
    line = VMobject().set_points_as_corners([[0, 0, 0], [3, 3, 0], [6, 4, 0]])
    name = Words("same start")
    put_below_end(name, line)
    left = name.get_left()[0]
    assert name.get_right()[0] == pytest.approx(6)
    assert name.get_top()[1] < np.interp(left, [0, 3, 6], [0, 3, 4]) - 0.2


def value(share, decimals=1):
    shown = Sourced(share, "share").shown_as(percent=True, decimals=decimals)
    return ValueLabel(shown, size="focus")

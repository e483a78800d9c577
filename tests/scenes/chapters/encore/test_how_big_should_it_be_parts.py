"""Right answers over neurons, and the networks below the curve."""

from itertools import pairwise

import pytest

from scenes.chapters.encore.how_big_should_it_be_parts import Cost, SizeName, SizePlot, sketch
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

WIDTHS = SourcedArray([2, 4, 8, 16, 32, 64], "widths")
SHARES = SourcedArray([0, 0.5, 1], "shares")
RUNS = SourcedArray([0.5, 0.7, 0.6], "runs")
PALETTE = PALETTES["classic"]
COLOR = "#FFDD33"


@pytest.fixture
def plot():
    return SizePlot(Sourced(0.0, "zero"), WIDTHS, SHARES, turn=3)


@pytest.mark.usefixtures("framed")
def test_numbers_below_the_axis_stand_at_their_neurons_and_apart(plot):
    assert [count.text for count in plot.counts][-4:] == ["8", "16", "32", "64"]
    for count in plot.counts:
        assert count.get_x() == pytest.approx(plot.point(count.sourced.value, 0)[0], abs=0.02)
    for left, right in pairwise(plot.counts):
        assert left.get_right()[0] < right.get_left()[0]
    assert plot.counts[-1].get_right()[0] <= stage().right


@pytest.mark.usefixtures("framed")
def test_the_network_has_room_right_of_the_turn_and_below_the_curve(plot):
    inside = plot.inside
    assert plot.point(16, 0)[0] < inside.left < inside.right <= stage().right
    assert plot.point(0, 0)[1] < inside.bottom < inside.top < plot.point(0, 0.9)[1]
    share = Sourced(0.97, "share", percent=True, decimals=0)
    name = SizeName(Sourced(64, "w", decimals=None), share, plot.rooms[1])
    drawn = sketch(WIDTHS[5], 2, plot.rooms[0], PALETTE)
    for part in (name, drawn):
        assert inside.left - 0.1 <= part.get_left()[0] < part.get_right()[0] <= inside.right + 0.3
        assert inside.bottom - 0.1 <= part.get_bottom()[1] < part.get_top()[1] <= inside.top + 0.1
    assert name.get_left()[0] > drawn.get_right()[0] or name.get_top()[1] < drawn.get_bottom()[1]


def test_each_training_stands_at_its_share_and_a_bar_at_their_mean(plot):
    dots, bar = plot.trainings(WIDTHS[1], RUNS, Sourced(0.6, "mean"))
    for dot, run in zip(dots, RUNS, strict=True):
        assert dot.get_center() == pytest.approx(plot.point(4, run.value))
        assert dot.fills[0].source == run.source
    assert bar.get_center() == pytest.approx(plot.point(4, 0.6))


def test_a_step_goes_to_the_right_and_then_up(plot):
    flat, rise = plot.step((WIDTHS[0], WIDTHS[1]), (RUNS[0], RUNS[1]), COLOR)
    assert flat.get_start() == pytest.approx(plot.point(2, 0.5))
    assert rise.get_start() == pytest.approx(flat.get_end())
    assert rise.get_end() == pytest.approx(plot.point(4, 0.7))


@pytest.mark.usefixtures("framed")
def test_gains_stand_beside_high_steps_and_below_low_ones(plot):
    gain = Sourced(20.0, "gain", decimals=0, signed=True)
    high = plot.step((WIDTHS[0], WIDTHS[1]), (RUNS[0], RUNS[1]), COLOR)
    beside = plot.gain(high, gain, COLOR)
    assert high[1].get_x() < beside.get_left()[0] < beside.get_right()[0] < plot.inside.left
    means = SourcedArray([0.96, 0.97], "means")
    low = plot.step((WIDTHS[4], WIDTHS[5]), (means[0], means[1]), COLOR)
    below = plot.gain(low, gain, COLOR)
    assert below.get_top()[1] < low[1].get_bottom()[1]
    assert below.get_right()[0] <= stage().right + 1e-6


@pytest.mark.usefixtures("framed")
def test_bars_of_costs_are_as_long_as_numbers_of_parameters(plot):
    counts = [Sourced(float(n), "count", decimals=None) for n in (13_000, 52_000)]
    share = Sourced(0.9, "share", percent=True, decimals=0)
    small, large = (
        Cost(count, share, room, most=52_000) for count, room in zip(counts, plot.pair, strict=True)
    )
    assert large.bar.get_length() == pytest.approx(4 * small.bar.get_length())
    for cost, room in zip((small, large), plot.pair, strict=True):
        assert cost.bar.get_start()[0] == pytest.approx(room.left)
        assert cost.get_right()[0] <= room.right + 0.1
        assert plot.point(0, 0)[1] < cost.get_bottom()[1] < cost.get_top()[1] < room.bottom
        assert isinstance(cost.count, Words) == (room.width > 3.5)


def test_wider_networks_shine_more(plot):
    few, many = (
        sum(light.ahead[0][0].values.sum() for light in drawn.lights)
        for drawn in (sketch(WIDTHS[place], 2, plot.inside, PALETTE) for place in (0, 5))
    )
    assert many > few

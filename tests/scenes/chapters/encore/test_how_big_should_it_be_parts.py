"""A column for each number of neurons: trainings, steps and costs, and a network beside them."""

from itertools import pairwise

import pytest
from manim import RIGHT, UP

from scenes.chapters.encore.how_big_should_it_be_parts import SizePlot, sketch
from scenes.mobjects.text.typst_text import note
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

WIDTHS = SourcedArray([2, 4, 8, 16, 32, 64], "widths")
COSTS = SourcedArray([1606, 3210, 6442, 13002, 26506, 55050], "costs")
SHARES = SourcedArray([0, 0.5, 1], "shares")
RUNS = SourcedArray([0.5, 0.7, 0.6], "runs")
PALETTE = PALETTES["classic"]
COLOR = "#FFDD33"


@pytest.fixture
def plot():
    return SizePlot(WIDTHS, SHARES, COSTS, note("what is read, some runs each"))


def step_from(plot, place, low, high):
    means = SourcedArray([low, high], "means")
    gain = Sourced(100 * (high - low), "gain")
    runs = plot.trainings(place + 1, SourcedArray([high, high - 0.02], "runs"))
    return plot.step(place, means, gain, runs, COLOR), runs


@pytest.mark.usefixtures("framed")
def test_columns_are_equally_wide_and_numbers_stand_below_them(plot):
    middles = [plot.middle(place) for place in range(WIDTHS.size)]
    for left, right in pairwise(middles):
        assert right - left == pytest.approx(plot.pitch)
    assert [count.text for count in plot.counts] == ["2", "4", "8", "16", "32", "64"]
    for middle, count in zip(middles, plot.counts, strict=True):
        assert count.get_x() == pytest.approx(middle, abs=0.02)
        assert count.get_top()[1] < plot.floor.get_y()


@pytest.mark.usefixtures("framed")
def test_costs_hang_below_their_columns_as_long_as_they_are_high(plot):
    assert plot.prices[-1].text == "55,050"
    bars = dict(zip(COSTS.values, plot.costs, strict=True))
    for place, (cost, bar) in enumerate(bars.items()):
        assert bar.height / plot.costs[-1].height == pytest.approx(cost / 55050)
        assert bar.get_x() == pytest.approx(plot.middle(place))
        assert bar.get_top()[1] < plot.counts[place].get_bottom()[1]
    assert len(plot.prices) in (3, 6)
    for price in plot.prices:
        bar = bars[price.sourced.value]
        assert price.get_x() == pytest.approx(bar.get_x(), abs=0.02)
        assert price.get_top()[1] < bar.get_bottom()[1]
        assert stage().bottom - 1e-6 <= price.get_bottom()[1]


@pytest.mark.usefixtures("framed")
def test_numbers_and_words_keep_clear_of_each_other(plot):
    labels = [*plot.prices, plot.cost_name, plot.data]
    for i, one in enumerate(labels):
        assert stage().left - 1e-6 <= one.get_left()[0]
        assert one.get_right()[0] <= stage().right + 0.01
        assert all(are_apart(one, other) for other in labels[i + 1 :])
    assert all(are_apart(plot.across_name, count) for count in plot.counts)
    assert are_apart(plot.data, plot.axes[-1])


def are_apart(one, other):
    pairs = ((one, other), (other, one))
    return any(
        low.get_corner(way)[axis] < high.get_corner(-way)[axis]
        for axis, way in enumerate((RIGHT, UP))
        for low, high in pairs
    )


def test_the_network_stands_beside_the_columns_or_above_them(framed, plot):
    home = plot.home
    assert stage().left <= home.left < home.right <= stage().right
    assert home.height > 1.2
    if framed == "16:9":
        assert home.right < plot.axes.get_left()[0]
    else:
        assert plot.axes.get_top()[1] < home.bottom < home.top < plot.data.get_bottom()[1]


@pytest.mark.usefixtures("framed")
def test_axes_begin_lower_as_those_of_other_plots_are(plot):
    up, floor, title = plot.lowered()
    assert floor.get_y() < plot.floor.get_y()
    assert floor.get_left()[0] <= plot.floor.get_left()[0]
    assert up.point(0)[1] == pytest.approx(floor.get_y())
    assert up.point(1)[1] < title.get_bottom()[1] < title.get_top()[1] <= stage().top


def test_each_training_stands_at_its_share_and_a_bar_at_their_mean(plot):
    dots = plot.trainings(1, RUNS)
    for dot, run in zip(dots, RUNS, strict=True):
        assert dot.get_y() == pytest.approx(plot.point(1, run.value)[1])
        assert dot.fills[0].source == run.source
    for left, right in pairwise(dots):
        assert left.get_right()[0] < right.get_left()[0]
    bar, label = plot.mean(1, Sourced(0.6, "mean"), dots)
    assert bar.get_center() == pytest.approx(plot.point(1, 0.6))
    assert label.text == "60%"
    assert label.get_bottom()[1] > dots.get_top()[1]


@pytest.mark.usefixtures("framed")
@pytest.mark.parametrize(("place", "low", "high"), [(0, 0.25, 0.64), (4, 0.96, 0.97)])
def test_a_step_rises_between_two_columns_with_its_number_below_the_next_dots(
    plot, place, low, high
):
    (rise, label), runs = step_from(plot, place, low, high)
    assert rise.get_start() == pytest.approx(plot.point(place + 0.5, low))
    assert rise.get_end() == pytest.approx(plot.point(place + 0.5, high))
    assert rise.get_x() < label.get_left()[0] < label.get_right()[0] < plot.middle(place + 1.5)
    assert label.get_top()[1] < runs.get_bottom()[1]


def test_steps_on_the_floor_keep_their_height_and_stand_in_a_row(plot):
    stood = []
    for place, low, high in [(0, 0.25, 0.64), (4, 0.96, 0.97)]:
        step, _runs = step_from(plot, place, low, high)
        stood.append(plot.on_floor(step))
        rise, label = stood[-1]
        assert rise.get_start()[1] == pytest.approx(plot.floor.get_y())
        assert rise.get_length() == pytest.approx(step[0].get_length())
        assert label.get_x() == pytest.approx(step[1].get_x())
    assert stood[0][1].get_bottom()[1] == pytest.approx(stood[1][1].get_bottom()[1])


def test_wider_networks_shine_more(plot):
    few, many = (
        sum(light.ahead[0][0].values.sum() for light in drawn.lights)
        for drawn in (sketch(WIDTHS[place], 2, plot.home, PALETTE) for place in (0, 5))
    )
    assert many > few

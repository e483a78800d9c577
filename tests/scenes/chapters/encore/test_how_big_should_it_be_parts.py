"""Networks drawn small, and their trainings above them."""

import itertools

import numpy as np
import pytest
from manim import DOWN, LEFT

from scenes.chapters.encore.how_big_should_it_be_parts import (
    PricePlot,
    SizePlot,
    Trainings,
    bracket,
    drop,
    step_up,
)
from scenes.mobjects.plots.accuracy_plot import AccuracyPlot
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

WIDTHS = SourcedArray([2, 16, 64], "widths")
SHARES = SourcedArray([0, 0.5, 1], "shares")
RUNS = SourcedArray([0.5, 0.7, 0.6], "runs")


PALETTE = PALETTES["classic"]


def plot(depths=0):
    return SizePlot(
        list(WIDTHS), SHARES, depths=list(SourcedArray(np.arange(depths) + 1, "depths"))
    )


def trainings(found, column=0, *, values=(0.5, 0.7, 0.6), has_beams=True):
    runs = SourcedArray(values, "runs")
    mean = Sourced(float(np.mean(values)), "mean")
    return Trainings(found, found.slot(column, 0, 1), runs, mean, has_beams=has_beams)


@pytest.mark.usefixtures("framed")
def test_plot_and_networks_are_on_stage_and_below_each_other():
    area, found = stage(), plot()
    assert area.top >= found.get_top()[1] > found.room.top > found.foot
    for column in range(3):
        sketch, number = found.sketch(column, 3, PALETTE), found.numbers[column]
        assert number.get_top()[1] < sketch.get_bottom()[1] < sketch.get_top()[1] < found.foot
        assert area.bottom <= number.get_bottom()[1]
        assert area.left <= sketch.get_left()[0] < sketch.get_right()[0] <= area.right
        assert abs(sketch.get_x() - number.get_x()) < 0.1


@pytest.mark.usefixtures("framed")
def test_depths_are_read_below_their_networks():
    found = plot(depths=3)
    widths, depths = found.numbers[:3], found.numbers[3:]
    assert [label.text for label in depths] == 3 * ["1", "2", "3"]
    for place, depth in enumerate(depths):
        sketch = found.sketch(place // 3, place % 3 + 1, PALETTE, place=place % 3, of=3)
        assert depth.get_x() == pytest.approx(sketch.get_x(), abs=0.1)
        assert widths[0].get_top()[1] < depth.get_bottom()[1] < depth.get_top()[1]
        assert depth.get_top()[1] < sketch.get_bottom()[1]


@pytest.mark.usefixtures("framed")
def test_it_begins_where_the_plot_before_stood():
    others = AccuracyPlot(WIDTHS, SHARES, across_name="rounds", name_room=2.2)
    found = plot().stand_as_before()
    assert found.up.get_corner(LEFT + DOWN) == pytest.approx(others.up.get_corner(LEFT + DOWN))
    assert found.up.get_top() == pytest.approx(others.up.get_top())
    assert found.right.get_center() == pytest.approx(others.names[1].get_center())


@pytest.mark.usefixtures("framed")
def test_slots_of_a_width_stand_side_by_side_within_its_room():
    found = plot()
    slots = [found.slot(column, place, 3) for column in range(3) for place in range(3)]
    assert all(one.right <= other.left + 1e-6 for one, other in itertools.pairwise(slots))
    assert slots[0].left >= found.room.left
    assert slots[-1].right <= found.room.right


def test_no_dot_of_a_training_hides_another_and_each_stands_at_its_share():
    found = plot()
    shown = trainings(found)
    heights = [dot.get_y() for dot in shown.dots]
    assert heights == pytest.approx([found.height_of(run.value) for run in RUNS])
    gaps = np.diff([dot.get_x() for dot in shown.dots])
    assert gaps.min() > shown.dots[0].width
    assert [dot.fills[0].source for dot in shown.dots] == ["runs[0]", "runs[1]", "runs[2]"]


@pytest.mark.usefixtures("framed")
def test_a_network_without_hidden_layers_has_a_place_among_the_others():
    found = SizePlot(list(SourcedArray([0, 2, 64], "widths")), SHARES)
    sketch = found.sketch(0, 0, PALETTE)
    assert found.numbers[0].text == "0"
    assert abs(sketch.get_x() - found.numbers[0].get_x()) < 0.1
    assert sketch.get_right()[0] < found.sketch(1, 1, PALETTE).get_left()[0]


def test_a_bracket_stands_between_two_heights():
    values = tuple(RUNS)
    found = bracket(1.0, (2.0, 0.5), values, "#FFDD33")
    assert (found.get_bottom()[1], found.get_top()[1]) == (0.5, 2.0)
    assert found[0].fills == values


def test_box_and_line_say_spread_and_mean():
    found = plot()
    shown = trainings(found, has_beams=False)
    radius = shown.dots[0].radius
    low, high = (found.height_of(share) for share in (0.5, 0.7))
    assert shown.span.get_bottom()[1] == pytest.approx(low - radius)
    assert shown.span.get_top()[1] == pytest.approx(high + radius)
    assert shown.mean.get_y() == pytest.approx(found.height_of(0.6))
    assert {beam.get_fill_opacity() for beam in shown.beams} == {0}


def test_a_beam_rises_from_zero_to_each_training():
    found = plot()
    shown = trainings(found)
    assert shown.span.get_fill_opacity() == 0
    for beam, dot in zip(shown.beams, shown.dots, strict=True):
        assert beam.get_bottom()[1] == pytest.approx(found.foot)
        assert beam.get_top() == pytest.approx(dot.get_center())


def test_an_arrow_falls_from_a_level_to_the_mean():
    found = plot()
    shown = trainings(found)
    level = found.level(Sourced(0.9, "share"), color="#FFDD33")
    arrow = drop(level, shown, color="#FFDD33")
    assert arrow.get_start()[1] == pytest.approx(found.height_of(0.9))
    assert arrow.get_end()[1] == pytest.approx(found.height_of(0.6))


def test_a_step_rises_from_one_mean_to_the_other():
    found = plot()
    low, high = trainings(found), trainings(found, 1, values=(0.8, 0.9, 1.0))
    flat, rise = step_up(low, high, "#FFDD33")
    assert flat.get_start() == pytest.approx(low.mean.get_end())
    assert rise.get_end() == pytest.approx(high.mean.get_start())
    assert rise.height == pytest.approx(found.height_of(0.9) - found.height_of(0.6))


@pytest.fixture
def priced():
    counts = [Sourced(float(n), "measurement.x", decimals=None) for n in (0, 13_000, 52_000)]
    return PricePlot(tuple(counts), SHARES, signal="#FFDD33")


@pytest.mark.usefixtures("framed")
def test_prices_are_as_long_as_numbers_of_parameters(priced):
    small, large = priced.prices
    assert large.get_length() == pytest.approx(3 * small.get_length())
    assert small.get_end() == pytest.approx(large.get_start())
    for count, price in zip(priced.counts, priced.prices, strict=True):
        assert count.get_x() == pytest.approx(price.get_end()[0], abs=0.02)
    assert priced.counts[-1].get_right()[0] <= stage().right + 1e-6


@pytest.mark.usefixtures("framed")
def test_what_is_told_of_two_networks_stands_below_the_curve(priced):
    count, mean = priced.ticks[1], Sourced(0.6, "mean")
    beam, dots = priced.trainings(count, RUNS, mean, is_told=True)
    assert beam.get_top() == pytest.approx(priced.point(13_000, 0.6))
    assert [dot.get_y() for dot in dots] == pytest.approx(
        [priced.point(0, run.value)[1] for run in RUNS]
    )
    sketches = [priced.sketch(place, Sourced(8, "width"), 2, PALETTE) for place in (0, 1)]
    assert priced.prices[1].get_start()[0] < sketches[0].get_left()[0]
    assert sketches[0].get_right()[0] < sketches[1].get_left()[0]
    assert sketches[1].get_right()[0] < priced.prices[1].get_end()[0]
    for place in (0, 1):
        value = priced.told(place, mean)
        assert value.get_top()[1] < priced.point(0, 0.6)[1]


@pytest.mark.usefixtures("framed")
def test_our_network_has_a_dot_at_its_place_and_a_name_on_stage(priced):
    count, share = Sourced(13_000.0, "count", decimals=None), Sourced(0.9, "share", percent=True)
    dot, name = priced.ours(count, share, right=stage().right)
    assert dot.get_center() == pytest.approx(priced.point(13_000, 0.9))
    assert name.text.endswith("%")
    assert priced.names[1].get_right()[0] < name.get_left()[0]
    assert name.get_right()[0] <= stage().right
    alone = priced.ours(count, share, right=stage().left)[1]
    assert alone.width < name.width or alone.text == name.text

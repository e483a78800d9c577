"""The plot along which a bias slides, and the bars of all biases."""

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from manim import VGroup

from scenes.chapters.act_4.bias_parts import MARGIN, BiasBars, BiasPlot, Slide
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.plots.activation_plane import ActivationPlane, bias_places
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.record_view import RecordView
from scenes.subject.sourced import Sourced, SourcedArray

PALETTE = PALETTES["classic"]
ROOM = Stage(-5.0, 5.0, 3.0, -2.0)


INPUTS = np.linspace(-20, 30, 501)
SUMS = np.array([-7.0, -2.0, 1.0, 1.5, 2.0, 6.0])
RECORDS = {
    "axis": SimpleNamespace(
        sums=np.array([-10.0, 0.0, 10.0, 20.0]),
        heights=np.array([0.0, 1.0]),
        inputs=INPUTS,
        outputs=1 / (1 + np.exp(-INPUTS)),
    ),
    "ours": SimpleNamespace(weighted_sum=4.0),
}


def built(ours=4.0):
    record = RecordView({**RECORDS, "ours": SimpleNamespace(weighted_sum=ours)})
    return BiasPlot(
        record,
        plane=ActivationPlane(record, axis="axis", room=ROOM, palette=PALETTE),
        pictures=SourcedArray(np.linspace(0, 1, 6 * 144).reshape(6, 144), "pictures"),
        sums=SourcedArray(SUMS, "sums"),
        our_ink=SourcedArray(np.linspace(0, 1, 144), "ink"),
        ours="ours",
        place=np.array([6.0, 0.0, 0.0]),
        side=1.6,
        threshold=Sourced(0.0, "thresholds[0]", decimals=1),
        palette=PALETTE,
    ).stand(0.0, lit_from=0.0)


@pytest.fixture
def plot():
    return built()


def lit(plot):
    return np.flatnonzero(plot.hill.colors.mean(axis=1) > 0.7).tolist()


def x(plot, value):
    return plot.line.point(value)[0]


@pytest.mark.parametrize(
    ("bias", "are_lit", "ours_is_lit"),
    [(0.0, [2, 3, 4, 5], True), (-5.0, [5], False), (3.0, [1, 2, 3, 4, 5], True)],
)
def test_the_threshold_moves_and_the_pictures_stay(plot, bias, are_lit, ours_is_lit):
    plot.stand(bias)
    assert plot.stem.get_x() == pytest.approx(x(plot, -bias))
    assert lit(plot) == are_lit
    assert (plot.ours.colors.mean() > 0.7) == ours_is_lit
    assert plot.hill.points[:, 0] == pytest.approx([x(plot, each) for each in SUMS])


@pytest.mark.parametrize(("ours", "at"), [(4.0, 4), (1.6, 1.6), (-40.0, -10), (90.0, 20)])
def test_our_picture_comes_to_its_sum_on_top_of_the_others(ours, at):
    plot = built(ours)
    hill, side = plot.hill, plot.hill.sides[0]
    arrival = plot.bring_ours()
    arrival.begin()
    arrival.interpolate(1)
    place = plot.ours.get_center()
    assert place[0] == pytest.approx(x(plot, at))
    assert plot.frame.get_center() == pytest.approx(place)
    assert plot.frame.width == pytest.approx(plot.ours.sides[0]) == pytest.approx(side)
    near = np.abs(hill.points[:, 0] - place[0]) < side
    assert (hill.points[near, 1] <= place[1] - side).all()


def test_pictures_do_not_overlap_and_stand_on_the_line_or_on_others(plot):
    hill, side = plot.hill, plot.hill.sides[0]
    assert (hill.points[:, 1] - side / 2).min() == pytest.approx(plot.line.point(0)[1], abs=0.03)
    for one, other in combinations(hill.points, 2):
        assert np.abs(one - other)[:2].max() >= side
    for place in hill.points[hill.order > 0]:
        below = hill.points[:, 1] < place[1] - side / 2
        assert np.abs(hill.points[below, 0] - place[0]).min() < 1.1 * side


@pytest.mark.parametrize("bias", [-10.0, -3.0, 0.0, 2.5, 10.0])
def test_the_curve_keeps_to_the_plot_and_reaches_to_both_ends(plot, bias):
    plot.stand(bias)
    assert plot.curve.get_left()[0] == pytest.approx(ROOM.left, abs=0.1)
    assert plot.curve.get_right()[0] == pytest.approx(ROOM.right, abs=0.1)


def test_the_hill_is_below_the_top_of_the_curve():
    plot = built(1.6)
    highest = max(plot.hill.points[:, 1].max(), plot.hill.last_place[1])
    assert highest + plot.hill.sides[0] / 2 < plot.top[1]


def test_a_slide_ends_where_it_should(plot):
    slide = Slide(plot, -4.0, lit_from=1.0)
    slide.begin()
    slide.interpolate(0.5)
    assert (plot.bias, plot.lit_from) == (-2.0, 0.5)
    slide.interpolate(1)
    assert (plot.bias, plot.lit_from) == (-4.0, 1.0)


def test_bars_of_biases_stand_beside_their_neurons_on_the_side_of_their_sign():
    column = NeuronColumn(np.array([[0.0, y, 0] for y in (1.0, 0.0, -1.0)]), radius=0.2)
    biases = SourcedArray([0.5, -2.0, 0.0], "model.layers[0].biases")
    area = Stage(-6.0, 6.0, 3.0, -3.0)
    column = VGroup(*column)
    bars = BiasBars(biases, column, ours=2, decimals=1, area=area, color=PALETTE.bias)
    assert [bar.get_y() for bar in bars.bars] == pytest.approx([1.0, 0.0, -1.0])
    assert bars.bars[0].get_left()[0] == pytest.approx(0.2 + MARGIN, abs=0.03)
    assert bars.bars[1].get_right()[0] == pytest.approx(-0.2 - MARGIN, abs=0.03)
    assert bars.bars[1].width == pytest.approx(4 * bars.bars[0].width)
    shown = {place: label.text for place, label in bars.labels.items()}
    assert shown == {0: "+0.5", 1: "\N{MINUS SIGN}2.0", 2: "0.0"}
    for heading, place in zip(bars.headings, (1, 0), strict=True):
        label = bars.labels[place]
        assert abs(heading.get_x() - label.get_x()) > (heading.width + label.width) / 2
        assert heading.get_x() * bars.bars[place].get_x() > 0
    assert bars.get_left()[0] >= area.left
    assert bars.get_right()[0] <= area.right


@pytest.mark.parametrize("size", [(12.8, 6.3), (7.2, 11.0), (7.2, 6.6)])
def test_the_places_do_not_overlap(size):
    area = Stage(-size[0] / 2, size[0] / 2, size[1] / 2, -size[1] / 2)
    places = bias_places(area)
    for one, other in ((places.formula, places.plot), (places.side, places.plot)):
        across = min(one.right, other.right) - max(one.left, other.left)
        up = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert min(across, up) <= 1e-6
    assert places.plot.width > 0.7 * area.width - 1.5


def test_a_dot_lies_where_the_threshold_meets_the_curve(plot):
    for bias, at in ((0.0, 0), (-5.0, 5), (3.0, -3)):
        plot.stand(bias)
        place = [x(plot, at), plot.upright.point(0.5)[1], 0]
        assert plot.dot.get_center() == pytest.approx(place, abs=1e-3)
    plot.stand(0.0)
    level = plot.across_to_dot()
    assert level.get_right() == pytest.approx(plot.dot.get_center(), abs=0.1)
    assert level.get_left()[0] == pytest.approx(plot.upright.axis.get_x())


def test_the_threshold_has_its_number_below_it_and_others_give_way(plot):
    plot.number_threshold()
    for bias, at, gone in ((0.0, 0, ["0"]), (-5.0, 5, []), (-10.0, 10, ["10"])):
        plot.stand(bias)
        assert plot.number.get_x() == pytest.approx(x(plot, at), abs=0.02)
        assert plot.number.get_top()[1] < plot.line.point(0)[1]
        unseen = [
            label.text for label in plot.line.labels if label.glyphs.get_fill_opacity() < 0.05
        ]
        assert unseen == gone

"""The plot along which a bias slides, and the bars of all biases."""

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from manim import Group, Square, VGroup

from scenes.chapters.act_4.bias_parts import MARGIN, BiasBars, BiasPlot, Slide
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.plots.activation_plane import bias_places
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.record_view import RecordView
from scenes.subject.sourced import Sourced, SourcedArray

PALETTE = PALETTES["classic"]
ROOM = Stage(-5.0, 5.0, 3.0, -2.0)


INPUTS = np.linspace(-20, 20, 401)
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


@pytest.fixture
def plot():
    built = BiasPlot(
        RecordView(RECORDS),
        pictures=SourcedArray(np.linspace(0, 1, 6 * 144).reshape(6, 144), "pictures"),
        sums=SourcedArray(SUMS, "sums"),
        axis="axis",
        ours="ours",
        picture=Group(Square(0.5)),
        room=ROOM,
        palette=PALETTE,
    )
    return built.stand(0.0, lit_from=0.0)


def lit(plot):
    return np.flatnonzero(plot.hill.colors.mean(axis=1) > 0.7).tolist()


def x(plot, value):
    return plot.line.point(value)[0]


def test_at_first_the_hill_slides_and_the_threshold_stays(plot):
    assert lit(plot) == [2, 3, 4, 5]
    plot.stand(-5.0)
    assert plot.stem.get_x() == pytest.approx(x(plot, 0))
    assert lit(plot) == [5]
    assert plot.hill.points[1:, 0] == pytest.approx([x(plot, each - 5) for each in SUMS[1:]])
    assert plot.ours.get_x() == pytest.approx(x(plot, -1))


def test_in_the_other_view_the_threshold_has_moved_and_the_same_pictures_are_lit(plot):
    plot.stand(-5.0, moved=1.0)
    assert plot.stem.get_x() == pytest.approx(x(plot, 5))
    assert lit(plot) == [5]
    assert plot.hill.points[:, 0] == pytest.approx([x(plot, each) for each in SUMS])
    assert plot.ours.get_x() == pytest.approx(x(plot, 4))


def test_pictures_do_not_overlap_and_stand_on_the_line_or_on_others(plot):
    hill, side = plot.hill, plot.hill.sides[0]
    assert (hill.points[:, 1] - side / 2).min() == pytest.approx(plot.line.point(0)[1], abs=0.03)
    for one, other in combinations(hill.points, 2):
        assert np.abs(one - other)[:2].max() >= side
    for place in hill.points[hill.order > 0]:
        below = hill.points[:, 1] < place[1] - side / 2
        assert np.abs(hill.points[below, 0] - place[0]).min() < 1.1 * side


def test_what_leaves_the_line_at_its_left_end_is_not_seen(plot):
    plot.stand(-10.0)
    assert plot.hill.alphas[0] == pytest.approx(0)
    assert plot.hill.alphas[5] == 1


@pytest.mark.parametrize("moved", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("bias", [-10.0, -3.0, 0.0, 2.5])
def test_our_picture_lies_on_the_curve_and_all_keeps_to_the_plot(plot, bias, moved):
    plot.stand(bias, moved)
    height = 1 / (1 + np.exp(-(4.0 + bias)))
    assert plot.ours.get_y() == pytest.approx(plot.upright.point(height)[1], abs=1e-3)
    away = np.abs(plot.curve.points - plot.ours.get_center())[:, :2].max(axis=1)
    assert away.min() <= 0.25
    assert plot.curve.get_left()[0] >= ROOM.left - 0.1
    assert plot.curve.get_right()[0] <= ROOM.right + 0.1


def test_the_hill_is_below_the_curve_and_its_picture(plot):
    plot.stand(-10.0)
    top = (plot.hill.points[:, 1] + plot.hill.sides / 2).max()
    assert top <= plot.ours.get_bottom()[1] + 1e-6
    assert plot.base.get_y() == pytest.approx(plot.upright.point(0)[1])


def test_a_slide_ends_where_it_should(plot):
    slide = Slide(plot, -4.0, moved=1.0)
    slide.begin()
    slide.interpolate(0.5)
    assert (plot.bias, plot.moved) == (-2.0, 0.5)
    slide.interpolate(1)
    assert (plot.bias, plot.moved, plot.lit_from) == (-4.0, 1.0, 0.0)


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
    for bias, moved, at in ((0.0, 0.0, 0), (-5.0, 0.0, 0), (-5.0, 1.0, 5)):
        plot.stand(bias, moved)
        place = [x(plot, at), plot.upright.point(0.5)[1], 0]
        assert plot.dot.get_center() == pytest.approx(place, abs=1e-3)
    level = plot.across_to_dot()
    assert level.get_right() == pytest.approx(plot.dot.get_center(), abs=0.1)
    assert level.get_left()[0] == pytest.approx(plot.upright.axis.get_x())


def test_outlines_stay_around_the_pictures_that_were_lit(plot):
    plot.stand(-1.7)
    assert [square.get_x() for square in plot.outline_lit()] == pytest.approx(
        [x(plot, each - 1.7) for each in (2.0, 6.0)]
    )
    plot.stand(-1.7, moved=1.0)
    assert [square.get_x() for square in plot.outlines] == pytest.approx([x(plot, 2), x(plot, 6)])


def test_the_threshold_has_its_number_below_it_and_passes_no_other(plot):
    plot.stand(-5.0)
    values = [Sourced(value, f"thresholds[{i}]", decimals=1) for i, value in enumerate((0.0, 5.0))]
    assert [label.text for label in plot.passed_by_number(values)] == ["0"]
    number = plot.number_threshold(values[0])
    for moved, at in ((0.0, 0), (0.6, 3), (1.0, 5)):
        plot.stand(-5.0, moved=moved)
        assert number.get_x() == pytest.approx(x(plot, at), abs=0.02)
        assert number.get_top()[1] < plot.line.point(0)[1]

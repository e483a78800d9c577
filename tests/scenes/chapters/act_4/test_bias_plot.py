"""The plot along which a bias slides, and the bars of all biases."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import VGroup

from scenes.chapters.act_4.bias_parts import BiasBars, BiasPlot, Slide
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.plots.activation_plane import bias_places
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.record_view import RecordView
from scenes.subject.sourced import SourcedArray

PALETTE = PALETTES["classic"]
ROOM = Stage(-5.0, 5.0, 3.0, -2.0)


INPUTS = np.linspace(-20, 20, 401)
RECORDS = {
    "hill": SimpleNamespace(
        edges=np.array([-10.0, -5.0, 0.0, 5.0, 10.0]), counts=np.array([1, 2, 4, 2])
    ),
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
        RecordView(RECORDS), hill="hill", axis="axis", ours="ours", room=ROOM, palette=PALETTE
    )
    return built.light_up()


def lit_from(plot):
    return min(bar.get_left()[0] for bar in plot.hill.lit if len(bar.points))


def lit_area(plot):
    return sum(bar.width * bar.height for bar in plot.hill.lit if len(bar.points))


def x(plot, value):
    return plot.line.point(value)[0]


def test_at_first_the_hill_slides_and_the_threshold_stays(plot):
    before = lit_area(plot)
    plot.stand(-5.0)
    assert plot.stem.get_x() == pytest.approx(x(plot, 0))
    assert lit_from(plot) == pytest.approx(x(plot, 0))
    assert lit_area(plot) == pytest.approx(before * 2 / 6)
    assert plot.dot.get_x() == pytest.approx(x(plot, -1))


def test_in_the_other_view_the_threshold_has_moved_and_the_same_bars_are_lit(plot):
    area = lit_area(plot.stand(-5.0))
    plot.stand(-5.0, moved=1.0)
    assert plot.stem.get_x() == pytest.approx(x(plot, 5))
    assert lit_from(plot) == pytest.approx(x(plot, 5))
    assert lit_area(plot) == pytest.approx(area)
    assert plot.dot.get_x() == pytest.approx(x(plot, 4))


@pytest.mark.parametrize("moved", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("bias", [-10.0, -3.0, 0.0, 2.5])
def test_the_dot_lies_on_the_curve_and_all_keeps_to_the_plot(plot, bias, moved):
    plot.stand(bias, moved)
    height = 1 / (1 + np.exp(-(4.0 + bias)))
    assert plot.dot.get_y() == pytest.approx(plot.upright.point(height)[1], abs=1e-3)
    away = np.abs(plot.curve.points - plot.dot.get_center())[:, :2].max(axis=1)
    assert away.min() < 0.2
    for part in (plot.hill, plot.curve):
        assert part.get_left()[0] >= ROOM.left - 0.1
        assert part.get_right()[0] <= ROOM.right + 0.1


def test_a_slide_ends_where_it_should(plot):
    slide = Slide(plot, -4.0, moved=1.0)
    slide.begin()
    slide.interpolate(0.5)
    assert (plot.bias, plot.moved) == (-2.0, 0.5)
    slide.interpolate(1)
    assert (plot.bias, plot.moved) == (-4.0, 1.0)


def test_bars_of_biases_stand_beside_their_neurons_on_the_side_of_their_sign():
    column = NeuronColumn(np.array([[0.0, y, 0] for y in (1.0, 0.0, -1.0)]), radius=0.2)
    biases = SourcedArray([0.5, -2.0, 0.0], "model.layers[0].biases")
    room = Stage(1.0, 7.0, 3.0, -3.0)
    bars = BiasBars(biases, VGroup(*column), room=room, color=PALETTE.bias)
    zero = bars.zero.get_x()
    assert [bar.get_y() for bar in bars.bars] == pytest.approx([1.0, 0.0, -1.0])
    assert bars.bars[0].get_left()[0] == pytest.approx(zero)
    assert bars.bars[1].get_right()[0] == pytest.approx(zero)
    assert bars.bars[1].width == pytest.approx(4 * bars.bars[0].width)
    assert [label.text for label in bars.labels] == ["+0.50", "\N{MINUS SIGN}2.00"]
    assert bars.get_left()[0] >= room.left
    assert bars.get_right()[0] <= room.right


@pytest.mark.parametrize("size", [(12.8, 6.3), (7.2, 11.0), (7.2, 6.6)])
def test_the_places_do_not_overlap(size):
    area = Stage(-size[0] / 2, size[0] / 2, size[1] / 2, -size[1] / 2)
    places = bias_places(area)
    for one, other in ((places.formula, places.plot), (places.side, places.plot)):
        across = min(one.right, other.right) - max(one.left, other.left)
        up = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert min(across, up) <= 1e-6
    assert places.plot.width > 0.7 * area.width - 1.5

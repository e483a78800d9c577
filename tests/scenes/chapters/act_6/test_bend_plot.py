"""A small curve with one neuron on it."""

from __future__ import annotations

import pytest

from network.analysis.squishing import squish
from scenes.chapters.act_6.recap_parts import BendPlot
from scenes.subject.record_view import RecordView

TOTAL_PATH = "measurement.bend.ticks"
CORNER = (1.0, -2.0, 0.0)
WIDTH, HEIGHT = 4.0, 1.5


def plot_of(total, function="sigmoid", reach=8.0):
    record = RecordView({"measurement.bend": squish([-reach, total, reach], function)})
    return BendPlot(
        record,
        "measurement.bend",
        total=record["measurement.bend.ticks"][1],
        activation=record["measurement.bend.squished"][1],
        name="sigma",
        corner=CORNER,
        width=WIDTH,
        height=HEIGHT,
        color="#FFDD33",
    )


def test_the_dot_stands_over_the_sum_as_high_as_the_activation():
    plot = plot_of(2.0)
    x, y, _ = plot.dot.get_center()
    assert x == pytest.approx(CORNER[0] + WIDTH * (2.0 + 8.0) / 16)
    low, high = (1 / (1 + 2.718281828459045**s) for s in (8.0, -8.0))
    share = (1 / (1 + 2.718281828459045**-2.0) - low) / (high - low)
    assert y == pytest.approx(CORNER[1] + HEIGHT * share)


def test_the_curve_passes_through_the_dot():
    plot = plot_of(-1.5)
    curve = plot.plane[1]
    nearest = min(curve.points, key=lambda point: abs(point[0] - plot.dot.get_x()))
    assert nearest == pytest.approx(plot.dot.get_center(), abs=0.02)


def test_numbers_are_the_neurons_own():
    plot = plot_of(2.0)
    assert plot.total.sourced.source == "measurement.bend.ticks[1]"
    assert plot.activation.sourced.source == "measurement.bend.squished[1]"
    assert plot.activation.text == "0.88"


@pytest.mark.parametrize("total", [-7.9, -2.0, 0.0, 2.0, 7.9])
def test_the_activation_keeps_off_the_dot_and_inside_the_plot(total):
    plot = plot_of(total)
    below, above = plot.activation.get_top()[1], plot.activation.get_bottom()[1]
    assert below < plot.dot.get_bottom()[1] or above > plot.dot.get_top()[1]
    assert plot.activation.get_top()[1] < CORNER[1] + HEIGHT + 0.05


def test_a_silent_relu_still_has_a_way_up_to_draw():
    plot = plot_of(-3.0, function="relu")
    assert plot.drop.get_length() > 0
    assert plot.dot.get_y() == pytest.approx(CORNER[1])

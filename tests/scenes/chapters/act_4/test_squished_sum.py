"""A sum before and after it is squished."""

from __future__ import annotations

import pytest
from manim import ManimColor

from scenes.chapters.act_4.squishing_the_number_line_parts import SquishedSum
from scenes.mobjects.network.neuron import DARK, LIGHT
from scenes.mobjects.plots.number_line import NumberLine
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

PALETTE = PALETTES["classic"]
SUMS = SourcedArray([-8.0, 0.0, 8.0], "measurement.test.sums")
UNIT = SourcedArray([0.0, 1.0], "measurement.test.unit")


def squished(sum_: float, activation: float) -> SquishedSum:
    long, short = NumberLine(SUMS, [-4, 1, 0], [4, 1, 0]), NumberLine(UNIT, [-1, -1, 0], [1, -1, 0])
    return SquishedSum(
        long, short, Sourced(sum_, "sum"), Sourced(activation, "a"), height=1.0, palette=PALETTE
    )


def test_both_stand_where_their_numbers_are():
    one = squished(-4.0, 0.25)
    assert one.dot.get_center() == pytest.approx([-2, 1, 0])
    assert one.neuron.get_center() == pytest.approx([-0.5, -1, 0])


@pytest.mark.parametrize(("sum_", "color"), [(-4, PALETTE.negative), (4, PALETTE.positive)])
def test_the_dot_has_the_color_of_its_sign(sum_, color):
    assert squished(sum_, 0.5).dot.get_fill_color() == ManimColor(color)


def test_the_neuron_is_as_bright_as_its_activation():
    assert squished(-8, 0.0).neuron.get_fill_color() == ManimColor(DARK)
    assert squished(8, 1.0).neuron.get_fill_color() == ManimColor(LIGHT)


def test_all_that_is_seen_names_its_source():
    one = squished(2.0, 0.875)
    assert [mark.fills[0].source for mark in (one.dot, one.neuron)] == ["sum", "a"]
    assert one.flag[1].text == "2.00"
    assert one.value.text == "0.88"

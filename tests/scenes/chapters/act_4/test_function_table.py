"""A function at a few numbers: what a line says, and how lines stand below each other."""

from __future__ import annotations

import pytest

from scenes.chapters.act_4.squishing_the_number_line_parts import PITCH, FunctionTable
from scenes.subject.sourced import SourcedArray

INPUTS = SourcedArray([-1000.0, 0.0, 1000.0], "measurement.test.inputs")
OUTPUTS = SourcedArray([0.0, 0.5, 1.0], "measurement.test.outputs")


@pytest.fixture
def table():
    return FunctionTable(
        [number.shown_as(decimals=None) for number in INPUTS],
        OUTPUTS,
        name="f",
        color="#FFDD33",
        bounds=(0.0, 1.0),
    )


def test_every_line_says_number_and_value_with_their_sources(table):
    assert [call.text for call in table.calls] == ["f(\N{MINUS SIGN}1,000)", "f(0)", "f(1,000)"]
    assert [value.text for value in table.values] == ["0.00", "0.50", "1.00"]
    assert table.calls[2].sources[0].source == "measurement.test.inputs[2]"
    assert table.values[1].sourced.source == "measurement.test.outputs[1]"


def test_a_bound_that_is_never_taken_is_not_called_equal(table):
    assert [sign.text for sign in table.signs] == ["approx", "=", "approx"]


def test_signs_stand_one_below_the_other(table):
    assert [sign.get_x() for sign in table.signs] == pytest.approx([0, 0, 0], abs=1e-9)
    assert table.signs[0].get_y() - table.signs[2].get_y() == pytest.approx(2 * PITCH)


def test_a_line_holds_its_call_its_sign_and_its_value(table):
    first = table.lines()[0]
    assert list(first) == [table.calls[0], table.signs[0], table.values[0]]
    edges = [part.get_x() for part in first]
    assert edges == sorted(edges)


def test_the_last_digit_of_the_number_stands_on_the_line_of_the_value(table):
    for call, value in zip(table.calls, table.values, strict=True):
        last = call.slot("number")[-1]
        foot = value.submobjects[0].get_bottom()[1]
        assert last.get_bottom()[1] == pytest.approx(foot)

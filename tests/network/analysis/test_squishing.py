"""Squished numbers, against the formula and against plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest

from network.analysis.squishing import function_axes, squish


def test_ticks_are_squished_by_the_formula() -> None:
    found = squish([-2.0, 0.0, 3.5])
    expected = [1 / (1 + math.exp(-tick)) for tick in (-2.0, 0.0, 3.5)]
    assert found.squished == pytest.approx(expected, rel=1e-15)
    assert found.ticks.tolist() == [-2.0, 0.0, 3.5]


def test_a_thousand_to_each_side_stays_in_bounds() -> None:
    assert squish([-1000.0, 0.0, 1000.0]).squished.tolist() == [0.0, 0.5, 1.0]


def test_the_curve_runs_from_the_smallest_tick_to_the_largest() -> None:
    found = squish([3.0, -1.0, 0.0], "tanh", samples=5)
    assert found.curve_inputs.tolist() == [-1.0, 0.0, 1.0, 2.0, 3.0]
    assert found.curve_outputs == pytest.approx([math.tanh(x) for x in found.curve_inputs])


def test_the_curve_of_a_usual_scale_meets_each_whole_number() -> None:
    assert squish([-8.0, 8.0]).curve_inputs[::20] == pytest.approx(range(-8, 9))


def test_the_order_of_numbers_is_kept_by_the_sigmoid() -> None:
    found = squish(np.linspace(-8, 8, 33))
    assert (np.diff(found.squished) > 0).all()
    assert found.squished + found.squished[::-1] == pytest.approx(np.ones(33))


@pytest.mark.parametrize(
    ("ticks", "activation", "message"),
    [
        ([], "sigmoid", r"ticks must be 1 or more numbers, got shape \(0,\)"),
        ([[1.0]], "sigmoid", r"ticks must be 1 or more numbers, got shape \(1, 1\)"),
        ([1.0], "softmax", "softmax squishes no number alone"),
        ([1.0], "sigmod", "activation must be one of"),
    ],
)
def test_what_cannot_be_squished_is_refused(ticks: list, activation: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        squish(ticks, activation)


def test_axes_hold_all_sums_and_zero_on_round_numbers() -> None:
    axes = function_axes([8.3, 1.0, -3.0], "sigmoid")
    assert axes.sums.tolist() == [-5.0, 0.0, 5.0, 10.0]
    assert axes.heights.tolist() == [0.0, 1.0]
    assert axes.inputs[[0, -1]].tolist() == [-5.0, 10.0]
    assert function_axes([0.0], "relu").sums.tolist() == [-0.5, 0.0, 0.5]


def test_axes_without_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="axes need 1 or more sums, got none"):
        function_axes([], "sigmoid")

"""Axes for the sums of one neuron."""

from __future__ import annotations

import math

import numpy as np
import pytest

from network.digits.datasets import TestData
from network.errors import OptionError
from network.layers import Layer
from network.measurements.firing import FiringAgainstBias, firing_against_bias, firing_axis
from network.mlp import MLP


@pytest.fixture
def firing(random_model: MLP, rng: np.random.Generator) -> FiringAgainstBias:
    images = 10 * rng.random((24, 6))
    data = TestData(images, rng.integers(0, 3, 24), "some pictures", "00")
    return firing_against_bias(random_model, data)


def test_sums_that_overflow_are_refused() -> None:
    layer = Layer(np.full((2, 6), 1e308), np.zeros(2), "sigmoid")
    data = TestData(np.ones((3, 6)), np.zeros(3, int), "some pictures", "00")
    with np.errstate(over="ignore"), pytest.raises(OptionError, match="sums must be numbers, got"):
        firing_against_bias(MLP((layer,)), data)


def test_the_axis_holds_all_sums_zero_and_the_largest_shift(firing: FiringAgainstBias) -> None:
    for neuron, sums in enumerate(firing.sums):
        axis = firing_axis(firing, "sigmoid", neuron)
        assert axis.sums[0] <= sums.min()
        assert axis.sums[0] <= -5
        assert axis.sums[-1] >= max(10.0, sums.max())
        assert 0.0 in axis.sums
        np.testing.assert_allclose(np.diff(axis.sums), axis.sums[1] - axis.sums[0])


def test_the_curve_covers_every_sum_with_every_bias(firing: FiringAgainstBias) -> None:
    axis = firing_axis(firing, "sigmoid", 0)
    assert axis.inputs[0] == axis.sums[0] - 10
    assert axis.inputs[-1] == axis.sums[-1] + 10
    for entered, came_out in zip(axis.inputs[::100], axis.outputs[::100], strict=True):
        assert came_out == pytest.approx(1 / (1 + math.exp(-entered)))


@pytest.mark.parametrize(
    ("activation", "bottom"), [("sigmoid", 0.0), ("relu", 0.0), ("tanh", -1.0), ("softmax", 0.0)]
)
def test_heights_hold_the_curve(firing: FiringAgainstBias, activation: str, bottom: float) -> None:
    axis = firing_axis(firing, activation, 0)
    assert axis.heights[0] == bottom
    assert axis.heights[0] <= axis.outputs.min()
    assert axis.outputs[axis.inputs <= axis.sums[-1]].max() <= axis.heights[1]


def test_relu_reaches_as_high_as_the_largest_sum(firing: FiringAgainstBias) -> None:
    axis = firing_axis(firing, "relu", 0)
    assert axis.heights[1] == axis.sums[-1]

"""The weighted sum of one neuron: its order, its sums, and which neuron is worth a look."""

from __future__ import annotations

import math
from itertools import accumulate

import numpy as np
import pytest

from network.analysis.weighted_sum import (
    largest_dark_weight,
    weighted_sum,
    with_other_biases,
)
from network.digits.drawn_digits import drawn_digit, rasterize
from network.errors import OptionError
from network.files.default_model import default_model
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP
from network.trace import LayerTrace


def traced(weights: list[list[float]], inputs: list[float]) -> LayerTrace:
    layer = Layer(np.array(weights), np.zeros(len(weights)), "identity")
    return forward(MLP((layer,)), inputs).layers[0]


def test_a_sum_by_hand() -> None:
    found = weighted_sum(traced([[9.0, 9.0, 9.0, 9.0], [1.0, -3.0, 8.0, 2.0]], [1, 1, 0, 0.5]), 1)
    assert found.neuron == 1
    assert found.order.tolist() == [1, 0, 3, 2]
    assert found.terms.tolist() == [-3.0, 1.0, 1.0, 0.0]
    assert found.sums.tolist() == [-3.0, -2.0, -1.0, -1.0]
    assert found.term_count == 3
    assert (found.upward.tolist(), found.downward.tolist()) == ([0, 3], [1])


def test_equal_magnitudes_are_added_in_the_order_of_the_inputs() -> None:
    assert weighted_sum(traced([[2.0, -2.0, 2.0, 3.0]], [1, 1, 1, 1]), 0).order.tolist() == [
        3, 0, 1, 2,
    ]  # fmt: skip


def test_a_neuron_that_nothing_reaches_sums_to_zero() -> None:
    found = weighted_sum(traced([[1.0, 2.0]], [0, 0]), 0)
    assert found.order.tolist() == [0, 1]
    assert found.sums.tolist() == [0.0, 0.0]
    assert found.term_count == 0


@pytest.mark.parametrize("digit", range(10))
def test_the_last_sum_and_the_bias_make_the_pre_activation(digit: int, plain_loops) -> None:
    model = default_model()
    inputs = rasterize(drawn_digit(digit))
    layer = forward(model, inputs).layers[0]
    plain = plain_loops.plain_forward(model, inputs)[0]
    for neuron in range(len(layer.weights)):
        found = weighted_sum(layer, neuron)
        assert sorted(found.order) == list(range(784))
        assert (np.diff(np.abs(found.terms)) <= 0).all()
        total = found.sums[-1] + layer.biases[neuron]
        assert math.isclose(total, plain.pre_activations[neuron], abs_tol=1e-9)
        steps = list(accumulate(plain.contributions[neuron][i] for i in found.order))
        np.testing.assert_allclose(found.sums, steps, rtol=0, atol=1e-9)


def test_the_largest_weight_in_the_dark_adds_nothing_to_a_sum_of_ink() -> None:
    layer = Layer(np.array([[5.0, -9.0, 2.0, 3.0], [1.0, 1.0, 4.0, 0.0]]), np.zeros(2), "identity")
    model = MLP((layer,))
    trace = forward(model, [1.0, 0.0, 0.0, 0.2])
    assert [largest_dark_weight(trace, neuron) for neuron in (0, 1)] == [2, 2]
    assert largest_dark_weight(forward(model, [1.0, 0.1, 0.5, 0.2]), 0) is None
    with pytest.raises(OptionError, match="single input"):
        largest_dark_weight(forward(model, np.zeros((2, 4))), 0)


def test_chosen_terms_come_first() -> None:
    layer = traced([[1.0, -3.0, 2.0]], [1, 1, 1])
    found = weighted_sum(layer, 0, first=[0])
    assert found.order.tolist() == [0, 1, 2]
    assert found.sums.tolist() == [1.0, -2.0, 0.0]
    assert found.upward_sums.tolist() == [1.0, 1.0, 3.0]
    assert found.downward_sums.tolist() == [0.0, -3.0, -3.0]


@pytest.mark.parametrize("first", [[3], [0, 0], [-1]])
def test_terms_that_are_not_there_come_in_no_order(first: list[int]) -> None:
    with pytest.raises(OptionError, match="each input once"):
        weighted_sum(traced([[1.0, 2.0, 3.0]], [1, 1, 1]), 0, first)


def test_a_neuron_with_another_bias_has_another_sum() -> None:
    layer = Layer(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.5, -1.0]), "sigmoid")
    traced_layer = forward(MLP((layer,)), [1.0, 1.0]).layers[0]
    found = with_other_biases(traced_layer, "sigmoid", 1, np.array([0.0, -1.0, -7.0]))
    assert found.weighted_sum == pytest.approx(7.0)
    assert found.sums.tolist() == pytest.approx([7.0, 6.0, 0.0])
    assert found.activations[1] == pytest.approx(float(traced_layer.activations[1]))
    assert found.activations[2] == pytest.approx(0.5)


def test_with_softmax_the_other_neurons_count_too() -> None:
    layer = Layer(np.array([[1.0], [2.0]]), np.zeros(2), "softmax")
    found = with_other_biases(
        forward(MLP((layer,)), [1.0]).layers[0], "softmax", 1, np.array([-1.0])
    )
    assert found.activations.tolist() == pytest.approx([0.5])


def test_a_neuron_that_is_not_there_is_refused() -> None:
    for neuron in (-1, 2):
        with pytest.raises(OptionError, match=f"neuron must be between 0 and 1, got {neuron}"):
            weighted_sum(traced([[1.0], [2.0]], [1]), neuron)


def test_a_batch_is_refused(random_model: MLP) -> None:
    layer = forward(random_model, np.ones((2, 6))).layers[0]
    with pytest.raises(OptionError, match=r"single input, got a batch of \(2, 6\)"):
        weighted_sum(layer, 0)

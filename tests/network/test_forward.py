"""The forward pass, against arithmetic, plain loops and laws."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pytest

from network.errors import OptionError
from network.forward import forward, trace_layer
from network.mlp import MLP
from network.training.initialization import initialize


def test_values_by_hand(hand_model: MLP) -> None:
    trace = forward(hand_model, [2.0, 1.0])
    first, second = trace.layers
    assert first.contributions.tolist() == [[2.0, -2.0], [1.0, 0.5]]
    assert first.pre_activations.tolist() == [0.0, 0.5]
    assert first.activations[0] == 0.5
    assert first.activations[1] == pytest.approx(1 / (1 + math.exp(-0.5)), abs=1e-15)
    expected = 2 * 0.5 - 4 / (1 + math.exp(-0.5)) + 1
    assert second.pre_activations[0] == pytest.approx(expected, abs=1e-15)
    assert trace.outputs.tolist() == second.pre_activations.tolist()


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "tanh", "identity", "softmax"])
def test_values_agree_with_plain_loops(
    activation: str, plain_loops: ModuleType, rng: np.random.Generator
) -> None:
    model = initialize((40, 16, 16, 10), (activation,) * 3, rng)
    inputs = rng.random(40)
    trace = forward(model, inputs)
    for layer, plain in zip(trace.layers, plain_loops.plain_forward(model, inputs), strict=True):
        np.testing.assert_allclose(layer.contributions, plain.contributions, rtol=1e-12)
        np.testing.assert_allclose(layer.pre_activations, plain.pre_activations, atol=1e-12)
        np.testing.assert_allclose(layer.activations, plain.activations, atol=1e-12)


def test_the_film_s_network_agrees_with_plain_loops(
    plain_loops: ModuleType, rng: np.random.Generator
) -> None:
    model = initialize((784, 16, 16, 10), ("sigmoid",) * 3, rng)
    inputs = rng.random(784)
    plain = plain_loops.plain_forward(model, inputs)
    for layer, expected in zip(forward(model, inputs).layers, plain, strict=True):
        np.testing.assert_allclose(layer.pre_activations, expected.pre_activations, atol=1e-12)


def test_row_i_of_a_batch_equals_single_i(random_model: MLP, rng: np.random.Generator) -> None:
    batch = rng.random((3, 4, 6))
    trace = forward(random_model, batch)
    for index in np.ndindex(3, 4):
        single = forward(random_model, batch[index])
        assert trace.answers[index] == single.answer
        for many, one in zip(trace.layers, single.layers, strict=True):
            np.testing.assert_allclose(many.activations[index], one.activations, atol=1e-14)
            np.testing.assert_allclose(many.contributions[index], one.contributions, atol=1e-14)


def test_every_layer_is_fed_by_the_one_before(random_model: MLP, rng: np.random.Generator) -> None:
    trace = forward(random_model, rng.random((2, 6)))
    assert trace.layers[0].inputs is trace.inputs
    assert trace.layers[1].inputs is trace.layers[0].activations
    assert trace.layers[2].inputs is trace.layers[1].activations


def test_contributions_and_bias_add_up_to_the_pre_activation(
    random_model: MLP, rng: np.random.Generator
) -> None:
    for layer in forward(random_model, rng.random((5, 6))).layers:
        sums = layer.contributions.sum(axis=-1) + layer.biases
        np.testing.assert_allclose(sums, layer.pre_activations, atol=1e-14)


def test_an_empty_batch_gives_an_empty_trace(random_model: MLP) -> None:
    assert forward(random_model, np.zeros((0, 6))).answers.shape == (0,)


@pytest.mark.parametrize(
    ("model_dtype", "input_dtype", "expected"),
    [
        (np.float32, np.float32, np.float32),
        (np.float64, np.float32, np.float64),
        (np.float32, np.float64, np.float64),
        (np.float32, np.uint8, np.float64),
        (np.float64, np.float64, np.float64),
    ],
)
def test_single_precision_needs_both(
    random_model: MLP, model_dtype: type, input_dtype: type, expected: type
) -> None:
    trace = forward(random_model.astype(model_dtype), np.ones(6, input_dtype))
    assert trace.dtype == expected
    for layer in trace.layers:
        for array in (layer.inputs, layer.weights, layer.pre_activations, layer.contributions):
            assert array.dtype == expected


def test_one_layer_can_be_fed_alone(hand_model: MLP) -> None:
    trace = trace_layer(hand_model.layers[0], np.array([2.0, 1.0]))
    assert trace == forward(hand_model, [2.0, 1.0]).layers[0]


@pytest.mark.parametrize("shape", [(), (5,), (3, 7), (6, 1)])
def test_inputs_of_another_length_are_refused(random_model: MLP, shape: tuple[int, ...]) -> None:
    with pytest.raises(
        OptionError, match="inputs must have 6 values on their last axis, got shape"
    ):
        forward(random_model, np.zeros(shape))


@pytest.mark.parametrize("inputs", [["a"] * 6, np.zeros(6, complex), [None] * 6])
def test_inputs_that_are_no_real_numbers_are_refused(random_model: MLP, inputs: object) -> None:
    with pytest.raises(OptionError, match="inputs must be real numbers, got"):
        forward(random_model, inputs)

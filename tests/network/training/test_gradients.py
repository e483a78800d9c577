"""Backpropagation, against central differences of the loss in every parameter."""

from __future__ import annotations

import math

import numpy as np
import pytest

from network.activations import ACTIVATION_FUNCTIONS
from network.errors import OptionError
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP
from network.training.gradients import backpropagate
from network.training.initialization import initialize
from network.training.loss import LOSSES, Loss, one_hot
from network.training.parameters import from_vector, to_vector

# Cross entropies need outputs between 0 and 1.
PAIRINGS = [
    (last, loss)
    for last in ACTIVATION_FUNCTIONS
    for loss in LOSSES
    if loss == "squared_error" or last in {"sigmoid", "softmax"}
]


def numerical_gradient(
    model: MLP, inputs: np.ndarray, targets: np.ndarray, loss: Loss
) -> np.ndarray:
    """Central differences of fourth order in every parameter."""
    vector, step = to_vector(model.layers), 1e-3

    def value(index: int, move: float) -> float:
        moved = vector.copy()
        moved[index] += move
        return loss(forward(from_vector(model, moved), inputs).outputs, targets)

    def slope(index: int) -> float:
        near = value(index, step) - value(index, -step)
        far = value(index, 2 * step) - value(index, -2 * step)
        return (8 * near - far) / (12 * step)

    return np.array([slope(index) for index in range(vector.size)])


def problem(hidden: str, last: str, rng: np.random.Generator) -> tuple[MLP, np.ndarray, np.ndarray]:
    """Draw a network with biases, a batch of inputs, and targets."""
    drawn = initialize((5, 4, 4, 3), (hidden, hidden, last), rng)
    layers = (
        Layer(layer.weights, rng.normal(0, 0.3, layer.fan_out), layer.activation)
        for layer in drawn.layers
    )
    return MLP(tuple(layers)), rng.uniform(-1, 1, (6, 5)), one_hot(rng.integers(0, 3, 6), 3)


@pytest.mark.parametrize("hidden", list(ACTIVATION_FUNCTIONS))
@pytest.mark.parametrize(("last", "loss_name"), PAIRINGS)
def test_gradients_agree_with_central_differences(hidden: str, last: str, loss_name: str) -> None:
    # A kink of relu within a step would spoil the differences, so the seed is one without.
    model, inputs, targets = problem(hidden, last, np.random.default_rng(5))
    loss = LOSSES[loss_name]
    gradients = backpropagate(model, forward(model, inputs), targets, loss)
    expected = numerical_gradient(model, inputs, targets, loss)
    error = np.linalg.norm(to_vector(gradients) - expected) / np.linalg.norm(expected)
    assert error < 1e-6


def test_gradients_by_hand(hand_model: MLP) -> None:
    trace = forward(hand_model, [2.0, 1.0])
    first, second = backpropagate(hand_model, trace, np.array([0.0]), LOSSES["squared_error"])
    hidden = [0.5, 1 / (1 + math.exp(-0.5))]
    delta = 2 * (2 * hidden[0] - 4 * hidden[1] + 1)
    assert second.deltas[0] == pytest.approx(delta)
    assert second.biases[0] == pytest.approx(delta)
    assert second.weights[0] == pytest.approx([delta * hidden[0], delta * hidden[1]])
    deltas = [delta * 2 * 0.25, delta * -4 * hidden[1] * (1 - hidden[1])]
    assert first.deltas == pytest.approx(deltas)
    assert first.weights.ravel() == pytest.approx(
        [deltas[0] * 2, deltas[0] * 1, deltas[1] * 2, deltas[1] * 1]
    )


@pytest.mark.parametrize(
    ("last", "loss_name"), [("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy")]
)
def test_the_shortcut_of_partners_equals_the_long_way(last: str, loss_name: str) -> None:
    model, inputs, targets = problem("tanh", last, np.random.default_rng(3))
    trace, loss = forward(model, inputs), LOSSES[loss_name]
    long_way = ACTIVATION_FUNCTIONS[last].vjp(trace.outputs, loss.gradient(trace.outputs, targets))
    np.testing.assert_allclose(loss.partner_deltas(trace.outputs, targets), long_way, atol=1e-14)


@pytest.mark.parametrize(
    ("last", "loss_name"), [("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy")]
)
@pytest.mark.filterwarnings("error")
def test_deltas_survive_saturated_outputs(last: str, loss_name: str) -> None:
    model = MLP((Layer(np.array([[1e4], [-1e4]]), np.zeros(2), last),))
    trace = forward(model, np.array([[1.0]]))
    (gradients,) = backpropagate(model, trace, np.array([[0.0, 1.0]]), LOSSES[loss_name])
    assert gradients.deltas.tolist() == [[1.0, -1.0]]


def test_a_batch_has_the_mean_gradient_of_its_rows() -> None:
    model, inputs, targets = problem("sigmoid", "sigmoid", np.random.default_rng(4))
    loss = LOSSES["binary_cross_entropy"]
    singles = [
        to_vector(backpropagate(model, forward(model, row), target, loss))
        for row, target in zip(inputs, targets, strict=True)
    ]
    batch = to_vector(backpropagate(model, forward(model, inputs), targets, loss))
    np.testing.assert_allclose(batch, np.mean(singles, axis=0), atol=1e-15)
    deeper = (inputs.reshape(2, 3, 5), targets.reshape(2, 3, 3))
    again = to_vector(backpropagate(model, forward(model, deeper[0]), deeper[1], loss))
    np.testing.assert_allclose(again, batch, atol=1e-15)


def test_single_precision_stays_single() -> None:
    model, inputs, targets = problem("relu", "sigmoid", np.random.default_rng(4))
    single, loss = model.astype(np.float32), LOSSES["binary_cross_entropy"]
    trace = forward(single, inputs.astype(np.float32))
    for layer in backpropagate(single, trace, targets.astype(np.float32), loss):
        assert {layer.weights.dtype, layer.biases.dtype, layer.deltas.dtype} == {
            np.dtype(np.float32)
        }


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_targets_of_another_shape_are_refused(loss: Loss) -> None:
    model, inputs, targets = problem("relu", "sigmoid", np.random.default_rng(4))
    with pytest.raises(OptionError, match="targets must have the shape of outputs"):
        backpropagate(model, forward(model, inputs), targets[0], loss)

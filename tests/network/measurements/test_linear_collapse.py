"""Networks without activation functions, against matrices multiplied by hand."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.linear_network import collapsed, linear_network, without_activations
from network.digits.datasets import TestData
from network.files.default_model import default_model
from network.forward import forward
from network.measurements.linear_collapse import linear_collapse
from network.mlp import MLP


def test_the_matrix_by_hand(hand_model: MLP) -> None:
    one = collapsed(hand_model)
    # [2, -4] [[1, -2], [.5, .5]] = [0, -6]; [2, -4] [0, -1] + 1 = 5
    assert one.layers[0].weights.tolist() == [[0.0, -6.0]]
    assert one.layers[0].biases.tolist() == [5.0]
    assert one.activations == ("identity",)


def test_sums_are_passed_on_as_they_are(hand_model: MLP) -> None:
    trace = forward(without_activations(hand_model), [3.0, 1.0])
    assert trace.layers[0].activations.tolist() == [1.0, 1.0]
    assert trace.outputs.tolist() == [-1.0]


def test_one_matrix_does_what_three_do(rng: np.random.Generator) -> None:
    model = default_model()
    data = TestData(rng.random((50, 784)), rng.integers(0, 10, 50), "noise", "00")
    found = linear_collapse(model, data)
    assert 0 <= found.largest_difference < 1e-9
    assert found.largest_output > 1
    layered = forward(without_activations(model), data.images).outputs
    at_once = data.images @ collapsed(model).layers[0].weights.T + collapsed(model).layers[0].biases
    assert found.largest_difference == pytest.approx(np.abs(layered - at_once).max(), abs=1e-12)


def test_every_product_does_what_its_layers_do(hand_model: MLP) -> None:
    found = linear_network(hand_model, [3.0, 1.0])
    assert found.products[0].layers[0].weights.tolist() == hand_model.layers[0].weights.tolist()
    assert found.products[1].layers[0].weights.tolist() == [[0.0, -6.0]]
    assert found.layered.layers[0].activations.tolist() == [1.0, 1.0]
    assert found.layered.outputs.tolist() == found.at_once.outputs.tolist() == [-1.0]


def test_accuracies_are_of_the_network_with_and_without(
    random_model: MLP, rng: np.random.Generator
) -> None:
    images, labels = rng.random((30, 6)), rng.integers(0, 3, 30)
    found = linear_collapse(random_model, TestData(images, labels, "some pictures", "00"))
    for accuracy, model in (
        (found.with_activations, random_model),
        (found.without_activations, collapsed(random_model)),
    ):
        right = [
            forward(model, image).answer == label
            for image, label in zip(images, labels, strict=True)
        ]
        assert (accuracy.correct, accuracy.images) == (sum(right), 30)

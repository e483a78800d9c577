"""Layers multiplied into one, against matrices multiplied by hand."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.linear_network import HAND_MADE_CHAIN, collapsed, layer_products
from network.files.default_model import default_model
from network.forward import forward
from network.mlp import MLP


def test_the_matrix_by_hand(hand_model: MLP) -> None:
    one = collapsed(hand_model)
    # [2, -4] [[1, -2], [.5, .5]] = [0, -6]; [2, -4] [0, -1] + 1 = 5
    assert one.layers[0].weights.tolist() == [[0.0, -6.0]]
    assert one.layers[0].biases.tolist() == [5.0]
    assert one.activations == ("identity",)


def test_one_matrix_does_what_three_do(rng: np.random.Generator) -> None:
    model, images = default_model(), rng.random((50, 784))
    sums = images
    for layer in model.astype(np.float64).layers:
        sums = sums @ layer.weights.T + layer.biases
    assert np.abs(sums).max() > 1
    assert forward(collapsed(model), images).outputs == pytest.approx(sums, abs=1e-9)


def test_every_product_stands_for_one_layer_more(hand_model: MLP) -> None:
    first, both = layer_products(hand_model)
    assert first.layers[0].weights.tolist() == hand_model.layers[0].weights.tolist()
    assert both.layers[0].weights.tolist() == [[0.0, -6.0]]


def test_a_chain_of_factors_does_what_their_product_does() -> None:
    assert HAND_MADE_CHAIN.numbers.tolist() == [5, 10, 30]
    assert HAND_MADE_CHAIN.product == 6

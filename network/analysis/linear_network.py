"""Matrices of layers multiplied: what a network collapses to without activation functions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from network.layers import Layer
from network.mlp import MLP


def layer_products(model: MLP) -> tuple[MLP, ...]:
    """Single layers that stand for the first layer, the first two layers, and so on."""
    return tuple(
        collapsed(MLP(model.layers[: i + 1], model.preparation)) for i in range(len(model.layers))
    )


def collapsed(model: MLP) -> MLP:
    """Multiply the matrices of all layers into one.

    Returns
    -------
    A network of a single layer: weights `W3 W2 W1` of shape `(layer_sizes[-1], layer_sizes[0])`,
    biases `W3 (W2 b1 + b2) + b3`, in 64-bit floats. It computes what the layers compute without
    their activation functions.
    """
    first, *others = model.astype(np.float64).layers
    weights, biases = first.weights, first.biases
    for layer in others:
        weights, biases = layer.weights @ weights, layer.weights @ biases + layer.biases
    return replace(model, layers=(Layer(weights, biases, "identity"),))

"""All parameters of a network as one vector, which is how an optimizer sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.layers import Layer
from network.mlp import MLP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.arrays import FloatArray
    from network.training.gradients import LayerGradients


def to_vector(parts: Sequence[Layer] | Sequence[LayerGradients]) -> FloatArray:
    """Line up weights and biases.

    Returns
    -------
    Layer by layer its weights, row by row, then its biases; shape `(parameter_count,)`.
    """
    return np.concatenate(
        [array for part in parts for array in (part.weights.ravel(), part.biases)]
    )


def from_vector(model: MLP, vector: FloatArray) -> MLP:
    """Undo `to_vector`.

    Parameters
    ----------
    model
        A network of the wanted shape and activations.
    vector
        Shape `(parameter_count,)`.

    Raises
    ------
    WeightsError
        If a parameter is not finite.
    """
    layers, start = [], 0
    for layer in model.layers:
        middle, end = start + layer.weights.size, start + layer.weights.size + layer.fan_out
        weights = vector[start:middle].reshape(layer.weights.shape)
        layers.append(Layer(weights, vector[middle:end], layer.activation))
        start = end
    return MLP(tuple(layers))


def weight_mask(model: MLP) -> FloatArray:
    """Tell weights from biases.

    Returns
    -------
    1 for every weight and 0 for every bias, in the order and type of `to_vector`.
    """
    masks = [
        mask
        for layer in model.layers
        for mask in (np.ones(layer.weights.size), np.zeros(layer.fan_out))
    ]
    return np.concatenate(masks).astype(model.dtype)

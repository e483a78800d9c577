"""Matrices of layers multiplied: what a network collapses to without activation functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord
from network.layers import Layer
from network.mlp import MLP

if TYPE_CHECKING:
    from network.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class FactorChain(FrozenRecord):
    """The smallest network that collapses: one neuron in each layer, which only multiplies.

    Attributes
    ----------
    start
        The input.
    factors
        One for each layer, shape `(layers,)`.
    """

    start: float
    factors: FloatArray

    @property
    def numbers(self) -> FloatArray:
        """The input, and what each layer makes of it, shape `(layers + 1,)`."""
        return self.start * np.cumprod([1.0, *self.factors])

    @property
    def product(self) -> float:
        """The factor of the one layer that stands for all."""
        return float(np.prod(self.factors))


HAND_MADE_CHAIN = FactorChain(5.0, np.array([2.0, 3.0]))
"""For mental arithmetic."""


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

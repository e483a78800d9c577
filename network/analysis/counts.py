"""How many layers, neurons and parameters networks have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.arrays import IntegerArray
    from network.mlp import MLP


@dataclass(frozen=True, eq=False)
class ParameterCount(FrozenRecord):
    """Weights and biases, counted layer by layer.

    Attributes
    ----------
    weights
        Number of weights into each layer, shape `(layers,)`.
    biases
        Number of biases of each layer, same shape.
    """

    weights: IntegerArray
    biases: IntegerArray

    @property
    def running(self) -> IntegerArray:
        """Sums so far, all weights first, then the biases; shape `(2 * layers,)`."""
        return np.cumsum(np.concatenate([self.weights, self.biases]))

    @property
    def fans(self) -> IntegerArray:
        """Weights into the first neuron of the first layer, into two, and so on, `(neurons,)`."""
        neurons = int(self.biases[0])
        return np.arange(1, neurons + 1) * (int(self.weights[0]) // neurons)

    @property
    def total(self) -> int:
        """Number of all of them."""
        return int(self.weights.sum() + self.biases.sum())


def count_parameters(model: MLP) -> ParameterCount:
    """Count what the arrays of a network hold."""
    return ParameterCount(
        np.array([layer.weights.size for layer in model.layers]),
        np.array([layer.biases.size for layer in model.layers]),
    )


EXAMPLES: tuple[tuple[int, ...], ...] = ((32,), (8, 8, 8, 8))
"""Sizes of hidden layers: wide, and deep; both have as many neurons as the default network's."""


@dataclass(frozen=True, eq=False)
class NetworkShape(FrozenRecord):
    """How many layers a network has, and how large they are.

    Attributes
    ----------
    layer_sizes
        Number of inputs, then of neurons in every layer.
    """

    layer_sizes: tuple[int, ...]

    @property
    def hidden_sizes(self) -> tuple[int, ...]:
        """Number of neurons in every layer between input and output."""
        return self.layer_sizes[1:-1]

    @property
    def hidden_layers(self) -> int:
        """Number of layers between input and output."""
        return len(self.hidden_sizes)


def shape_of(model: MLP) -> NetworkShape:
    """Read off the shape of a network.

    Returns
    -------
    Its shape.
    """
    return NetworkShape(model.layer_sizes)


def other_shapes(model: MLP) -> tuple[NetworkShape, ...]:
    """Name shapes that would do for the same task."""
    inputs, outputs = model.layer_sizes[0], model.layer_sizes[-1]
    shapes = (NetworkShape((inputs, *hidden, outputs)) for hidden in EXAMPLES)
    return tuple(shape for shape in shapes if shape.layer_sizes != model.layer_sizes)

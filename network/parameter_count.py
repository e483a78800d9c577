"""How many parameters each part of a network has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import IntegerArray
    from network.mlp import MLP


@dataclass(frozen=True, eq=False)
class ParameterCount(FrozenRecord):
    """
    Weights and biases, counted layer by layer.

    Attributes
    ----------
    weights
        Number of weights into each layer, shape `(layers,)`.
    biases
        Number of biases of each layer, same shape.
    """

    weights: IntegerArray
    biases: IntegerArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("weights", "biases"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def running(self) -> IntegerArray:
        """Sums so far, all weights first, then the biases; shape `(2 * layers,)`."""
        return np.cumsum(np.concatenate([self.weights, self.biases]))

    @property
    def total(self) -> int:
        """Number of all of them."""
        return int(self.weights.sum() + self.biases.sum())


def count_parameters(model: MLP) -> ParameterCount:
    """
    Count what the arrays of a network hold.

    Parameters
    ----------
    model
        The network.

    Returns
    -------
    The counts.
    """
    return ParameterCount(
        np.array([layer.weights.size for layer in model.layers]),
        np.array([layer.biases.size for layer in model.layers]),
    )

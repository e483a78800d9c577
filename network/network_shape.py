"""Layer sizes of networks: of one that exists, and of others that might."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.mlp import MLP

EXAMPLES: tuple[tuple[int, ...], ...] = ((32,), (8, 8, 8, 8), (24, 16, 12))
"""Sizes of hidden layers: wide, deep, narrowing."""


@dataclass(frozen=True, eq=False)
class NetworkShape(FrozenRecord):
    """
    How many layers a network has, and how large they are.

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
    """
    Read off the shape of a network.

    Parameters
    ----------
    model
        The network.

    Returns
    -------
    Its shape.
    """
    return NetworkShape(model.layer_sizes)


def other_shapes(model: MLP) -> tuple[NetworkShape, ...]:
    """
    Name shapes that would do for the same task.

    Parameters
    ----------
    model
        The network that there is.

    Returns
    -------
    Examples with as many inputs and outputs and other hidden layers.
    """
    inputs, outputs = model.layer_sizes[0], model.layer_sizes[-1]
    shapes = (NetworkShape((inputs, *hidden, outputs)) for hidden in EXAMPLES)
    return tuple(shape for shape in shapes if shape.layer_sizes != model.layer_sizes)

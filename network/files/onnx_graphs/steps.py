"""Layers in the making, with the arithmetic around them folded in at double precision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from network.layers import Layer

if TYPE_CHECKING:
    from network.arrays import AnyArray, FloatArray


@dataclass(frozen=True)
class Line:
    """Numbers times a factor plus a summand, one of each for all or one for each number."""

    factor: FloatArray = field(default_factory=lambda: np.ones(()))
    summand: FloatArray = field(default_factory=lambda: np.zeros(()))

    @property
    def is_identity(self) -> bool:
        """Whether it leaves all numbers as they are."""
        return bool(np.all(self.factor == 1) and np.all(self.summand == 0))

    def then(self, factor: FloatArray, summand: FloatArray) -> Line:
        """The line that both are, one after the other."""
        return Line(self.factor * factor, self.summand * factor + summand)


@dataclass(frozen=True)
class Place:
    """Where numbers stand in a graph, and whether a column is an image, instead of a row."""

    name: str
    by_columns: bool

    def rows(self, array: AnyArray) -> AnyArray:
        """The numbers that stand there, a row an image."""
        if array.ndim == 1:  # of one image
            return array[None]
        turned = array.T if self.by_columns else array
        return turned.reshape(len(turned), -1)


@dataclass
class Step:
    """A layer in the making: its activation is None until a node says it.

    Attributes
    ----------
    weights, biases
        Shapes `(fan_out, fan_in)` and `(fan_out,)`, 64-bit floats.
    dtype
        Of the weights in the file, which the layer has in the end.
    sums, gives
        Where its pre-activations stand in the graph, and where its activations.
    is_logarithm
        Whether the graph gives logarithms of its activations.
    """

    weights: FloatArray
    biases: FloatArray
    dtype: np.dtype[Any]
    sums: Place
    gives: Place
    activation: str | None = None
    is_logarithm: bool = False

    def take_in(self, before: Line) -> None:
        """Fold what was done to its inputs into it."""
        summand = np.broadcast_to(before.summand, self.weights.shape[1])
        self.biases = self.biases + self.weights @ summand
        self.weights = self.weights * before.factor

    def follow(self, factor: FloatArray, summand: FloatArray) -> None:
        """Fold what is done to its pre-activations into it; one number, or one a neuron."""
        self.weights = self.weights * np.broadcast_to(factor, len(self.weights))[:, None]
        self.biases = self.biases * factor + summand

    def layer(self) -> Layer:
        """The layer, in the precision of the file."""
        with np.errstate(over="ignore"):  # which the layer refuses
            weights, biases = (each.astype(self.dtype) for each in (self.weights, self.biases))
        return Layer(weights, biases, self.activation or "identity")

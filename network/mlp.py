"""The network itself: a multilayer perceptron."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from network.errors import WeightsError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from numpy.typing import DTypeLike

    from network.layers import Layer


@dataclass(frozen=True, eq=False)
class MLP(FrozenRecord):
    """A multilayer perceptron: layers, each fed by the one before.

    Attributes
    ----------
    layers
        From the first that computes to the last; the inputs are not among them.

    Raises
    ------
    WeightsError
        If there are no layers, or if one does not fit the one before.
    """

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        """Check that every layer fits the one before."""
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.layers:
            message = "a network must have at least 1 layer, got 0"
            raise WeightsError(message)
        for number, (before, layer) in enumerate(pairwise(self.layers), start=2):
            if layer.fan_in != before.fan_out:
                message = (
                    f"layer {number}: weights must have {before.fan_out} columns "
                    f"to follow {before.fan_out} neurons, got {layer.fan_in}"
                )
                raise WeightsError(message)

    @property
    def layer_sizes(self) -> tuple[int, ...]:
        """Number of inputs, then of neurons in every layer."""
        return (self.layers[0].fan_in, *(layer.fan_out for layer in self.layers))

    @property
    def activations(self) -> tuple[str, ...]:
        """Name of every layer's activation function."""
        return tuple(layer.activation for layer in self.layers)

    @property
    def weight_count(self) -> int:
        """Number of weights."""
        return sum(layer.weights.size for layer in self.layers)

    @property
    def bias_count(self) -> int:
        """Number of biases."""
        return sum(layer.biases.size for layer in self.layers)

    @property
    def parameter_count(self) -> int:
        """Number of weights plus number of biases."""
        return self.weight_count + self.bias_count

    @property
    def dtype(self) -> np.dtype[Any]:
        """Element type that holds the parameters of all layers."""
        return np.result_type(*(layer.dtype for layer in self.layers))

    def astype(self, dtype: DTypeLike) -> MLP:
        """Convert to another precision.

        Parameters
        ----------
        dtype
            32- or 64-bit floats.
        """
        if all(layer.dtype == dtype for layer in self.layers):
            return self
        return MLP(tuple(layer.astype(dtype) for layer in self.layers))

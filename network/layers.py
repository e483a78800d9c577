"""One layer of a network: its weights, biases and activation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from network.activations import activation_function
from network.errors import WeightsError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import DTypeLike

    from network.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Layer(FrozenRecord):
    """A fully connected layer.

    Attributes
    ----------
    weights
        Shape `(fan_out, fan_in)`: row `i` holds the connections into neuron `i`.
    biases
        Shape `(fan_out,)`.
    activation
        Name of the activation function; of an alias becomes the name that it stands for.

    Raises
    ------
    WeightsError
        If an array has another shape, is not of 32- or 64-bit floats, or is not finite.
    OptionError
        If there is no activation of that name.
    """

    weights: FloatArray
    biases: FloatArray
    activation: str

    def __post_init__(self) -> None:
        """Check the arrays, then lock copies of them."""
        weights, biases = np.asarray(self.weights), np.asarray(self.biases)
        _check_dimensions("weights", weights, 2)
        _check_dimensions("biases", biases, 1)
        if biases.size != len(weights):
            message = f"biases must be {len(weights)}, one a row of weights, got {biases.size}"
            raise WeightsError(message)
        _check_numbers("weights", weights)
        _check_numbers("biases", biases)
        object.__setattr__(self, "activation", activation_function(self.activation).name)
        dtype = np.result_type(weights, biases)
        object.__setattr__(self, "weights", locked(weights, dtype))
        object.__setattr__(self, "biases", locked(biases, dtype))

    @property
    def fan_in(self) -> int:
        """Number of inputs of each neuron."""
        return int(self.weights.shape[1])

    @property
    def fan_out(self) -> int:
        """Number of neurons."""
        return int(self.weights.shape[0])

    @property
    def dtype(self) -> np.dtype[Any]:
        """Element type of weights and biases."""
        return self.weights.dtype

    def astype(self, dtype: DTypeLike) -> Layer:
        """Convert to another precision.

        Parameters
        ----------
        dtype
            32- or 64-bit floats.
        """
        if self.dtype == dtype:
            return self
        return Layer(self.weights.astype(dtype), self.biases.astype(dtype), self.activation)


def _check_dimensions(name: str, array: np.ndarray[Any, Any], dimensions: int) -> None:
    """Refuse an array with another number of axes, or an empty one."""
    if array.ndim != dimensions or array.size == 0:
        message = f"{name} must have {dimensions} axes and not be empty, got shape {array.shape}"
        raise WeightsError(message)


def _check_numbers(name: str, array: np.ndarray[Any, Any]) -> None:
    """Refuse all but finite 32- or 64-bit floats."""
    if array.dtype not in (np.float32, np.float64):
        message = f"{name} must be float32 or float64, got {array.dtype}"
        raise WeightsError(message)
    if not np.isfinite(array).all():
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        message = f"{name} must be finite, got {array[index]} at {list(index)}"
        raise WeightsError(message)

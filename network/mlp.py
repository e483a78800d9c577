"""The network itself: a multilayer perceptron."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from network.errors import WeightsError
from network.frozen import FrozenRecord
from network.input_preparation import InputPreparation

if TYPE_CHECKING:
    from numpy.typing import DTypeLike

    from network.layers import Layer


NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER = re.compile(r"(\d{1,9})(\.0+)?")


@dataclass(frozen=True, eq=False)
class MLP(FrozenRecord):
    """A multilayer perceptron: layers, each fed by the one before.

    Attributes
    ----------
    layers
        From the first that computes to the last; the inputs are not among them.
    preparation
        How the ink of a picture becomes the inputs.
    labels
        Name of the class that each output stands for; by default its index.

    Raises
    ------
    WeightsError
        If there are no layers, if one does not fit the one before, or if the preparation or the
        labels don't fit the layers.
    """

    layers: tuple[Layer, ...]
    preparation: InputPreparation = field(default_factory=InputPreparation)
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that every layer fits the one before, and the rest fits the layers."""
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
        self._check_preparation()
        labels = tuple(map(str, self.labels)) or self._indices
        object.__setattr__(self, "labels", labels)
        if len(set(labels)) != len(labels) or len(labels) != self.layer_sizes[-1]:
            message = (
                f"labels must be {self.layer_sizes[-1]} different names, one an output,"
                f" got {', '.join(labels)}"
            )
            raise WeightsError(message)

    def _check_preparation(self) -> None:
        for name in ("scale", "offset"):
            array = getattr(self.preparation, name)
            if array.ndim and array.size != self.layer_sizes[0]:
                message = (
                    f"input {name} must be one number or {self.layer_sizes[0]}, one an input,"
                    f" got {array.size}"
                )
                raise WeightsError(message)

    @property
    def _indices(self) -> tuple[str, ...]:
        return tuple(map(str, range(self.layers[-1].fan_out)))

    @property
    def has_named_classes(self) -> bool:
        """Whether the labels are more than the indices of the outputs."""
        return self.labels != self._indices

    def output_of_digit(self, digit: int) -> int | None:
        """Index of the output whose label means a digit (`7`, `7.0`, `seven`), None if none does.

        Outputs without names stand for digits only if there are enough of them.
        """
        if not self.has_named_classes and len(self.labels) < len(NUMERALS):
            return None
        meant = (i for i, label in enumerate(self.labels) if digit_meant_by(label) == digit)
        return next(meant, None)

    @property
    def reads_digits(self) -> bool:
        """Whether two outputs or more stand for digits, so that answers can be right or wrong."""
        meant = (self.output_of_digit(digit) for digit in range(len(NUMERALS)))
        return sum(output is not None for output in meant) > 1

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
        return replace(self, layers=tuple(layer.astype(dtype) for layer in self.layers))


def digit_meant_by(label: str) -> int | None:
    """The number that a label means, None if it means none."""
    name = label.strip().lower()
    if name in NUMERALS:
        return NUMERALS.index(name)
    number = _NUMBER.fullmatch(name)
    return int(number[1]) if number else None

"""The record of everything that a forward pass computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.arrays import FloatArray, IntegerArray


@dataclass(frozen=True, eq=False)
class LayerTrace(FrozenRecord):
    """What happened in one layer.

    Attributes
    ----------
    inputs
        Shape `(..., fan_in)`, where `...` are the batch axes, if any.
    weights
        Shape `(fan_out, fan_in)`.
    biases
        Shape `(fan_out,)`.
    pre_activations
        Weighted sums plus biases, shape `(..., fan_out)`.
    activations
        Shape `(..., fan_out)`.
    """

    inputs: FloatArray
    weights: FloatArray
    biases: FloatArray
    pre_activations: FloatArray
    activations: FloatArray

    @property
    def contributions(self) -> FloatArray:
        """Every weight times its input, shape `(..., fan_out, fan_in)`.

        Computed on request: for a batch it is large.
        """
        return locked(self.weights * self.inputs[..., None, :])

    @property
    def negative_shares(self) -> FloatArray:
        """How much of what comes into each neuron, by size, is negative, shape `(..., fan_out)`.

        It is 0 where nothing comes in.
        """
        contributions = self.contributions
        sizes = np.abs(contributions).sum(axis=-1)
        return locked(-np.minimum(contributions, 0).sum(axis=-1) / np.where(sizes == 0, 1, sizes))

    def running_sums(self, neuron: int, order: Sequence[int] | IntegerArray) -> FloatArray:
        """Add up the contributions to one neuron, one after another, from zero.

        Parameters
        ----------
        order
            Indices of inputs, in the order of adding; shape `(steps,)`.

        Returns
        -------
        The sum after every step, shape `(..., steps)`; the bias is not in it.

        Raises
        ------
        OptionError
            If there is no such neuron or no such input.
        """
        chosen = np.asarray(order, dtype=np.intp)
        _check_index("neuron", neuron, len(self.weights))
        if chosen.size:
            _check_index("input", int(chosen.min()), self.weights.shape[1])
            _check_index("input", int(chosen.max()), self.weights.shape[1])
        contributions = self.weights[neuron, chosen] * self.inputs[..., chosen]
        return locked(np.cumsum(contributions, axis=-1))


@dataclass(frozen=True, eq=False)
class ForwardTrace(FrozenRecord):
    """What happened in a whole network.

    Attributes
    ----------
    ink
        What the picture shows, from 0 to 1, shape `(..., layer_sizes[0])`, where `...` are the
        batch axes, if any.
    inputs
        What the network reads: the ink, prepared as the network was trained; the same shape.
    layers
        One record a layer, first to last.
    """

    ink: FloatArray
    inputs: FloatArray
    layers: tuple[LayerTrace, ...]

    @property
    def outputs(self) -> FloatArray:
        """Activations of the last layer, shape `(..., layer_sizes[-1])`."""
        return self.layers[-1].activations

    @property
    def answers(self) -> IntegerArray:
        """Index of the largest output for every input, shape `(...)`."""
        return locked(np.argmax(self.outputs, axis=-1))

    @property
    def answer(self) -> int:
        """Index of the largest output for a single input.

        Raises
        ------
        OptionError
            If the inputs are a batch.
        """
        if self.inputs.ndim != 1:
            message = f"answer needs a single input, got a batch of shape {self.inputs.shape}"
            raise OptionError(message)
        return int(self.answers)

    @property
    def loudest_dark_pixel(self) -> int | None:
        """The pixel without ink that is read as the number farthest from 0, None if all are 0.

        Raises
        ------
        OptionError
            If the inputs are a batch.
        """
        if self.inputs.ndim != 1:
            raise OptionError(f"expected a single input, got a batch of {self.inputs.shape}")
        heard = np.where(self.ink == 0, np.abs(self.inputs), 0)
        return int(np.argmax(heard)) if heard.any() else None

    @property
    def dtype(self) -> np.dtype[Any]:
        """Element type of everything computed."""
        return self.outputs.dtype


def _check_index(name: str, index: int, count: int) -> None:
    """Refuse an index outside 0 .. count - 1."""
    if not 0 <= index < count:
        message = f"{name} must be between 0 and {count - 1}, got {index}"
        raise OptionError(message)

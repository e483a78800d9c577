"""The weighted sums of a layer: term by term, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.arrays import FloatArray, IntegerArray
    from network.layers import Layer
    from network.trace import ForwardTrace, LayerTrace


@dataclass(frozen=True, eq=False)
class WeightedSum(FrozenRecord):
    """The terms of one neuron's sum, in the order in which they are added.

    Attributes
    ----------
    neuron
        Whose sum it is, counted from 0.
    order
        Which input is added when, shape `(fan_in,)`.
    terms
        What each of them adds, in that order, shape `(fan_in,)`.
    sums
        The sum after every step, shape `(fan_in,)`. The bias is not in it: the last sum and the
        bias make the pre-activation.
    """

    neuron: int
    order: IntegerArray
    terms: FloatArray
    sums: FloatArray

    @property
    def term_count(self) -> int:
        """Number of terms that are not zero."""
        return int(np.count_nonzero(self.terms))

    @property
    def upward_sums(self) -> FloatArray:
        """Sum of the positive terms after every step, shape `(fan_in,)`."""
        return locked(np.cumsum(np.maximum(self.terms, 0)))

    @property
    def downward_sums(self) -> FloatArray:
        """Sum of the negative terms after every step, shape `(fan_in,)`."""
        return locked(np.cumsum(np.minimum(self.terms, 0)))

    @property
    def upward(self) -> IntegerArray:
        """Inputs whose terms are positive, in their order."""
        return locked(self.order[self.terms > 0])

    @property
    def downward(self) -> IntegerArray:
        """Inputs whose terms are negative, in their order."""
        return locked(self.order[self.terms < 0])


def weighted_sum(layer: LayerTrace, neuron: int, first: Sequence[int] = ()) -> WeightedSum:
    """Add up what reaches one neuron, the largest magnitudes first; among equals, the first inputs.

    Parameters
    ----------
    neuron
        Which neuron of the layer, from 0.
    first
        Inputs that are added before all others.

    Raises
    ------
    OptionError
        If the trace is that of a batch, if there is no such neuron, or if `first` names no input or
        one twice.
    """
    _check_single(layer)
    if not 0 <= neuron < len(layer.weights):
        message = f"neuron must be between 0 and {len(layer.weights) - 1}, got {neuron}"
        raise OptionError(message)
    contributions = layer.contributions[neuron]
    largest = np.argsort(-np.abs(contributions), kind="stable")
    order = np.array([*first, *(i for i in largest if i not in set(first))], dtype=np.intp)
    if not np.array_equal(np.sort(order), np.arange(len(contributions))):
        message = f"first must name each input once at most, got {list(first)}"
        raise OptionError(message)
    return WeightedSum(neuron, order, contributions[order], layer.running_sums(neuron, order))


def largest_dark_weight(trace: ForwardTrace, neuron: int) -> int | None:
    """Find the pixel without ink that has the largest weight; None if there is ink everywhere.

    Parameters
    ----------
    neuron
        Which neuron of the first layer, from 0.

    Raises
    ------
    OptionError
        If the trace is that of a batch.
    """
    layer = trace.layers[0]
    _check_single(layer)
    is_dark = trace.ink == 0
    return (
        int(np.where(is_dark, layer.weights[neuron], -np.inf).argmax()) if is_dark.any() else None
    )


@dataclass(frozen=True, eq=False)
class OtherBiases(FrozenRecord):
    """One neuron with biases that are not its own, its weighted sum being the same.

    Attributes
    ----------
    weighted_sum
        Without a bias.
    sums, activations
        With each of the biases, shape `(biases,)`.
    """

    weighted_sum: float
    sums: FloatArray
    activations: FloatArray


def with_other_biases(
    layer: LayerTrace, activation: str, neuron: int, biases: FloatArray
) -> OtherBiases:
    """Compute what a neuron would hold with other biases; the other neurons keep theirs.

    Raises
    ------
    OptionError
        If the trace is that of a batch.
    """
    _check_single(layer)
    own = float(layer.pre_activations[neuron] - layer.biases[neuron])
    rows = np.repeat(layer.pre_activations[np.newaxis], len(biases), axis=0)
    rows[:, neuron] = own + biases
    activations = activation_function(activation).function(rows)[:, neuron]
    return OtherBiases(own, rows[:, neuron], activations)


def _check_single(layer: LayerTrace) -> None:
    """Refuse the trace of a batch."""
    if layer.inputs.ndim != 1:
        message = f"layer must be traced for a single input, got a batch of {layer.inputs.shape}"
        raise OptionError(message)


@dataclass(frozen=True, eq=False)
class RowProducts(FrozenRecord):
    """Every row of a matrix times one column, with the sums on the way.

    Attributes
    ----------
    order
        Which column of the matrix was added when, shape `(fan_in,)`.
    running_sums
        Sum of each row after every term in that order, shape `(fan_out, fan_in)`.
    """

    order: IntegerArray
    running_sums: FloatArray

    @property
    def sums(self) -> FloatArray:
        """The product of matrix and column, without biases, shape `(fan_out,)`."""
        return locked(self.running_sums[:, -1])


def row_products(layer: LayerTrace, first: Sequence[int] = ()) -> RowProducts:
    """Multiply the weights of a layer with its inputs.

    Parameters
    ----------
    first
        Inputs whose terms are added first; the others follow in their natural order.

    Raises
    ------
    OptionError
        If the trace is of a batch, or if there is no such input.
    """
    if layer.inputs.ndim != 1:
        message = f"row products need a single input, got a batch of shape {layer.inputs.shape}"
        raise OptionError(message)
    fan_out, fan_in = layer.weights.shape
    order = np.array([*first, *(i for i in range(fan_in) if i not in set(first))], dtype=np.intp)
    if len(order) != fan_in:
        message = f"first must name each input once at most, got {list(first)}"
        raise OptionError(message)
    return RowProducts(order, np.stack([layer.running_sums(j, order) for j in range(fan_out)]))


LARGE_PERCENTILE = 99.5
"""All but a few weights of a neuron are smaller than what is called large."""


@dataclass(frozen=True, eq=False)
class WeightRows(FrozenRecord):
    """Sizes of the weights into each neuron of a layer.

    Attributes
    ----------
    norms
        Root of the sum of the squared weights, shape `(fan_out,)`.
    large
        Magnitude that all but half a percent of the weights stay below, shape `(fan_out,)`.
    """

    norms: FloatArray
    large: FloatArray

    def heaviest(self, count: int, *, but: int | None = None) -> tuple[int, ...]:
        """Choose the neurons with the largest weights, all weights of each together.

        Raises
        ------
        OptionError
            If less than none are wanted.
        """
        if count < 0:
            message = f"count must be 0 or more, got {count}"
            raise OptionError(message)
        order = (int(i) for i in np.argsort(-self.norms, kind="stable"))
        return tuple(sorted([neuron for neuron in order if neuron != but][:count]))


def weight_rows(layer: Layer) -> WeightRows:
    """Measure the weights into each neuron of a layer."""
    return WeightRows(
        norms=np.linalg.norm(layer.weights, axis=1),
        large=np.percentile(np.abs(layer.weights), LARGE_PERCENTILE, axis=1),
    )

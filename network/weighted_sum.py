"""The weighted sum of one neuron, added up term by term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.trace import LayerTrace


@dataclass(frozen=True, eq=False)
class WeightedSum(FrozenRecord):
    """
    The terms of one neuron's sum, the largest first.

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

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("order", "terms", "sums"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def term_count(self) -> int:
        """Number of terms that are not zero."""
        return int(np.count_nonzero(self.terms))

    @property
    def terms_left(self) -> IntegerArray:
        """How many terms other than zero are still to come after every step, `(fan_in,)`."""
        return locked(self.term_count - np.cumsum(self.terms != 0))


def weighted_sum(layer: LayerTrace, neuron: int) -> WeightedSum:
    """
    Add up what reaches one neuron, the largest magnitudes first; among equals, the first inputs.

    Parameters
    ----------
    layer
        Trace of a single input vector.
    neuron
        Which neuron of the layer, from 0.

    Raises
    ------
    OptionError
        If the trace is that of a batch, or if there is no such neuron.
    """
    _check_single(layer)
    if not 0 <= neuron < len(layer.weights):
        message = f"neuron must be between 0 and {len(layer.weights) - 1}, got {neuron}"
        raise OptionError(message)
    contributions = layer.contributions[neuron]
    order = np.argsort(-np.abs(contributions), kind="stable")
    return WeightedSum(neuron, order, contributions[order], layer.running_sums(neuron, order))


def most_contested_neuron(layer: LayerTrace) -> int:
    """
    Find the neuron with the most to weigh up: much that speaks for it and much against it.

    For each neuron the positive and the negative contributions are added apart; the one whose
    smaller side is largest is taken. Among equals it is the one with the larger other side, then
    the first.

    Parameters
    ----------
    layer
        Trace of a single input vector.

    Raises
    ------
    OptionError
        If the trace is that of a batch.
    """
    _check_single(layer)
    contributions = layer.contributions
    pros = np.maximum(contributions, 0).sum(axis=1)
    cons = -np.minimum(contributions, 0).sum(axis=1)
    return int(np.lexsort((-np.maximum(pros, cons), -np.minimum(pros, cons)))[0])


def _check_single(layer: LayerTrace) -> None:
    """Refuse the trace of a batch."""
    if layer.inputs.ndim != 1:
        message = f"layer must be traced for a single input, got a batch of {layer.inputs.shape}"
        raise OptionError(message)

"""A weight matrix times a column of activations, row by row and term by term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.arrays import FloatArray, IntegerArray
    from network.trace import LayerTrace


@dataclass(frozen=True, eq=False)
class RowProducts(FrozenRecord):
    """
    Every row of a matrix times one column, with the sums on the way.

    Attributes
    ----------
    order
        Which column of the matrix was added when, shape `(fan_in,)`.
    running_sums
        Sum of each row after every term in that order, shape `(fan_out, fan_in)`.
    """

    order: IntegerArray
    running_sums: FloatArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("order", "running_sums"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def sums(self) -> FloatArray:
        """The product of matrix and column, without biases, shape `(fan_out,)`."""
        return locked(self.running_sums[:, -1])


def row_products(layer: LayerTrace, first: Sequence[int] = ()) -> RowProducts:
    """
    Multiply the weights of a layer with its inputs.

    Parameters
    ----------
    layer
        Of the trace of a single input.
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

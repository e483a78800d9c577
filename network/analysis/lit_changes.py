"""Which hidden neurons are lit for one picture and not for another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.pixels import LIT
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.arrays import AnyArray
    from network.trace import ForwardTrace


@dataclass(frozen=True, eq=False)
class LitChanges(FrozenRecord):
    """Hidden neurons in two runs of a network.

    A neuron is lit if it has at least half of the largest activation in its layer.

    Attributes
    ----------
    is_changed
        Whether each is lit in just one of the runs, layer after layer, shape `(hidden neurons,)`.
    """

    is_changed: AnyArray

    @property
    def hidden(self) -> int:
        """Number of hidden neurons."""
        return len(self.is_changed)

    @property
    def changed(self) -> int:
        """How many of them are lit in just one of the runs."""
        return int(np.count_nonzero(self.is_changed))


def lit_changes(before: ForwardTrace, after: ForwardTrace) -> LitChanges:
    """Compare two runs of one network, each of a single input."""
    one, other = (_lit(trace) for trace in (before, after))
    return LitChanges(one != other)


def _lit(trace: ForwardTrace) -> NDArray[np.bool_]:
    hidden = [layer.activations for layer in trace.layers[:-1]]
    lit = [(each >= LIT * each.max()) & (each > 0) for each in hidden]
    return np.concatenate([np.zeros(0, bool), *lit])

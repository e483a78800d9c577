"""How many of some numbers fall where, and evenly spaced numbers for axes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray, IntegerArray

_MOST_STEPS = 4
"""Round numbers to each side of zero, at most: as many as a reader takes in."""


@dataclass(frozen=True, eq=False)
class Histogram(FrozenRecord):
    """Counts of numbers by bin.

    Attributes
    ----------
    counts
        How many numbers fall into each bin, shape `(bins,)`.
    edges
        Ascending, shape `(bins + 1,)`. A number on an edge falls into the bin above it, on the
        last edge into the last bin.
    total
        How many numbers there are, also outside all bins.
    """

    counts: IntegerArray
    edges: FloatArray
    total: int

    @property
    def shares(self) -> FloatArray:
        """Share of all numbers that falls into each bin, shape `(bins,)`."""
        return locked(self.counts / self.total)


def histogram(values: ArrayLike, edges: ArrayLike) -> Histogram:
    """Count numbers by bin.

    Parameters
    ----------
    values
        The numbers, any shape.
    edges
        Ascending edges of the bins.

    Raises
    ------
    OptionError
        If there are no numbers.
    """
    numbers = np.ravel(values)
    if numbers.size == 0:
        raise OptionError("histogram needs 1 or more values, got none")
    counts, bounds = np.histogram(numbers, np.asarray(edges, np.float64))
    return Histogram(counts, bounds, int(numbers.size))


def round_step(reach: float) -> float:
    """Choose the distance between the labelled numbers of an axis.

    Parameters
    ----------
    reach
        How far the axis must reach to each side of zero.

    Returns
    -------
    The smallest of 1, 2, 5, 10, 20, 50, ... (or of 0.1, 0.2, 0.5 and so on) of which four or
    fewer reach that far.

    Raises
    ------
    OptionError
        If the reach is not a positive number.
    """
    if not 0 < reach < math.inf:
        raise OptionError(f"reach must be positive, got {reach}")
    power = 10.0 ** math.floor(math.log10(reach / _MOST_STEPS))
    steps = (power * multiple for multiple in (1, 2, 5, 10))
    return next(step for step in steps if _MOST_STEPS * step >= reach)


@dataclass(frozen=True, eq=False)
class EvenTicks(FrozenRecord):
    """Numbers along an axis.

    Attributes
    ----------
    numbers
        Ascending, evenly spaced, shape `(ticks,)`.
    """

    numbers: FloatArray


def even_ticks(low: float, high: float, count: int) -> EvenTicks:
    """Space numbers evenly, both ends among them.

    Raises
    ------
    OptionError
        If the ends are not in order, or there is one number or none.
    """
    if not low < high or count <= 1:
        raise OptionError(f"expected low < high and 2 ticks or more, got {low}, {high}, {count}")
    return EvenTicks(np.linspace(low, high, count))

"""Evenly spaced numbers for the axes of plots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class EvenTicks(FrozenRecord):
    """
    Numbers along an axis.

    Attributes
    ----------
    numbers
        Ascending, evenly spaced, shape `(ticks,)`.
    """

    numbers: FloatArray

    def __post_init__(self) -> None:
        """Lock a copy of the numbers."""
        object.__setattr__(self, "numbers", locked(self.numbers))


def even_ticks(low: float, high: float, count: int) -> EvenTicks:
    """
    Space numbers evenly, both ends among them.

    Parameters
    ----------
    low, high
        The ends.
    count
        How many numbers.

    Returns
    -------
    The numbers.

    Raises
    ------
    OptionError
        If the ends are not in order, or there is one number or none.
    """
    if not low < high or count <= 1:
        raise OptionError(f"expected low < high and 2 ticks or more, got {low}, {high}, {count}")
    return EvenTicks(np.linspace(low, high, count))

"""What trainings reach that differ in nothing but their seed, and when one kind is ahead."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Callable

    from network.arrays import FloatArray

SEEDS = (1, 2, 3, 4, 5)
"""Of trainings that are compared, the same for each kind."""


def counted(on_progress: Callable[[int], None] | None) -> Callable[[], None]:
    """What to call after each training, so that whoever watches is told how many are done."""
    done = count(1)
    return lambda: on_progress(next(done)) if on_progress is not None else None


@dataclass(frozen=True, eq=False)
class Spread(FrozenRecord):
    """One number of each of several trainings, such as the share of right answers.

    Attributes
    ----------
    values
        In the order of the seeds, shape `(seeds,)`.
    """

    values: FloatArray

    @property
    def trainings(self) -> int:
        """How many there are."""
        return len(self.values)

    @property
    def mean(self) -> float:
        """Mean over all seeds."""
        return float(self.values.mean())

    @property
    def lowest(self) -> float:
        """The least of all seeds."""
        return float(self.values.min())

    @property
    def highest(self) -> float:
        """The largest of all seeds."""
        return float(self.values.max())

    @property
    def wrong(self) -> Spread:
        """Of shares of right answers: the shares of wrong ones."""
        return Spread(1 - self.values)

    def is_above(self, other: Spread) -> bool:
        """Whether even the lowest value is higher than the other's highest.

        If the two kinds were alike, five seeds each would give this once in 252 times.
        """
        return self.lowest > other.highest


@dataclass(frozen=True, eq=False)
class Band(FrozenRecord):
    """A curve for each of several trainings.

    Attributes
    ----------
    values
        A row a seed, shape `(seeds, points)`.
    """

    values: FloatArray

    @property
    def trainings(self) -> int:
        """How many there are."""
        return len(self.values)

    @property
    def mean(self) -> FloatArray:
        """Mean over all seeds, shape `(points,)`."""
        return locked(self.values.mean(axis=0), np.float64)

    @property
    def lowest(self) -> FloatArray:
        """Lower edge of the band, shape `(points,)`."""
        return locked(self.values.min(axis=0), np.float64)

    @property
    def highest(self) -> FloatArray:
        """Upper edge of the band, shape `(points,)`."""
        return locked(self.values.max(axis=0), np.float64)

    def at(self, point: int) -> Spread:
        """All seeds at one point, the last of which is -1."""
        return Spread(self.values[:, point])

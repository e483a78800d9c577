"""Which rows or columns of something large are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True)
class ShownIndices:
    """Which of `count` things are shown, and after how many of them dots stand for the others."""

    indices: tuple[int, ...]
    count: int
    dots_at: int = 0

    @property
    def is_elided(self) -> bool:
        """Whether some are left out."""
        return len(self.indices) < self.count

    @property
    def slots(self) -> int:
        """How many places are taken, that of the dots included."""
        return len(self.indices) + self.is_elided

    def slot(self, place: int) -> int:
        """The place of the shown thing at this position, the dots counted as well."""
        return place + (self.is_elided and place >= self.dots_at)

    def place_of(self, index: int) -> int:
        """Where an index stands among the shown ones; `ValueError` if it is not shown."""
        return self.indices.index(index)


def all_indices(count: int) -> ShownIndices:
    """All of so many things."""
    return ShownIndices(tuple(range(count)), count)


def end_indices(count: int, slots: int) -> ShownIndices:
    """The first ones and the last, dots between, in at most so many places."""
    if count <= slots:
        return all_indices(count)
    kept = max(slots - 1, 1)
    head = (kept + 1) // 2
    tail = range(count - (kept - head), count)
    return ShownIndices((*range(head), *tail), count, head)


def largest_indices(values: ArrayLike, slots: int, *, but_surely: int) -> ShownIndices:
    """Those with the largest values and this one, in their natural order, then dots."""
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.size <= slots:
        return all_indices(numbers.size)
    kept = max(slots - 1, 1)
    order = [but_surely, *(int(i) for i in np.argsort(-numbers, kind="stable"))]
    chosen = list(dict.fromkeys(order))[:kept]
    return ShownIndices(tuple(sorted(chosen)), numbers.size, kept)

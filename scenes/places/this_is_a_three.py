"""Where the parts of `ThisIsAThree` stand, in every shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scenes.layout import Stage, square

if TYPE_CHECKING:
    pass

OTHERS = 3
"""How many other hands write the digit."""
RIVALS = 2
"""How many other digits it is compared with: those that it shares most pixels with."""
LARGE, FIRST, PAIR, SMALL = 0.85, 0.48, 0.35, 0.22
"""Sides of the pictures, as shares of the stage's height: alone, compared, in a row."""
FIRST_ABOVE = 1.35
"""Side of the first picture above the others, in sides of theirs."""
GAP = 0.4
"""Between pictures, scene units."""
SHARE_HEIGHT = 0.55
"""Of the share under a picture, scene units."""


@dataclass(frozen=True)
class Compared:
    """Where pictures stand that are compared with the first one.

    Attributes
    ----------
    first
        The square of the first picture.
    others
        Those of the other hands, and after them those of the other digits.
    legend
        Room for what the shares mean.
    """

    first: Stage
    others: tuple[Stage, ...]
    legend: Stage

    @classmethod
    def on(cls, area: Stage) -> Compared:
        """Two rows of pictures: beside the first on a wide stage, and below it on any other."""
        return cls._beside(area) if area.is_wide else cls._below(area)

    @classmethod
    def _beside(cls, area: Stage) -> Compared:
        first, side = FIRST * area.height, PAIR * area.height
        lefts = np.linspace(area.left + first + 2 * GAP, area.right - side, OTHERS)
        rows = (area.top - side / 2, area.bottom + side / 4 + side / 2)
        *others, last = (square((x + side / 2, y, 0), side) for y in rows for x in lefts)
        return cls(square((area.left + first / 2, area.center[1], 0), first), tuple(others), last)

    @classmethod
    def _below(cls, area: Stage) -> Compared:
        columns = area.columns(*OTHERS * [1], gap=GAP)
        room = area.height - RIVALS * SHARE_HEIGHT - RIVALS * GAP
        side = min(columns[0].width, room / (RIVALS + FIRST_ABOVE))
        first = min(0.6 * area.width, room - RIVALS * side)
        low = area.bottom + SHARE_HEIGHT + side / 2
        high = low + side + GAP + SHARE_HEIGHT
        xs = [column.center[0] for column in columns]
        hands = [square((x, high, 0), side) for x in xs]
        digits = [square(((x + y) / 2, low, 0), side) for x, y in pairwise(xs)]
        top = square((hands[0].left + first / 2, area.top - first / 2, 0), first)
        legend = replace(top, left=top.right + GAP, right=hands[-1].right)
        return cls(top, (*hands, *digits), legend)

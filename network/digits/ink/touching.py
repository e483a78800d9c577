"""Whether one shape is two digits whose ink touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDEST_DIGIT = 1.3
"""Width over height."""
_NARROWEST_PAIR = 0.5
_SLANTS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.4)
_CONTACT = 1.15
"""Ink along a cut between two digits, in widths of the pen."""
_PIECE_HEIGHT = 0.88
_PIECE_SHARE = 0.25


def looks_like_two(is_digit: NDArray[np.bool_], pen: float) -> bool:
    """Whether a shape is wider than any digit, or falls into two as tall as itself by one cut.

    Parameters
    ----------
    is_digit
        The shape's pixels.
    pen
        Width of its usual line in pixels.
    """
    rows, columns = (np.flatnonzero(is_digit.any(axis)) for axis in (1, 0))
    height, width = int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1
    if width > _WIDEST_DIGIT * height:
        return True
    if width < _NARROWEST_PAIR * height:
        return False
    down, across = np.nonzero(is_digit)
    down = down - rows[0]
    return any(
        _falls_apart(down, np.round(across + slant * down).astype(int), height, pen)
        for slant in _SLANTS
    )


def _falls_apart(
    down: NDArray[np.int64], across: NDArray[np.int64], height: int, pen: float
) -> bool:
    """Whether a cut down the picture through little ink leaves two tall pieces."""
    columns = across - across.min()
    slanted = np.zeros((height + 1, columns.max() + 1), bool)
    slanted[down, columns] = True
    counts = slanted.sum(axis=0)
    runs = (slanted[:-1] & ~slanted[1:]).sum(axis=0)
    tops, bottoms = slanted.argmax(axis=0), height - slanted[-2::-1].argmax(axis=0)
    tops[counts == 0], bottoms[counts == 0] = height, 0
    left = np.maximum.accumulate(bottoms) - np.minimum.accumulate(tops)
    right = (np.maximum.accumulate(bottoms[::-1]) - np.minimum.accumulate(tops[::-1]))[::-1]
    share = np.cumsum(counts) / counts.sum()
    is_cut = (
        (runs <= 1)
        & (counts <= _CONTACT * pen)
        & (np.minimum(left, right) >= _PIECE_HEIGHT * height)
        & (np.minimum(share, 1 - share) >= _PIECE_SHARE)
    )
    return bool(is_cut.any())

"""One row of a picture, pixel by pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked
from network.picture_forms import form_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray, IntegerArray

FULLY_LIT = 0.95
"""A row shows all of the range if its brightest pixel has this share of the picture's brightest."""
LEVELS = 100
"""Two activations differ to the eye if they differ in hundredths."""


@dataclass(frozen=True, eq=False)
class RowScan(FrozenRecord):
    """
    What a cursor meets on its way along a row.

    Attributes
    ----------
    row
        Which row, from 0 at the top.
    pixels
        Indices of its pixels in the whole picture, left to right, shape `(side,)`.
    activations
        Ink of these pixels, from 0 to 1, same shape.
    """

    row: int
    pixels: IntegerArray
    activations: FloatArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("pixels", "activations"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def darkest(self) -> float:
        """The smallest activation of the row."""
        return float(self.activations.min())

    @property
    def brightest(self) -> float:
        """The largest activation of the row."""
        return float(self.activations.max())

    @property
    def lit(self) -> tuple[int, int]:
        """Columns of the first and the last pixel with ink; all of the row if there is none."""
        columns = np.flatnonzero(self.activations)
        return (int(columns[0]), int(columns[-1])) if columns.size else (0, self.pixels.size - 1)


def scan_row(inputs: ArrayLike, row: int | None = None) -> RowScan:
    """
    Take a row out of a picture.

    Parameters
    ----------
    inputs
        The picture, shape `(pixels,)`.
    row
        Which row; by default the one with the most ink, among equals the upper one.

    Returns
    -------
    The row.

    Raises
    ------
    OptionError
        If the picture is not square, or there is no such row.
    """
    picture = np.asarray(inputs)
    if picture.ndim != 1:
        raise OptionError(f"inputs must be a row of pixels, got shape {picture.shape}")
    side = form_of(picture.size).side
    grid = picture.reshape(side, side)
    chosen = int(np.argmax(grid.sum(axis=1))) if row is None else row
    if not 0 <= chosen < side:
        raise OptionError(f"row must be between 0 and {side - 1}, got {chosen}")
    return RowScan(chosen, chosen * side + np.arange(side), grid[chosen])


def most_varied_row(inputs: ArrayLike) -> int:
    """
    Choose the row on which a cursor meets most different activations.

    Parameters
    ----------
    inputs
        The picture, shape `(pixels,)`.

    Returns
    -------
    Among the rows that are as bright somewhere as the picture gets, the one with most different
    hundredths; among equals the one that goes up and down most, then the upper one.

    Raises
    ------
    OptionError
        If the picture is not square.
    """
    side = form_of(np.size(inputs)).side
    rows = [scan_row(inputs, row).activations for row in range(side)]
    brightest = max(float(row.max()) for row in rows)
    variety = [
        (
            float(row.max()) >= FULLY_LIT * brightest,
            np.unique(np.rint(LEVELS * row)).size,
            float(np.abs(np.diff(row)).sum()),
        )
        for row in rows
    ]
    return max(range(side), key=variety.__getitem__)

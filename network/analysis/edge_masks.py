"""Weights that a person would choose for a bright line, and the sums that they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.digits.image_format import MNIST_FORMAT
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from network.arrays import FloatArray, IntegerArray

EDGE_ROW = 13
EDGE_START, EDGE_END = 2, 26
"""Columns from the first pixel of the edge to the one behind its last: 24 pixels of 28."""
_SURROUND = -0.5
"""Above and below each one of the row: together they take back what it gives."""
_BLOB_SEMI_AXES = (9.0, 13.0)
PICTURES = ("line", "inverse", "half", "blob")


@dataclass(frozen=True, eq=False)
class HandMadeMasks(FrozenRecord):
    """Two masks made by hand, and pictures to try them on.

    Attributes
    ----------
    positive_mask
        1 for each of 24 pixels in a row, 0 elsewhere, shape `(pixels,)`; on another grid than
        28 x 28 as many as cover the same share of it.
    mask
        The same with a negative surround above and below; all weights add up to 0.
    names
        What each picture is, one of `PICTURES`.
    pictures
        Pixels 0 or 1, shape `(pictures, pixels)`.
    """

    positive_mask: FloatArray
    mask: FloatArray
    names: tuple[str, ...]
    pictures: FloatArray

    def index(self, name: str) -> int:
        """Find a picture.

        Raises
        ------
        OptionError
            If there is none of that name.
        """
        if name not in self.names:
            raise OptionError(f"picture must be one of {', '.join(self.names)}, got {name!r}")
        return self.names.index(name)


def positive_mask(side: int = MNIST_FORMAT.side) -> NDArray[np.float64]:
    """Return a mask of ones in a row, 24 of 28, else zeros, shape `(side * side,)`."""
    grid = np.zeros((side, side))
    grid[_edge_row(side), _scaled(EDGE_START, side) : _scaled(EDGE_END, side)] = 1.0
    return grid.ravel()


def edge_mask(side: int = MNIST_FORMAT.side) -> NDArray[np.float64]:
    """Build the mask that wants a bright line.

    Parameters
    ----------
    side
        Pixels in a row, and rows.

    Returns
    -------
    Shape `(side * side,)`, for 28 x 28: 24 ones in a row, and -0.5 above and below each of them, so
    that even light gives 0.
    """
    grid = positive_mask(side).reshape(side, side)
    for row in (_edge_row(side) - 1, _edge_row(side) + 1):
        grid[row, _scaled(EDGE_START, side) : _scaled(EDGE_END, side)] = _SURROUND
    return grid.ravel()


def solid_blob(side: int = MNIST_FORMAT.side) -> NDArray[np.float64]:
    """Return a filled ellipse that covers the whole mask, shape `(side * side,)`."""
    rows, columns = np.indices((side, side))
    tall, wide = (axis * side / MNIST_FORMAT.side for axis in _BLOB_SEMI_AXES)
    down = (rows - _edge_row(side)) / tall
    middle = (_scaled(EDGE_START, side) + _scaled(EDGE_END, side) - 1) / 2
    across = (columns - middle) / wide
    return np.asarray(down**2 + across**2 <= 1, np.float64).ravel()


def half_line(side: int = MNIST_FORMAT.side) -> NDArray[np.float64]:
    """Return the left half of the row of `positive_mask`, shape `(side * side,)`."""
    line = positive_mask(side)
    return np.asarray(line * (np.cumsum(line) <= line.sum() / 2), np.float64)


def hand_made_masks(side: int = MNIST_FORMAT.side) -> HandMadeMasks:
    """Make both masks and all pictures.

    Parameters
    ----------
    side
        Pixels in a row, and rows.
    """
    positive = positive_mask(side)
    pictures = np.stack([positive, 1 - positive, half_line(side), solid_blob(side)])
    return HandMadeMasks(positive, edge_mask(side), PICTURES, pictures)


def _edge_row(side: int) -> int:
    """Row of the edge, just above the middle."""
    return round((EDGE_ROW + 0.5) * side / MNIST_FORMAT.side - 0.5)


def _scaled(column: int, side: int) -> int:
    """Border between columns of 28, on another grid."""
    return round(column * side / MNIST_FORMAT.side)


@dataclass(frozen=True, eq=False)
class MaskSum(FrozenRecord):
    """How a weighted sum comes about.

    Attributes
    ----------
    products
        Weight times pixel, shape `(pixels,)`.
    order
        Pixels whose product isn't zero, the largest weight first, shape `(terms,)`; among equals
        the first pixel.
    sums
        The sum before the first term and after each, shape `(terms + 1,)`.
    """

    products: FloatArray
    order: IntegerArray
    sums: FloatArray

    @property
    def term_count(self) -> int:
        """Number of products that aren't zero."""
        return len(self.order)


def mask_sum(mask: ArrayLike, picture: ArrayLike) -> MaskSum:
    """Add up a picture's pixels, weighted by a mask.

    Parameters
    ----------
    mask, picture
        Shape `(pixels,)`.

    Raises
    ------
    OptionError
        If the two aren't as long as each other.
    """
    weights, pixels = np.asarray(mask, np.float64), np.asarray(picture, np.float64)
    if weights.ndim != 1 or weights.shape != pixels.shape:
        raise OptionError(f"picture must have the shape {weights.shape}, got {pixels.shape}")
    products = weights * pixels
    by_weight = np.argsort(-weights, kind="stable")
    order = by_weight[products[by_weight] != 0]
    return MaskSum(products, order, np.concatenate([[0.0], np.cumsum(products[order])]))

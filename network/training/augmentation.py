"""Small random shifts, turns and changes of size that make new training images of old ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from network.errors import OptionError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.arrays import FloatArray, IntegerArray

GROUP_SIZE = 64
"""Number of images, picked at random, that share one warp: drawing 60,000 would take minutes."""


def augment(
    images: FloatArray,
    rng: np.random.Generator,
    *,
    shift: float = 0.0,
    rotation: float = 0.0,
    scale: float = 0.0,
) -> FloatArray:
    """Warp every image a little.

    Parameters
    ----------
    images
        Square images, shape `(images, pixels)`.
    shift
        Largest shift along each axis, in pixels.
    rotation
        Largest turn either way, in degrees.
    scale
        Largest change of size, as a share: 0.1 for 0.9 to 1.1 times.

    Returns
    -------
    As many images of the same shape and type; without warps the images themselves.

    Raises
    ------
    OptionError
        If images that are to be warped are not square, or if a bound is negative.
    """
    if shift == rotation == scale == 0:
        return images
    side = math.isqrt(images.shape[-1])
    if images.ndim != 2 or side * side != images.shape[-1]:  # noqa: PLR2004 - images, pixels
        message = f"images must be rows of a square number of pixels, got shape {images.shape}"
        raise OptionError(message)
    if min(shift, rotation, scale) < 0:
        message = f"bounds of warps must be 0 or more, got {min(shift, rotation, scale)}"
        raise OptionError(message)
    warped = np.empty_like(images)
    order = rng.permutation(len(images))
    for start in range(0, len(images), GROUP_SIZE):
        group = order[start : start + GROUP_SIZE]
        warp = warp_matrix(
            side,
            shift=(rng.uniform(-shift, shift), rng.uniform(-shift, shift)),
            rotation=rng.uniform(-rotation, rotation),
            scale=1 + rng.uniform(-scale, scale),
        ).astype(images.dtype)
        warped[group] = (warp @ images[group].T).T
    return warped


def warp_matrix(
    side: int, *, shift: tuple[float, float], rotation: float, scale: float
) -> csr_array:
    """Build the matrix that warps an image, bilinear in its pixels.

    Parameters
    ----------
    side
        Pixels along an edge.
    shift
        Down and right, in pixels.
    rotation
        Counterclockwise about the middle, in degrees.

    Returns
    -------
    A sparse matrix of shape `(side * side, side * side)`; it fills up with zeros from outside.
    """
    middle = (side - 1) / 2
    rows, columns = np.divmod(np.arange(side * side), side)
    down, right = rows - middle - shift[0], columns - middle - shift[1]
    # The picture turns one way when every pixel looks up its color the other way.
    cosine = math.cos(math.radians(rotation)) / scale
    sine = math.sin(math.radians(rotation)) / scale
    return _bilinear_matrix(
        side, cosine * down + sine * right + middle, cosine * right - sine * down + middle
    )


def _bilinear_matrix(side: int, rows: FloatArray, columns: FloatArray) -> csr_array:
    """Matrix that reads an image at the given places."""
    top, left = np.floor(rows).astype(np.intp), np.floor(columns).astype(np.intp)
    values, sources = [], []
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        closeness = (1 - np.abs(top + row - rows)) * (1 - np.abs(left + column - columns))
        inside = _is_inside(top + row, side) & _is_inside(left + column, side)
        values.append(closeness * inside)
        sources.append(np.where(inside, (top + row) * side + left + column, 0))
    data, indices = np.stack(values, axis=1).ravel(), np.stack(sources, axis=1).ravel()
    starts = np.arange(0, data.size + 1, 4)
    return csr_array((data, indices, starts), shape=(len(rows), side * side))


def _is_inside(indices: IntegerArray, side: int) -> NDArray[np.bool_]:
    """Whether an index lies on an edge of `side` pixels."""
    return (indices >= 0) & (indices < side)

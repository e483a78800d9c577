"""Light blurred, for its glow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEP = 4
"""A blur has no detail: it is computed on squares of so many pixels."""
OFFSETS = tuple(np.float32((place + 0.5) / STEP - 0.5) for place in range(STEP))
"""How far from the middle of a square the middles of its pixels are, in squares."""


def blurred(light: NDArray[np.float32], deviation: float) -> NDArray[np.float32]:
    """Light of shape (height, width) blurred by a Gaussian.

    The standard deviation must be several pixels: less is not seen at this resolution.
    """
    height, width = light.shape
    squares = np.asarray(Image.fromarray(light).reduce(STEP))
    soft = gaussian_filter(squares, deviation / STEP, truncate=3)
    return enlarged(soft)[:height, :width]


def enlarged(squares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Enlarge a picture four times, bilinear; beyond the last middles nothing changes.

    As the factor is fixed, the shares are known: this takes a third of a general resize's time.
    """
    height, width = squares.shape
    across = np.empty((height, width, STEP), np.float32)
    edge = np.pad(squares, ((0, 0), (1, 1)), mode="edge")
    _lay_between(edge[:, :-2], squares, edge[:, 2:], np.moveaxis(across, 2, 0))
    wide = across.reshape(height, STEP * width)
    down = np.empty((height, STEP, STEP * width), np.float32)
    edge = np.pad(wide, ((1, 1), (0, 0)), mode="edge")
    _lay_between(edge[:-2], wide, edge[2:], np.moveaxis(down, 1, 0))
    return down.reshape(STEP * height, STEP * width)


def _lay_between(
    before: NDArray[np.float32],
    squares: NDArray[np.float32],
    after: NDArray[np.float32],
    places: NDArray[np.float32],
) -> None:
    """Write the pixels of every square, first to last, each a mixture with the nearer neighbor."""
    for place, offset in zip(places, OFFSETS, strict=True):
        beside = before if offset < 0 else after
        np.add(squares * (1 - abs(offset)), beside * abs(offset), out=place)

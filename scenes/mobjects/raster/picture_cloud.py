"""Many small pictures, each lit or dark, that travel."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.stage import theme

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.mobjects.raster.raster_mobject import Canvas
    from scenes.subject.sourced import SourcedArray

PAPER = 0.34
"""How bright the paper of a picture is beside its ink, if that is white; else it is darker."""
BORDER = 9
"""One row of so many is left out at each edge: handwritten digits have a wide border."""
DARK, LIT = 0.6 * np.array(theme.rgb(theme.RULE)), np.array(theme.rgb(theme.TEXT))


class PictureCloud(PixelCloud):
    """Small square pictures; the color of each is that of its ink.

    Parameters
    ----------
    pictures
        Their pixels 0..1, shape (pictures, pixels), or (pixels,) of a single one.
    centers
        Shape (pictures, 3).
    side
        Of each of them.
    """

    def __init__(self, pictures: SourcedArray, centers: ArrayLike, *, side: float) -> None:
        pixels = np.atleast_2d(pictures.values)
        super().__init__(centers, sides=side, colors=np.tile(DARK, (len(pixels), 1)))
        rows = math.isqrt(pixels.shape[1])
        grids = pixels.reshape(len(self.points), rows, -1).astype(np.float32)
        high, wide = (slice(n // BORDER, n - n // BORDER) for n in grids.shape[1:])
        self.grids = grids[:, high, wide]
        self.fills = (pictures,)

    def light(self, shares: NDArray[np.float64]) -> Self:
        """Let each be dark (0), lit (1), or in between."""
        self.colors = DARK + shares[:, np.newaxis] * (LIT - DARK)
        return self

    def draw(self, canvas: Canvas) -> None:
        """Lay every picture over the frame, to a part of a pixel where it slides."""
        size = max(1, round(float(self.sides[0]) * canvas.scale))
        corners = canvas.to_pixels(self.points) - size / 2
        whole = np.floor(corners[:, 0]).astype(int)
        part = (corners[:, 0] - whole).astype(np.float32)[:, np.newaxis, np.newaxis]
        tops = np.rint(corners[:, 1]).astype(int)
        alphas = (255 * self.opacity * self.alphas).astype(np.float32)
        seen = (alphas >= 1) & (tops > -size) & (tops < canvas.height)
        seen &= (whole > -size - 1) & (whole < canvas.width)
        if not seen.any():
            return
        paper = (np.float32(PAPER) * self.colors.max(axis=1).astype(np.float32))[:, None, None]
        ink = paper + (1 - paper) * _resized(self.grids, size)
        light, cover = (
            (1 - part) * np.pad(each, ((0, 0), (0, 0), (0, 1)))
            + part * np.pad(each, ((0, 0), (0, 0), (1, 0)))
            for each in (ink, np.ones_like(ink))
        )
        for i in np.flatnonzero(seen):
            rows, down = _within(tops[i], size, canvas.height)
            columns, across = _within(whole[i], size + 1, canvas.width)
            picture = np.empty((size, size + 1, 4), dtype=np.float32)
            picture[..., :3] = light[i, ..., np.newaxis] * self.colors[i].astype(np.float32)
            picture[..., 3] = cover[i]
            picture *= alphas[i]
            shown = (picture[down, across] + np.float32(0.5)).astype(np.uint8)
            canvas.lay(rows, columns, np.ascontiguousarray(shown))


def _within(start: int, size: int, end: int) -> tuple[slice, slice]:
    """What of a picture is on a frame that has so many pixels: in the frame, and in the picture."""
    first, last = max(int(start), 0), min(int(start) + size, end)
    return slice(first, last), slice(first - int(start), last - int(start))


def _resized(grids: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Pictures, shape (n, rows, columns), with so many rows and columns: means of areas."""
    down, across = (_means(count, size) for count in grids.shape[1:])
    return np.asarray(down @ grids @ across.T)


@lru_cache
def _means(count: int, size: int) -> NDArray[np.float32]:
    """How much of each of `size` equal parts lies in each of `count`, shape (size, count)."""
    ends = np.arange(size + 1) * count / size
    cells = np.arange(count)
    shared = np.minimum(ends[1:, np.newaxis], cells + 1) - np.maximum(ends[:-1, np.newaxis], cells)
    return np.asarray(np.clip(shared, 0, None) * size / count, np.float32)

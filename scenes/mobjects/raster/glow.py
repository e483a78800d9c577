"""Soft light around points."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from scenes.mobjects.raster.raster_mobject import Canvas, RasterMobject, mask
from scenes.stage.theme import rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

REACH = 3.0
"""How far a light is drawn, in standard deviations."""


class Glow(RasterMobject):
    """Light that falls off smoothly around each of some points; where two meet, they add up.

    `spread` is the standard deviation around a point, in scene units; `levels`, shape (n,), says
    how brightly each shines, 0..1, and is 0 at first.
    """

    animated: ClassVar[Sequence[str]] = ("levels",)
    is_light = True

    def __init__(self, centers: ArrayLike, *, color: str, spread: float) -> None:
        super().__init__(centers)
        self.color = rgb(color)
        self.spread = spread
        self.levels: NDArray[np.float64] = np.zeros(len(self.points))

    def shine(self, levels: ArrayLike) -> Self:
        """Let each point shine so brightly; `glow.animate.shine(...)` glides."""
        self.levels = np.asarray(levels, dtype=np.float64)
        return self

    def draw(self, canvas: Canvas) -> None:
        """Lay the light over what is there; it saturates instead of being clipped."""
        if not self.levels.any():
            return
        centers = canvas.to_pixels(self.points)
        spread = self.spread * canvas.scale
        rows = _span(centers[:, 1], spread, canvas.height)
        columns = _span(centers[:, 0], spread, canvas.width)
        down = np.stack([_bell(rows, y, spread) for y in centers[:, 1]], axis=1)
        across = np.stack([_bell(columns, x, spread) for x in centers[:, 0]])
        light = (down * self.levels.astype(np.float32)) @ across
        covered = 255 * self.opacity * (1 - np.exp(-light))
        canvas.lay_color(rows, columns, self.color, mask(covered, columns))


def _span(centers: NDArray[np.float64], spread: float, size: int) -> slice:
    """The rows or columns of the frame that the light reaches."""
    low, high = centers.min() - REACH * spread, centers.max() + REACH * spread
    return slice(max(0, int(low)), max(0, min(size, int(high) + 1)))


def _bell(pixels: slice, center: float, spread: float) -> NDArray[np.float32]:
    distances = np.arange(pixels.start, pixels.stop) + 0.5 - center
    return np.exp(-0.5 * (distances / spread) ** 2).astype(np.float32)

"""Many small squares or discs that travel: pixels that become neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from scenes.mobjects.raster.raster_mobject import Canvas, RasterMobject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.subject.sourced import Sourced, SourcedArray

PIXELS_AT_ONCE = 1 << 20
"""Pixels around sprites that are looked at in one go."""


class PixelCloud(RasterMobject):
    """Small rounded squares, each with its own place, size, color and opacity.

    Where two overlap, the brighter one shows, as with light. The centers are the mobject's points,
    so every path animation moves them. `sides` may be one number for all. `roundness` is 0 for
    squares and 1 for discs; `rim` is the brightness of a thin rim that makes a black disc visible.
    """

    animated: ClassVar[Sequence[str]] = ("sides", "heights", "colors", "roundness", "rim", "alphas")

    def __init__(
        self,
        centers: ArrayLike,
        *,
        sides: ArrayLike,
        colors: ArrayLike,
        roundness: float = 0.0,
        rim: float = 0.0,
        sources: SourcedArray | None = None,
    ) -> None:
        super().__init__(centers)
        count = len(self.points)
        self.sides: NDArray[np.float64] = np.broadcast_to(np.asarray(sides, float), (count,)).copy()
        self.heights: NDArray[np.float64] = self.sides.copy()
        self.colors: NDArray[np.float64] = np.array(colors, dtype=np.float64).reshape(count, 3)
        self.alphas: NDArray[np.float64] = np.ones(count)
        self.roundness = roundness
        self.rim = rim
        self.fills: tuple[Sourced | SourcedArray, ...] = () if sources is None else (sources,)

    def place(
        self,
        centers: ArrayLike | None = None,
        *,
        sides: ArrayLike | None = None,
        heights: ArrayLike | None = None,
        colors: ArrayLike | None = None,
        alphas: ArrayLike | None = None,
        roundness: float | None = None,
        rim: float | None = None,
    ) -> Self:
        """Give all of them a new place or look; what is None stays."""
        count = len(self.points)
        if centers is not None:
            self.points = np.array(centers, dtype=np.float64).reshape(count, 3)
        if sides is not None:
            self.sides = np.broadcast_to(np.asarray(sides, float), (count,)).copy()
            self.heights = self.sides.copy()
        if heights is not None:
            self.heights = np.broadcast_to(np.asarray(heights, float), (count,)).copy()
        if colors is not None:
            self.colors = np.array(colors, dtype=np.float64).reshape(count, 3)
        if alphas is not None:
            self.alphas = np.broadcast_to(np.asarray(alphas, float), (count,)).copy()
        self.roundness = self.roundness if roundness is None else roundness
        self.rim = self.rim if rim is None else rim
        return self

    def draw(self, canvas: Canvas) -> None:
        """Write every sprite by its distance field, with antialiased edges."""
        half_sides = np.maximum(np.stack([self.sides, self.heights]) * canvas.scale / 2, 0.4)
        centers = canvas.to_pixels(self.points)
        beyond = np.abs(centers - (canvas.width / 2, canvas.height / 2)) - half_sides.T - 1
        seen = np.flatnonzero((beyond < (canvas.width / 2, canvas.height / 2)).all(axis=1))
        step = max(1, PIXELS_AT_ONCE // int(4 * (half_sides.max(axis=1) + 2).prod()))
        for first in range(0, len(seen), step):
            self._draw(canvas, seen[first : first + step], centers, half_sides.astype(np.float32))

    def _draw(
        self,
        canvas: Canvas,
        which: NDArray[np.intp],
        centers: NDArray[np.float64],
        half_sides: NDArray[np.float32],
    ) -> None:
        centers, (half_widths, half_heights) = centers[which], half_sides[:, which]
        corner = np.floor(centers).astype(np.int64)
        xs = np.arange(-(across := int(half_widths.max()) + 2), across + 1)
        ys = np.arange(-(up := int(half_heights.max()) + 2), up + 1)
        # Distance of every pixel's middle from the sprite's edge: shape (n, ys, xs).
        middle = (corner + 0.5 - centers).astype(np.float32)
        radius = np.float32(self.roundness) * np.minimum(half_widths, half_heights)
        ex = np.abs(middle[:, :1] + xs.astype(np.float32)) - (half_widths - radius)[:, np.newaxis]
        ey = np.abs(middle[:, 1:] + ys.astype(np.float32)) - (half_heights - radius)[:, np.newaxis]
        distance = _distance(ex[:, np.newaxis, :], ey[:, :, np.newaxis])
        distance -= radius[:, np.newaxis, np.newaxis]
        rows, columns = corner[:, 1:] + ys, corner[:, :1] + xs
        height, width = canvas.height, canvas.width
        touched = distance < 0.5
        touched &= ((rows >= 0) & (rows < height))[:, :, np.newaxis]
        touched &= ((columns >= 0) & (columns < width))[:, np.newaxis, :]
        counts = np.count_nonzero(touched, axis=(1, 2))
        edge = distance[touched]
        places = (rows[:, :, np.newaxis] * width + columns[:, np.newaxis, :])[touched]
        cover = np.minimum(np.float32(0.5) - edge, 1)
        cover *= np.repeat((self.opacity * self.alphas[which]).astype(np.float32), counts)
        cover *= 255
        ring = None
        if self.rim > 0:
            thin = np.repeat(np.minimum(half_widths, half_heights), counts)
            ring = self._ring(thin, edge, canvas.scale)
        reach = np.stack([half_heights, half_widths], axis=1).astype(np.int64) + 1
        flat = canvas.flat(corner[:, ::-1] - reach, corner[:, ::-1] + reach)
        brightest = np.zeros(len(edge), dtype=np.uint8)
        for channel, color in enumerate(self.colors[which].astype(np.float32).T):
            light = np.repeat(color, counts)
            if ring is not None:
                np.maximum(light, ring, out=light)
            light *= cover
            light += np.float32(0.5)
            values = light.astype(np.uint8)
            np.maximum(brightest, values, out=brightest)
            np.maximum.at(flat[:, channel], places, values)
        np.maximum.at(flat[:, 3], places, brightest)

    def _ring(
        self, half_sides: NDArray[np.float32], edge: NDArray[np.float32], scale: float
    ) -> NDArray[np.float32]:
        """Brightness of the rim at this distance from the edge; no rim fits into a thin sprite."""
        width = np.float32(max(0.75, 0.008 * scale))
        room = np.clip(half_sides / width - 1, 0, 1)
        ring = np.clip(1 - np.abs(edge + width / 2) / width, 0, 1)
        return np.asarray(self.rim * room * ring, dtype=np.float32)


def _distance(ex: NDArray[np.float32], ey: NDArray[np.float32]) -> NDArray[np.float32]:
    outside = np.square(np.maximum(ex, 0)) + np.square(np.maximum(ey, 0))
    np.sqrt(outside, out=outside)
    outside += np.minimum(np.maximum(ey, ex), 0)
    return outside

"""A picture of values as a grid of square cells: an image, a mask of weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from manim import Square

from scenes.mobjects.raster.raster_mobject import Canvas, RasterMobject, blend
from scenes.stage import theme
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.subject.sourced import Sourced, SourcedArray

OPACITY = 3
"""The channel of a pixel that is no color."""


class PixelGrid(RasterMobject):
    """A grid of square cells, each of one color; `side` is the grid's height.

    `grid.animate.set_colors(...)` glides.
    """

    animated: ClassVar[Sequence[str]] = ("colors", "weights_of_cells")

    def __init__(
        self, colors: ArrayLike, *, side: float, sources: SourcedArray | None = None
    ) -> None:
        self.colors: NDArray[np.float64] = np.asarray(colors, dtype=np.float64)
        rows, columns = self.colors.shape[:2]
        self.weights_of_cells: NDArray[np.float64] = np.ones((rows, columns))
        half = side / 2 * np.array([columns / rows, 1.0])
        super().__init__(
            [
                [-half[0], half[1], 0],
                [half[0], half[1], 0],
                [-half[0], -half[1], 0],
                [half[0], -half[1], 0],
            ]
        )
        self.fills: tuple[Sourced | SourcedArray, ...] = () if sources is None else (sources,)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.colors.shape[0], self.colors.shape[1]

    def set_colors(self, colors: ArrayLike, sources: SourcedArray | None = None) -> Self:
        """Give every cell a new color."""
        self.colors = np.asarray(colors, dtype=np.float64).reshape(self.colors.shape)
        if sources is not None:
            self.fills = (sources,)
        return self

    def show_image(self, image: SourcedArray) -> Self:
        """Show values 0..1, one a cell row by row, as light."""
        return self.set_colors(gray(image.values), image)

    def set_cell_weights(self, weights: ArrayLike) -> Self:
        """Dim cells: 1 shows a cell fully, 0 hides it."""
        self.weights_of_cells = np.asarray(weights, dtype=np.float64).reshape(self.shape)
        return self

    @property
    def cell_side(self) -> float:
        """Side of one cell in scene units."""
        return float(np.linalg.norm(self.points[0] - self.points[2])) / self.shape[0]

    def cell_center(self, row: int, column: int) -> NDArray[np.float64]:
        """Where the middle of a cell is, shape (3,)."""
        rows, columns = self.shape
        right = (self.points[1] - self.points[0]) * (column + 0.5) / columns
        down = (self.points[2] - self.points[0]) * (row + 0.5) / rows
        return np.asarray(self.points[0] + right + down)

    def cell_centers(self) -> NDArray[np.float64]:
        """Middles of all cells, row by row, shape (rows * columns, 3)."""
        rows, columns = self.shape
        return np.array([self.cell_center(r, c) for r in range(rows) for c in range(columns)])

    def cell_frame(self, row: int, column: int, color: str) -> Square:
        """A thin square around one cell."""
        frame = Square(self.cell_side * 1.25, color=color, stroke_width=3)
        frame.move_to(self.cell_center(row, column))
        return frame

    def draw(self, canvas: Canvas) -> None:
        """Write every cell as a block of pixels: whole ones, unless the view is not at home."""
        if canvas.is_home:
            self._draw_whole_pixels(canvas)
        else:
            self._draw_soft_edges(canvas)

    def _draw_soft_edges(self, canvas: Canvas) -> None:
        xs, ys = self._edges(canvas)
        rows, columns = _span(ys, canvas.height), _span(xs, canvas.width)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
        alphas = self.opacity * self.weights_of_cells
        clear = np.float32(1) - _means(ys, xs, rows, columns, alphas)
        # Below cells that are opaque, only the soft edges show anything.
        parts = _rim(clear.shape) if (alphas == 1).all() else [np.s_[:, :]]
        pixels = canvas.part(rows, columns)
        known: dict[bytes, NDArray[np.floating]] = {}
        for channel in range(4):
            light = self.colors[..., channel] if channel < OPACITY else np.float64(1)
            cells = 255 * light * alphas
            if cells.tobytes() not in known:  # gray cells are computed once
                known[cells.tobytes()] = _means(ys, xs, rows, columns, cells) + np.float32(0.5)
            shown = known[cells.tobytes()]
            below = [pixels[(*part, channel)] * clear[part] for part in parts]
            pixels[..., channel] = shown
            for part, light_below in zip(parts, below, strict=True):
                pixels[(*part, channel)] = shown[part] + light_below

    def _edges(self, canvas: Canvas) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where cells end, in pixels; the nearer to home, the nearer to where they end there.

        At home all end at whole pixels, and coming home must not make them jump there.
        """
        exact = canvas.to_pixels(self.points[[0, 3]])
        at_home = canvas.home.to_pixels(self.points[[0, 3]])
        whole = np.rint(at_home)
        found = []
        for axis, count in ((0, self.shape[1]), (1, self.shape[0])):
            steps = np.arange(count + 1) / count
            seen = exact[0, axis] + steps * (exact[1, axis] - exact[0, axis])
            there = at_home[0, axis] + steps * (at_home[1, axis] - at_home[0, axis])
            ends = whole[0, axis] + np.ceil(steps * (whole[1, axis] - whole[0, axis]) - 0.5)
            found.append(seen + (ends - there) * canvas.home.scale / canvas.scale)
        return found[0], found[1]

    def _draw_whole_pixels(self, canvas: Canvas) -> None:
        corners = canvas.to_pixels(self.points[[0, 3]])
        (left, top), (right, bottom) = np.rint(corners).astype(int)
        xs = np.arange(max(left, 0), min(right, canvas.width))
        ys = np.arange(max(top, 0), min(bottom, canvas.height))
        if xs.size == 0 or ys.size == 0:
            return
        rows, columns = self.shape
        row = ((ys - top + 0.5) * rows / (bottom - top)).astype(int)
        column = ((xs - left + 0.5) * columns / (right - left)).astype(int)
        region = canvas.part(slice(ys[0], ys[-1] + 1), slice(xs[0], xs[-1] + 1))
        colors = (255 * self.colors).astype(np.float32)
        alphas = self.opacity * self.weights_of_cells
        if (alphas == 1).all():
            _lay_cells(region, colors, row, column)
            return
        place = np.ix_(row, column)
        blend(region, colors[place], alphas[place])


def _span(edges: NDArray[np.float64], size: int) -> slice:
    return slice(max(0, math.floor(edges[0])), min(size, math.ceil(edges[-1])))


def _rim(shape: tuple[int, ...]) -> list[tuple[slice, slice]]:
    """The first and the last two rows, and columns without these."""
    rows, columns = (min(2, size) for size in shape)
    inner = slice(rows, shape[0] - rows)
    return [
        np.s_[:rows, :],
        np.s_[max(rows, shape[0] - rows) :, :],
        (inner, np.s_[:columns]),
        (inner, np.s_[max(columns, shape[1] - columns) :]),
    ]


def _means(
    ys: NDArray[np.float64],
    xs: NDArray[np.float64],
    rows: slice,
    columns: slice,
    cells: NDArray[np.float64],
) -> NDArray[np.float32]:
    """What pixels show of cells: the mean over each pixel, where beyond the cells all is 0."""
    if cells.shape[0] < cells.shape[1]:
        return _means(xs, ys, columns, rows, cells.T).T
    # Along the longer side, by the integral over its cells.
    integrals = np.zeros((len(ys), cells.shape[1]))
    np.cumsum(cells * np.diff(ys)[:, np.newaxis], axis=0, out=integrals[1:])
    ends = np.arange(rows.start, rows.stop + 1)
    down = np.diff([np.interp(ends, ys, each) for each in integrals.T]).astype(np.float32)
    places = np.arange(columns.start, columns.stop)
    across = np.minimum(places + 1, xs[1:, np.newaxis]) - np.maximum(places, xs[:-1, np.newaxis])
    return down.T @ np.clip(across, 0, 1).astype(np.float32)


def _lay_cells(
    region: NDArray[np.uint8],
    colors: NDArray[np.float32],
    row: NDArray[np.int64],
    column: NDArray[np.int64],
) -> None:
    """Write cells that hide what was there: a pixel is one number, and copied as it is."""
    cells = np.full((*colors.shape[:2], 4), 255, dtype=np.uint8)
    cells[..., :3] = colors + np.float32(0.5)
    pixels = cells.view(np.uint32)[..., 0]
    region.view(np.uint32)[..., 0] = pixels[row][:, column]


def image_grid(image: SourcedArray, *, side: float, rows: int | None = None) -> PixelGrid:
    """An image, whose values 0..1 come row by row, as a grid of gray cells; square by default."""
    cells = image.values.reshape(rows or math.isqrt(image.values.size), -1)
    return PixelGrid(gray(cells), side=side, sources=image)


def grid_frame(grid: PixelGrid) -> Square:
    """A line around a grid, 3 pixels wide at 1080p: black paper stands out from the stage."""
    frame = Square(1, color=theme.RULE, stroke_width=2.25)
    frame.stretch_to_fit_width(grid.width).stretch_to_fit_height(grid.height)
    return frame.move_to(grid)

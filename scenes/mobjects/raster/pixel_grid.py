"""A picture of values as a grid of square cells: an image, a mask of weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from manim import Square

from scenes.mobjects.raster.raster_mobject import Canvas, RasterMobject
from scenes.stage import theme
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.subject.sourced import Sourced, SourcedArray


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
        """Lay the cells over the frame: their ends are whole pixels where the view is at home."""
        xs, ys = self._edges(canvas)
        rows, columns = _span(ys, canvas.height), _span(xs, canvas.width)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
        alphas = (self.opacity * self.weights_of_cells)[..., np.newaxis]
        cells = 255 * np.concatenate([self.colors * alphas, alphas], axis=2)
        strips, strip_of_row = _strips(cells, ys, rows)
        seen = _means(np.moveaxis(strips, 1, 0), xs, np.arange(columns.start, columns.stop))
        shown = np.ascontiguousarray(np.moveaxis(seen + 0.5, 0, 1).astype(np.uint8))
        # A pixel is one number, and copied as it is.
        picture = shown.view(np.uint32)[..., 0][strip_of_row]
        canvas.lay(rows, columns, picture.view(np.uint8).reshape(*picture.shape, 4))

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


def _span(edges: NDArray[np.float64], size: int) -> slice:
    return slice(max(0, math.floor(edges[0])), min(size, math.ceil(edges[-1])))


def _strips(
    cells: NDArray[np.float64], edges: NDArray[np.float64], rows: slice
) -> tuple[NDArray[np.float64], NDArray[np.int_]]:
    """Kinds of rows of pixels, and which each row is: most show one row of cells, some show two."""
    places = np.arange(rows.start, rows.stop)
    first = np.searchsorted(edges, places, side="right") - 1
    last = np.searchsorted(edges, places + 1) - 1
    is_mixed = (first != last) | (first < 0) | (last >= len(cells))
    kinds = np.where(is_mixed, len(cells) + np.cumsum(is_mixed) - 1, first)
    return np.concatenate([cells, _means(cells, edges, places[is_mixed])]), kinds


def _means(
    cells: NDArray[np.float64], edges: NDArray[np.float64], places: NDArray[np.int_]
) -> NDArray[np.float64]:
    """What pixels from these places on show of cells along the first axis; beyond them all is 0."""
    sizes = np.diff(edges)
    integrals = np.zeros((len(cells) + 1, *cells.shape[1:]))
    np.cumsum(cells * sizes[:, np.newaxis, np.newaxis], axis=0, out=integrals[1:])

    def up_to(ends: NDArray[np.int_]) -> NDArray[np.float64]:
        cell = np.clip(np.searchsorted(edges, ends, side="right") - 1, 0, len(cells) - 1)
        into = np.clip(ends - edges[cell], 0, sizes[cell])
        return np.asarray(integrals[cell] + into[:, np.newaxis, np.newaxis] * cells[cell])

    return up_to(places + 1) - up_to(places)


def image_grid(image: SourcedArray, *, side: float, rows: int | None = None) -> PixelGrid:
    """An image, whose values 0..1 come row by row, as a grid of gray cells; square by default."""
    cells = image.values.reshape(rows or math.isqrt(image.values.size), -1)
    return PixelGrid(gray(cells), side=side, sources=image)


def grid_frame(grid: PixelGrid) -> Square:
    """A line around a grid, 3 pixels wide at 1080p: black paper stands out from the stage."""
    frame = Square(1, color=theme.RULE, stroke_width=2.25)
    frame.stretch_to_fit_width(grid.width).stretch_to_fit_height(grid.height)
    return frame.move_to(grid)

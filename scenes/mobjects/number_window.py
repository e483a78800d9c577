"""A part of a picture, large, with the number of every pixel written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Square

from scenes.mobjects.cell_numbers import cell_numbers
from scenes.mobjects.pixel_grid import PixelGrid

if TYPE_CHECKING:
    from manim import VGroup

    from scenes.sourced import SourcedArray


def window_corner(index: int, shape: tuple[int, int], cells: int) -> tuple[int, int]:
    """Row and column where a square window around a cell begins that stays inside the grid."""
    row, column = divmod(index, shape[1])
    return (
        min(max(row - cells // 2, 0), shape[0] - cells),
        min(max(column - cells // 2, 0), shape[1] - cells),
    )


class NumberWindow:
    """Some cells of a grid: where they lie, the same cells large, and their numbers.

    Parameters
    ----------
    grid
        The whole picture.
    values
        What its cells show, row after row.
    corner
        Row and column of the first cell.
    cells
        On each side of the window.

    Attributes
    ----------
    grid, frame
        The cells and a frame, lying over the whole picture.
    """

    def __init__(
        self,
        grid: PixelGrid,
        values: SourcedArray,
        corner: tuple[int, int],
        *,
        cells: int,
        color: str,
    ) -> None:
        row, column = corner
        rows, columns = slice(row, row + cells), slice(column, column + cells)
        indices = [
            r * grid.shape[1] + c
            for r in range(rows.start, rows.stop)
            for c in range(columns.start, columns.stop)
        ]
        self.values = [values[index] for index in indices]
        self.grid = PixelGrid(grid.colors[rows, columns], side=cells * grid.cell_side)
        self.grid.fills = tuple(self.values)
        first, last = (
            grid.cell_center(row, column),
            grid.cell_center(rows.stop - 1, columns.stop - 1),
        )
        self.grid.move_to((first + last) / 2)
        self.frame = Square(self.grid.height, color=color, stroke_width=3).move_to(self.grid)

    def numbers(self) -> VGroup:
        """The number of every cell, where the cell is now."""
        return cell_numbers(self.grid, self.values)

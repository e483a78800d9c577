"""The board of mean pictures, and the window that shows pixels as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, Group, Square, SurroundingRectangle, VGroup

from scenes.mobjects.grids.callout import cell_numbers
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.text.typst_text import Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.layout import Stage
from scenes.subject.words import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.subject.sourced import SourcedArray

COLUMNS = 5
"""Where the numbers stand below; with numbers at their right, so many are in each column."""
GAP = 0.17
"""Between an image and its number."""
LABEL_WIDTH, LABEL_HEIGHT = 0.65, 0.3
CLEARANCE = 0.16
"""At least, between a number and the picture below it."""
PICTURE_SHARE = 0.84
"""Of the room that a picture has, so that its mark fits between two of them."""


class MeanBoard(Group):
    """Small pictures, a number at each; above them what they are, below what the numbers are.

    The number stands under its picture, or at its right where pictures can be larger so.

    Parameters
    ----------
    means
        Shape (digits, pixels), 0..1.
    distances
        Shape (digits,).
    """

    def __init__(
        self,
        means: SourcedArray,
        distances: SourcedArray,
        *,
        center: NDArray[np.float64],
        width: float,
        height: float,
    ) -> None:
        count = len(means.values)
        rows = -(-count // COLUMNS)
        self.words = VGroup(
            Words(_("nearest mean picture")), note(_("numbers: distance from this picture"))
        )
        heading, legend = self.words
        heading.move_to(center + height / 2 * UP, aligned_edge=UP)
        legend.move_to(center + height / 2 * DOWN, aligned_edge=DOWN)
        x = float(center[0])
        room = Stage(x - width / 2, x + width / 2, heading.get_bottom()[1], legend.get_top()[1])
        above, beside = _side_above_value(room, rows), _side_beside_value(room, rows)
        side = max(above, beside)
        self.pictures = Group(*(image_grid(means.row(i), side=side) for i in range(count)))
        (self._stand_above if above >= beside else self._stand_beside)(room, rows)
        self.frames = VGroup(*map(grid_frame, self.pictures))
        way = DOWN if above >= beside else RIGHT
        self.values = VGroup(
            *(
                ValueLabel(distances[i]).next_to(picture, way, buff=GAP)
                for i, picture in enumerate(self.pictures)
            )
        )
        super().__init__(self.words, self.pictures, self.frames, self.values)

    def _stand_above(self, room: Stage, rows: int) -> None:
        """In rows, with room for a number under each picture."""
        side = self.pictures[0].height
        across = room.width / COLUMNS - side
        down = (room.height / (rows + 0.5) - side + GAP + LABEL_HEIGHT) / 2
        down = max(down, GAP + LABEL_HEIGHT + CLEARANCE)
        self.pictures.arrange_in_grid(rows, COLUMNS, buff=(across, down)).move_to(room.center)
        self.pictures.shift((GAP + LABEL_HEIGHT) / 2 * UP)

    def _stand_beside(self, room: Stage, columns: int) -> None:
        """In columns, with room for a number at the right of each picture."""
        for picture, place in zip(self.pictures, _pairs(room, columns), strict=False):
            picture.move_to(place.center + (GAP + LABEL_WIDTH) / 2 * LEFT)

    def mark(self, digit: int, color: str) -> SurroundingRectangle:
        """A frame around one of them."""
        pair = Group(self.pictures[digit], self.values[digit])
        return SurroundingRectangle(pair, color=color, buff=0.11, corner_radius=0.08)


def _side_above_value(room: Stage, rows: int) -> float:
    """How large pictures can be in rows, with a number under each."""
    height = (room.height - (rows + 1) * CLEARANCE) / rows - GAP - LABEL_HEIGHT
    return min(PICTURE_SHARE * room.width / COLUMNS, height)


def _side_beside_value(room: Stage, columns: int) -> float:
    """How large pictures can be in columns, with a number at the right of each."""
    pair = _pairs(room, columns)[0]
    return PICTURE_SHARE * min(pair.height, pair.width - GAP - LABEL_WIDTH)


def _pairs(room: Stage, columns: int) -> list[Stage]:
    """Parts of the room for pictures with numbers at their right, column by column."""
    upright = room.inset(0, LABEL_HEIGHT / 2).columns(*columns * [1], gap=0)
    return [pair for column in upright for pair in column.rows(*COLUMNS * [1], gap=0)]


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
    values
        What its cells show, row after row.
    corner
        Row and column of the first cell.
    cells
        On each side of the window.
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

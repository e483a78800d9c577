"""The box for a program, what is counted in it, and pixels that are seen as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    ArcBetweenPoints,
    LaggedStart,
    Line,
    Rectangle,
    Square,
    VGroup,
)

from scenes.mobjects.grids.callout import cell_numbers
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from manim import Animation

    from scenes.subject.sourced import Sourced, SourcedArray

INSET = 0.35
CORNER = 0.2


class Box(VGroup):
    """A box of two halves, left and right, that can slide apart."""

    def __init__(self, room: Stage) -> None:
        self.room = room
        super().__init__(self._half(room.left, 1.0), self._half(room.right, -1.0))
        self.set_stroke(theme.SECONDARY, width=4)

    def open(self, way: float, *, seconds: float) -> Animation:
        """Let the halves slide apart and vanish."""
        return AnimationGroup(
            *(
                half.animate(run_time=seconds).shift(way * side).set_stroke(opacity=0)
                for half, side in zip(self, (LEFT, RIGHT), strict=True)
            )
        )

    def _half(self, x: float, inward: float) -> VGroup:
        room, bend = self.room, CORNER * inward
        middle = room.center[0]
        top, bottom = (np.array([x, y, 0]) for y in (room.top, room.bottom))
        above, below = top + CORNER * DOWN, bottom + CORNER * UP
        return VGroup(
            Line([middle, room.top, 0], top + bend * RIGHT),
            ArcBetweenPoints(top + bend * RIGHT, above, angle=inward * np.pi / 2),
            Line(above, below),
            ArcBetweenPoints(below, bottom + bend * RIGHT, angle=inward * np.pi / 2),
            Line(bottom + bend * RIGHT, [middle, room.bottom, 0]),
        )


PICTURE_SHARE, COUNT_ROOM = 0.56, 2.2
"""Of the width of a box: what a picture in it takes at least; what is counted needs no more."""


def picture_and_count(room: Stage) -> tuple[Stage, Stage]:
    """The square of a picture in a box, and room for what is counted at its right."""
    inside = room.inset(INSET)
    beside_count = inside.width - COUNT_ROOM - INSET
    side = min(inside.height, max(PICTURE_SHARE * inside.width, beside_count))
    left, right = inside.columns(side, inside.width - side - INSET, gap=INSET)
    return square(left.center, side), right


PROGRAM = (N_("if this pixel is bright"), N_("and that one is dark"), N_("then it is … what?"))
"""How a program for reading digits might begin."""
LINE_PITCH, LINE_INDENT = 1.25, 0.6
"""From line to line of it, and how much farther right each begins, scene units."""


def first_lines(room: Stage) -> VGroup:
    """The first lines of a program that nobody can finish, in the middle of a box."""
    lines = VGroup()
    for number, line in enumerate(PROGRAM):
        words = Words(_(line), size="focus", width=room.width - 2 * INSET, align="left")
        words.move_to([number * LINE_INDENT, -number * LINE_PITCH, 0], aligned_edge=LEFT)
        lines.add(words)
    inside = room.inset(INSET)
    lines.scale(max(1.0, min(inside.width / lines.width, inside.height / lines.height)))
    return lines.move_to(room.center)


NUMBER_ROOM = 1.75
"""Below a large picture, for a bar, a number and its name."""
BAR_SHARE = 0.07
"""Height of a bar, of the width of the picture above it; the gap between them is as large."""


def two_pictures(room: Stage) -> list[Stage]:
    """Squares of two pictures in a box, with room for a number below each."""
    inside = room.inset(INSET)
    halves = inside.columns(1, 1, gap=2 * INSET)
    side = min(halves[0].width, inside.height - NUMBER_ROOM)
    above = NUMBER_ROOM / 2 * UP
    return [square(half.center + above, side) for half in halves]


def bar_below(picture: Stage, value: Sourced, largest: Sourced) -> Rectangle:
    """A bar below a picture, which the largest value makes as wide as the picture."""
    thick = BAR_SHARE * picture.width
    share = value.value / (largest.value or 1.0)
    bar = Rectangle(width=share * picture.width, height=thick, stroke_width=0)
    bar.set_fill(theme.TEXT, opacity=1)
    bar.fills = (value,)
    corner = [picture.left, picture.bottom - thick, 0]
    return bar.move_to(corner, aligned_edge=UP + LEFT)


def number_below(picture: Stage, value: Sourced, *, size: str) -> ValueLabel:
    """A number below the bar of a picture."""
    number = ValueLabel(value, size=size)
    top = picture.bottom - 2 * BAR_SHARE * picture.width - 0.25 * em(size)
    return number.move_to([picture.center[0], top, 0], aligned_edge=UP)


class Count(VGroup):
    """A number, and below it what it counts."""

    def __init__(self, words: str, value: Sourced, *, room: Stage, color: str = theme.TEXT) -> None:
        self.value = ValueLabel(value, size="focus", color=color, align="left")
        self.words = Words(words, width=room.width, align="left", balanced=True)
        x, y, _z = room.at(0, 0.5)
        self.value.move_to([x, y, 0], aligned_edge=LEFT).shift(0.568889 * em("focus") * UP)
        self.words.move_to([x, y - 0.1, 0], aligned_edge=LEFT + UP)
        super().__init__(self.value, self.words)


def cells_for(room: Stage, count: int, *, below: float = 0.0) -> tuple[Stage, ...]:
    """Squares for so many pictures, in the arrangement in which they are largest.

    Below each, this height is left free.
    """

    def side(columns: int) -> float:
        rows = -(-count // columns)
        gap = INSET / 2
        return min(
            (room.width - (columns - 1) * gap) / columns,
            (room.height - (rows - 1) * gap) / rows - below,
        )

    columns = max(range(1, count + 1), key=side)
    rows, edge, gap = -(-count // columns), side(columns), INSET / 2
    places = []
    for index in range(count):
        row, column = divmod(index, columns)
        across = min(columns, count - row * columns)
        x = room.center[0] + (column - (across - 1) / 2) * (edge + gap)
        y = room.center[1] + below / 2 - (row - (rows - 1) / 2) * (edge + below + gap)
        places.append(square((x, y, 0), edge))
    return tuple(places)


LARGER = 1.4
"""How much larger than others the numbers of pixels are seen: they fill their cells."""
SIDE = 10
"""Squares along a side of the field."""
SQUARE_SHARE = 0.8
"""Side of a square, in distances between squares."""


class HundredSquares(VGroup):
    """A field of a hundred squares, of which a share is lit."""

    def __init__(self, place: Stage) -> None:
        pitch = place.width / SIDE
        super().__init__()
        for index in range(SIDE * SIDE):
            row, column = divmod(index, SIDE)
            each = Square(SQUARE_SHARE * pitch, color=theme.SECONDARY, stroke_width=2)
            each.set_fill(theme.BACKGROUND, opacity=1)
            self.add(each.move_to(place.at((column + 0.5) / SIDE, 1 - (row + 0.5) / SIDE)))
        self.lit = 0

    def light(self, share: Sourced, color: str, *, seconds: float) -> Animation:
        """Light the share of the squares, nearest hundredth; those that change are in a color."""
        count = round(share.value * len(self))
        dark = (theme.BACKGROUND, theme.SECONDARY)
        moves = [
            each.animate.set_fill(fill).set_stroke(rim)
            for squares, (fill, rim) in (
                (self[self.lit : count], (color, color)),
                (self[count : self.lit], dark),
            )
            for each in squares
        ]
        self.lit = count
        self.fills = (share,)
        return LaggedStart(*moves, lag_ratio=0.12, run_time=seconds)


def window_corner(index: int, shape: tuple[int, int], cells: tuple[int, int]) -> tuple[int, int]:
    """Row and column where a window of rows and columns around a cell begins, inside the grid."""
    row, column = divmod(index, shape[1])
    return (
        min(max(row - cells[0] // 2, 0), shape[0] - cells[0]),
        min(max(column - cells[1] // 2, 0), shape[1] - cells[1]),
    )


class NumberWindow:
    """Some cells of a grid, where they lie, with a number for each.

    Parameters
    ----------
    values
        What the grid's cells show, row after row.
    corner
        Row and column of the first cell.
    cells
        Rows and columns of the window.
    """

    def __init__(
        self,
        grid: PixelGrid,
        values: SourcedArray,
        corner: tuple[int, int],
        *,
        cells: tuple[int, int],
        color: str,
    ) -> None:
        rows = range(corner[0], corner[0] + cells[0])
        columns = range(corner[1], corner[1] + cells[1])
        self.values = [values[row * grid.shape[1] + column] for row in rows for column in columns]
        part = grid.colors[rows.start : rows.stop, columns.start : columns.stop]
        self.grid = PixelGrid(part, side=cells[0] * grid.cell_side)
        self.grid.move_to(
            (grid.cell_center(rows[0], columns[0]) + grid.cell_center(rows[-1], columns[-1])) / 2
        )
        self.frame = Square(1.0, color=color, stroke_width=1.4)
        self.frame.stretch_to_fit_width(self.grid.width).stretch_to_fit_height(self.grid.height)
        self.frame.move_to(self.grid)

    def numbers(self, zoom: float) -> VGroup:
        """The number of every cell, to be seen so many times larger."""
        texts = cell_numbers(self.grid, self.values)
        for text in texts:
            text.scale(LARGER / zoom)
        return texts

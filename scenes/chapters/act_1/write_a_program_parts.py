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
    Circle,
    LaggedStart,
    Line,
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


NUMBER_GAP, NUMBER_ROOM = 0.25, 1.3
"""Between a picture and its number; and for both."""


def two_pictures(room: Stage) -> list[Stage]:
    """Squares of two pictures in a box, with room for a number below each."""
    inside = room.inset(INSET)
    halves = inside.columns(1, 1, gap=2 * INSET)
    side = min(halves[0].width, inside.height - NUMBER_ROOM)
    above = NUMBER_ROOM / 2 * UP
    return [square(half.center + above, side) for half in halves]


class Count(VGroup):
    """A number, and below it what it counts."""

    def __init__(self, words: str, value: Sourced, *, room: Stage, color: str = theme.TEXT) -> None:
        self.value = ValueLabel(value, size="focus", color=color, align="left")
        self.words = Words(words, width=room.width, align="left", balanced=True)
        x, y, _z = room.at(0, 0.5)
        self.value.move_to([x, y, 0], aligned_edge=LEFT).shift(0.568889 * em("focus") * UP)
        self.words.move_to([x, y - 0.1, 0], aligned_edge=LEFT + UP)
        super().__init__(self.value, self.words)


def cells_for(room: Stage, count: int) -> tuple[Stage, ...]:
    """Squares for so many pictures, in the arrangement in which they are largest."""

    def side(columns: int) -> float:
        rows = -(-count // columns)
        gap = INSET / 2
        return min(
            (room.width - (columns - 1) * gap) / columns, (room.height - (rows - 1) * gap) / rows
        )

    columns = max(range(1, count + 1), key=side)
    rows, edge, gap = -(-count // columns), side(columns), INSET / 2
    places = []
    for index in range(count):
        row, column = divmod(index, columns)
        across = min(columns, count - row * columns)
        x = room.center[0] + (column - (across - 1) / 2) * (edge + gap)
        y = room.center[1] - (row - (rows - 1) / 2) * (edge + gap)
        places.append(square((x, y, 0), edge))
    return tuple(places)


LARGER = 1.4
"""How much larger than others the numbers of pixels are seen: they fill their cells."""
SIDE = 10
"""Dots along a side of the field."""
DOT_SHARE = 0.33
"""Radius of a dot, in distances between dots."""


class HundredDots(VGroup):
    """A field of a hundred dots, of which a share is lit."""

    def __init__(self, place: Stage) -> None:
        pitch = place.width / SIDE
        super().__init__()
        for index in range(SIDE * SIDE):
            row, column = divmod(index, SIDE)
            dot = Circle(DOT_SHARE * pitch, color=theme.SECONDARY, stroke_width=2)
            dot.set_fill(theme.BACKGROUND, opacity=1)
            self.add(dot.move_to(place.at((column + 0.5) / SIDE, 1 - (row + 0.5) / SIDE)))
        self.lit = 0

    def light(self, share: Sourced, color: str, *, seconds: float) -> Animation:
        """Let the share of the dots be lit, nearest hundredth; those that change are in a color."""
        count = round(share.value * len(self))
        dark = (theme.BACKGROUND, theme.SECONDARY)
        moves = [
            dot.animate.set_fill(fill).set_stroke(rim)
            for dots, (fill, rim) in (
                (self[self.lit : count], (color, color)),
                (self[count : self.lit], dark),
            )
            for dot in dots
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

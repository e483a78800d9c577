"""The box for a program, what is counted in it, and pixels that are seen as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    GrowFromEdge,
    LaggedStart,
    Rectangle,
    Square,
    VGroup,
)

from network.measurements.nearest_mean import CLASSES
from scenes.mobjects.grids.callout import cell_numbers
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Verbatim, Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.digit_names import one_digit
from scenes.subject.languages import N_
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced, SourcedArray

INSET = 0.35


PICTURE_SHARE, COUNT_ROOM = 0.56, 2.2
"""Of the width of a box: what a picture in it takes at least; what is counted needs no more."""


def picture_and_count(room: Stage) -> tuple[Stage, Stage]:
    """The square of a picture in a box, and room for what is counted at its right."""
    inside = room.inset(INSET)
    beside_count = inside.width - COUNT_ROOM - INSET
    side = min(inside.height, max(PICTURE_SHARE * inside.width, beside_count))
    left, right = inside.columns(side, inside.width - side - INSET, gap=INSET)
    return square(left.center, side), right


PROGRAM = (N_("if this pixel is bright"), N_("and that one is dark"), N_("then it is {digit}"))
"""How a program for reading digits might begin."""
LINE_GAP, LINE_INDENT = 0.8, 0.6
"""Between lines of it, and how much farther right each begins, scene units."""
INDENT_SHARE = 0.08
"""The same in a narrow box, of its width."""


def first_lines(room: Stage, digit: int) -> VGroup:
    """The first lines of a program that will not do, in the middle of a box."""
    lines, inside = VGroup(), room.inset(INSET)
    indent = min(LINE_INDENT, INDENT_SHARE * inside.width)
    top = 0.0
    for number, line in enumerate(PROGRAM):
        slots: dict[str, Any] = {"digit": Verbatim(one_digit(digit))} if "{digit}" in line else {}
        x = number * indent
        words = Words(_(line), size="focus", width=inside.width - x, align="left", **slots)
        lines.add(words.move_to([x, top, 0], aligned_edge=LEFT + UP))
        top = words.get_bottom()[1] - LINE_GAP
    lines.scale(max(1.0, min(inside.width / lines.width, inside.height / lines.height)))
    return lines.move_to(room.center)


SIGN_ROOM = 0.65
"""Between pictures, for a sign."""
BAR_ROOM = 0.75
"""Below pictures, for a bar."""
BAR_HEIGHT = 0.3
NUMBER_ROOM = 1.5
"""Of a bar's line: for the number at its end."""


@dataclass(frozen=True)
class Comparison:
    """Where a picture less an average is worked out.

    Attributes
    ----------
    pictures
        Squares of the picture, the average, and what is left.
    signs
        The middles of what stands between them.
    bar
        Room for a bar and its number.
    """

    pictures: tuple[Stage, ...]
    signs: tuple[NDArray[np.float64], ...]
    bar: Stage

    @classmethod
    def pair(cls, room: Stage) -> tuple[Comparison, Comparison]:
        """Two of them in a box: one below the other or beside it, as the pictures are larger."""
        inside = room.inset(INSET)
        rows, columns = inside.rows(1, 1), inside.columns(1, 1)
        along = min((rows[0].width - 2 * SIGN_ROOM) / 3, rows[0].height - BAR_ROOM)
        down = min(columns[0].width, (columns[0].height - 2 * SIGN_ROOM - 2 * BAR_ROOM) / 3)
        parts, side, step = (
            (rows, along, (along + SIGN_ROOM) * RIGHT)
            if along >= down
            else (columns, down, (down + SIGN_ROOM) * DOWN)
        )
        one, other = (cls._in(part, side, step) for part in parts)
        return one, other

    @classmethod
    def _in(cls, part: Stage, side: float, step: NDArray[np.float64]) -> Comparison:
        is_row = step[0] > 0
        below = BAR_ROOM if is_row else 2 * BAR_ROOM
        middle = part.center + below / 2 * UP
        pictures = tuple(square(middle + turn * step, side) for turn in (-1, 0, 1))
        signs = tuple(middle + turn * step for turn in (-0.5, 0.5))
        bottom = pictures[-1].bottom
        left, right = pictures[0].left, pictures[-1].right
        return cls(pictures, signs, Stage(left, right, bottom, bottom - below))


class Difference(VGroup):
    """A bar as long as a value, and its number at the end, or below it where that has no room."""

    def __init__(self, room: Stage, value: Sourced, largest: Sourced, *, size: str) -> None:
        is_narrow = room.width < 2 * NUMBER_ROOM
        full = room.width - (0.0 if is_narrow else NUMBER_ROOM)
        share = value.value / (largest.value or 1.0)
        self.bar = Rectangle(width=share * full, height=BAR_HEIGHT, stroke_width=0)
        self.bar.set_fill(theme.TEXT, opacity=1)
        self.bar.fills = (value,)
        y = room.top - BAR_ROOM / 2 if is_narrow else room.center[1]
        self.bar.move_to([room.left, y, 0], aligned_edge=LEFT)
        self.number = ValueLabel(value, size=size)
        if is_narrow:
            self.number.next_to(self.bar, DOWN, buff=0.15).set_x(room.center[0])
        else:
            self.number.next_to(self.bar, RIGHT, buff=0.2)
        super().__init__(self.bar, self.number)


def collect(grid: PixelGrid, bar: Rectangle, *, seconds: float) -> Animation:
    """Let the light of a grid come down into a bar, from the left."""
    light = grid.colors[..., 0].ravel()
    lit = np.flatnonzero(light > FAINT)
    x = grid.cell_centers()[lit, 0]
    order = np.argsort(np.argsort(x, kind="stable")) / max(1, len(lit) - 1)
    cloud = PixelCloud(
        grid.cell_centers()[lit], sides=grid.cell_side, colors=grid.colors.reshape(-1, 3)[lit]
    )
    ends = bar.get_left() + order[:, np.newaxis] * (bar.get_right() - bar.get_left())
    target = cloud.copy().place(ends, sides=0.5 * bar.height)
    return AnimationGroup(
        Travel(cloud, target, order=order, lag=0.4, run_time=seconds, remover=True),
        GrowFromEdge(bar, LEFT, run_time=seconds),
    )


FAINT = 0.08
"""Light that is too little to be seen on its way."""
TILE_SHARE = 0.88
"""Side of a picture before a bar, of the distance from bar to bar."""


def lines_for(room: Stage, heights: Sequence[float] | None) -> list[tuple[Stage, Stage]]:
    """For each digit a square and room for a bar, at these heights or evenly below each other."""
    inside = room.inset(INSET)
    pitch = inside.height / CLASSES
    if heights is None:
        heights = [inside.top - (line + 0.5) * pitch for line in range(CLASSES)]
    pitch = min(np.abs(np.diff(heights)))
    side = TILE_SHARE * pitch
    found = []
    for y in heights:
        tile = square((inside.left + side / 2, y, 0), side)
        found.append((tile, Stage(tile.right + INSET / 2, inside.right, tile.top, tile.bottom)))
    return found


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
            (room.width - (columns - 1) * gap) / columns,
            (room.height - (rows - 1) * gap) / rows,
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

"""The box for a program, what is counted in it, and pixels that are seen as numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    AnimationGroup,
    GrowFromEdge,
    LaggedStart,
    Line,
    Rectangle,
    Square,
    VGroup,
)

from network.measurements.nearest_mean import CLASSES
from scenes.mobjects.grids.callout import cell_numbers
from scenes.mobjects.program_box import ARROW_ROOM
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

    from scenes.subject.sourced import Sourced, SourcedArray

INSET = 0.35


LARGE_SHARE = 0.4
"""Of the longer side of the stage: what a picture beside its rule takes at most."""


def rule_rooms(area: Stage, home: Stage, box: Stage) -> tuple[Stage, Stage]:
    """The square of the picture, large, and the room of a box with a rule about its pixels.

    Parameters
    ----------
    home
        The picture's square in the network.
    box
        The room of the box beside it, or below it.
    """
    if area.is_wide:
        side = min(area.height, LARGE_SHARE * area.width)
        picture = square((area.left + side / 2, home.center[1], 0), side)
        return picture, replace(box, left=picture.right + ARROW_ROOM, right=area.right)
    side = max(home.height, min(area.width, LARGE_SHARE * area.height))
    picture = square((area.left + side / 2, area.top - side / 2, 0), side)
    return picture, replace(box, top=picture.bottom - ARROW_ROOM, right=area.right)


PICTURE_SHARE, COUNT_ROOM = 0.56, 2.2
"""Of the width of a box: what a picture in it takes at least; what is counted needs no more."""
WAITING_SHARE = 0.32
"""Side of a picture that waits for the pile, of the pile's."""


def pile_rooms(room: Stage, waiting: int) -> tuple[Stage, tuple[Stage, ...], Stage]:
    """The square of a pile in a box, those of pictures that wait below it, and room to count."""
    inside = room.inset(INSET)
    beside_count = inside.width - COUNT_ROOM - INSET
    side = max(PICTURE_SHARE * inside.width, beside_count)
    side = min((inside.height - INSET) / (1 + WAITING_SHARE), side)
    left, right = inside.columns(side, inside.width - side - INSET, gap=INSET)
    small = WAITING_SHARE * side
    pile = square(left.center + (small + INSET) / 2 * UP, side)
    first = np.array([pile.left + small / 2, pile.bottom - INSET - small / 2, 0])
    places = tuple(square(first + i * (small + INSET) * RIGHT, small) for i in range(waiting))
    return pile, places, replace(right, top=pile.top, bottom=pile.bottom)


PROGRAM = (N_("if this pixel is bright"), N_("and that one is dark"), N_("then it is {digit}"))
"""How a program for reading digits might begin."""
LINE_GAP, LEAST_LINE_GAP, LINE_INDENT = 0.8, 0.2, 0.6
"""Between lines of it, and how much farther right each begins, scene units."""
INDENT_SHARE = 0.08
"""The same in a narrow box, of its width."""
CROSS_SIDE = 0.55
"""Of a cross behind the first line."""


def first_lines(room: Stage, digit: int) -> VGroup:
    """The first lines of a program that will not do, in the middle of a box."""
    lines, inside = VGroup(), room.inset(INSET)
    indent = min(LINE_INDENT, INDENT_SHARE * inside.width)
    for number, line in enumerate(PROGRAM):
        slots: dict[str, Any] = {"digit": Verbatim(one_digit(digit))} if "{digit}" in line else {}
        x = number * indent if number else 0.0
        free = inside.width - (x or CROSS_SIDE + INSET)
        words = Words(_(line), size="focus", width=free, align="left", **slots)
        lines.add(words.move_to([inside.left + x, 0, 0], aligned_edge=LEFT))
    free = (inside.height - sum(line.height for line in lines)) / (len(lines) - 1)
    gap = max(LEAST_LINE_GAP, min(LINE_GAP, free))
    for above, below in pairwise(lines):
        below.set_y(above.get_bottom()[1] - gap - below.height / 2)
    return lines.set_y(room.center[1])


def cross_behind(line: Words, color: str) -> VGroup:
    """A cross right of a line that does not hold."""
    half = CROSS_SIDE / 2
    strokes = (Line(half * (UP + LEFT), half * (DOWN + RIGHT)),
               Line(half * (UP + RIGHT), half * (DOWN + LEFT)))  # fmt: skip
    return VGroup(*strokes).set_stroke(color, width=9).next_to(line, RIGHT, buff=INSET)


BAR_HEIGHT = 0.3
BAR_PITCH, BAR_PITCH_SHARE = 0.95, 0.16
"""From a bar to the next, at most, scene units and as a share of the room's height."""


@dataclass(frozen=True)
class Subtraction:
    """Where two averages are taken away from the picture.

    Attributes
    ----------
    pictures
        Squares of what is left, one for each average.
    lines
        For each of two averages a square, and room for a bar.
    """

    pictures: tuple[Stage, ...]
    lines: tuple[tuple[Stage, Stage], ...]

    @classmethod
    def of(cls, room: Stage) -> Subtraction:
        """Two pictures as large as can be, and two bars below them."""
        inside = room.inset(INSET)
        pitch = min(BAR_PITCH, BAR_PITCH_SHARE * inside.height)
        lines = []
        for turn in range(2):
            y = inside.bottom + (1.5 - turn) * pitch
            tile = square((inside.left + TILE_SHARE * pitch / 2, y, 0), TILE_SHARE * pitch)
            bar = Stage(tile.right + INSET / 2, inside.right, tile.top, tile.bottom)
            lines.append((tile, bar))
        above = replace(inside, bottom=inside.bottom + 2 * pitch + INSET / 2)
        return cls(cells_for(above, 2), tuple(lines))


def bar_in(room: Stage, value: Sourced, largest: Sourced) -> Rectangle:
    """A bar as long as a value; the largest takes all of the room."""
    share = value.value / (largest.value or 1.0)
    bar = Rectangle(width=share * room.width, height=BAR_HEIGHT, stroke_width=0)
    bar.set_fill(theme.TEXT, opacity=1)
    bar.fills = (value,)
    return bar.move_to([room.left, room.center[1], 0], aligned_edge=LEFT)


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


FAINT = 0.05
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
            each = Square(SQUARE_SHARE * pitch, color=theme.RULE, stroke_width=2)
            each.set_fill(theme.BACKGROUND, opacity=1)
            self.add(each.move_to(place.at((column + 0.5) / SIDE, 1 - (row + 0.5) / SIDE)))

    def light(self, share: Sourced, color: str, *, seconds: float) -> Animation:
        """Light the share of the squares, nearest hundredth."""
        self.fills = (share,)
        moves = (
            each.animate.set_fill(color).set_stroke(color)
            for each in self[: round(share.value * len(self))]
        )
        return LaggedStart(*moves, lag_ratio=0.12, run_time=seconds)


NAME_ROOM, SCORE_ROOM, SCORE_WIDTH = 0.75, 1.1, 1.5
"""For the name of who reads, and for its score below its field or right of it."""
DESCENT = 0.1
"""Of letters below their line."""


class Score(VGroup):
    """A field of a hundred squares between the name of who reads, and its share of right answers.

    On a tall stage the share stands at the right of the field.
    """

    def __init__(self, reader: str, share: Sourced, *, room: Stage, beside: bool) -> None:
        below = replace(room, top=room.top - NAME_ROOM)
        if beside:
            side = min(below.height, below.width - SCORE_WIDTH - INSET)
            center = below.center + (SCORE_WIDTH + INSET) / 2 * LEFT
        else:
            side = min(below.width, below.height - SCORE_ROOM)
            center = below.center + SCORE_ROOM / 2 * UP
        self.squares = HundredSquares(square(center, side))
        self.value = ValueLabel(share, size="title")
        self.value.next_to(self.squares, RIGHT if beside else DOWN, buff=INSET)
        self.reader = Words(_(reader))
        self.reader.next_to(self.squares, UP, aligned_edge=LEFT if beside else ORIGIN)
        self.reader.shift(
            (self.squares.get_top()[1] + INSET / 2 + DESCENT - self.reader.baseline) * UP
        )
        super().__init__(self.reader, self.squares, self.value)

    @classmethod
    def rooms(cls, area: Stage) -> tuple[Stage, Stage]:
        """Two beside each other, or on a tall stage below each other."""
        inside = area.inset(INSET)
        one, other = (inside.rows if area.is_tall else inside.columns)(1, 1, gap=2 * INSET)
        return one, other


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

"""A chain of pictures, each made of the one before, and a filter at work between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    Arrow,
    Group,
    Line,
    Mobject,
    ReplacementTransform,
    Square,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words, note
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.stage.scales import gray, signed_colors
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

NAME = 0.72
"""What a name takes above its picture or below it."""
NAME_ABOVE, NAME_BELOW = 0.22, 0.56
"""From the picture to the line on which the letters of its name stand."""
LEVEL_GAP = 0.75
"""From one picture to the next."""
ARROW = 0.5
"""How long it is, between two of them."""


@dataclass(frozen=True)
class Level:
    """Where one picture of a chain stands.

    Attributes
    ----------
    square
        Of the picture.
    is_named_above
        Whether its name stands above it, else below.
    """

    square: Stage
    is_named_above: bool

    def name(self, words: str, area: Stage) -> Words:
        """A name beside the picture, on the stage."""
        name = note(words).move_to(self.square.center)
        line = (
            self.square.top + NAME_ABOVE if self.is_named_above else self.square.bottom - NAME_BELOW
        )
        name.shift((line - name.baseline) * UP)
        beyond = area.left - name.get_left()[0], name.get_right()[0] - area.right
        return name.shift(max(beyond[0], 0.0) * RIGHT + max(beyond[1], 0.0) * LEFT)


def levels_on(area: Stage) -> list[Level]:
    """Four places, each beside the one before: in a row on a wide stage, else once around."""
    if area.is_wide:
        columns = area.columns(*4 * [1], gap=LEVEL_GAP)
        side = min(columns[0].width, area.height - NAME)
        middles = [column.center + NAME / 2 * UP for column in columns]
        return [Level(square(middle, side), is_named_above=False) for middle in middles]
    side = min(area.width - LEVEL_GAP, area.height - LEVEL_GAP - 2 * NAME) / 2
    out = (side + LEVEL_GAP) / 2
    around = [LEFT + UP, RIGHT + UP, RIGHT + DOWN, LEFT + DOWN]
    if area.is_tall:
        # The second stands below the first: so they can be seen as large as the stage.
        around[1], around[3] = around[3], around[1]
    return [
        Level(square(area.center + out * corner, side), is_named_above=bool(corner[1] > 0))
        for corner in around
    ]


def arrow_between(one: Level, other: Level) -> Arrow:
    """A short arrow from the middle of one side to the next picture."""
    way = other.square.center - one.square.center
    middle = (one.square.center + other.square.center) / 2
    half = ARROW / 2 * way / np.linalg.norm(way)
    arrow = Arrow(middle - half, middle + half, buff=0, stroke_width=6, tip_length=0.24)
    return arrow.set_color(theme.SECONDARY)


class Stencil(Group):
    """A filter in the colors of its signs, and what it asks of the upper pixels and of the lower.

    Attributes
    ----------
    questions
        Two badges, on its first row and on its last.
    """

    def __init__(self, kernel: SourcedArray, room: Stage, *, palette: Palette) -> None:
        self.grid = signed_grid(kernel, room, palette=palette)
        self.frame = grid_frame(self.grid)
        rows, columns = self.grid.shape
        self.questions = VGroup(
            *(
                Badge(Words(words)).move_to(self.grid.cell_center(row, columns // 2))
                for words, row in ((_("light?"), 0), (_("dark?"), rows - 1))
            )
        )
        super().__init__(self.grid, self.frame, self.questions)


def turned(kernel: PixelGrid, other: PixelGrid) -> NDArray[np.int_]:
    """Where in another filter each cell of a filter ends, if it makes a quarter turn to the left.

    Returns
    -------
    Places in the order of reading, shape (cells,).
    """
    row, column = np.indices(kernel.shape).reshape(2, -1)
    return np.asarray((kernel.shape[1] - 1 - column) * other.shape[1] + row)


def signed_grid(values: SourcedArray, room: Stage, *, palette: Palette) -> PixelGrid:
    """Values in the colors of their signs, the largest magnitude at full color.

    Parameters
    ----------
    values
        Shape (rows, columns).
    room
        The square that they fill.
    """
    colors = signed_colors(values.values, palette, largest=float(np.abs(values.values).max()))
    return PixelGrid(colors, side=room.height, sources=values).move_to(room.center)


class Patch(Group):
    """What a window shows of a picture, enlarged.

    Parameters
    ----------
    pixels
        Shape (rows, columns), 0..1; they fill the room, a square.
    color
        Of its frame, which is that of the window.
    """

    def __init__(self, pixels: SourcedArray, room: Stage, *, color: str) -> None:
        self.grid = PixelGrid(gray(pixels.values), side=room.height, sources=pixels)
        self.grid.move_to(room.center)
        self.frame = Square(room.height, color=color, stroke_width=5).move_to(room.center)
        super().__init__(self.grid, self.frame)

    def come_out(self, window: Mobject, **kwargs: Any) -> Animation:
        """Grow from where the window is."""
        small = self.copy().scale(window.height / self.frame.height).move_to(window)
        return ReplacementTransform(small, self, **kwargs)

    def answer(self, color: NDArray[np.float64], value: Sourced, **kwargs: Any) -> Animation:
        """Take one color, that of the answer."""
        colors = np.broadcast_to(color, self.grid.colors.shape)
        answering = self.grid.animate(**kwargs).set_colors(colors).set_opacity(1.0)
        answering.mobject.target.fills = (value,)
        return answering.build()

    def go_into(self, cell: Mobject, **kwargs: Any) -> Animation:
        """Shrink into a cell, and leave it to show the answer."""
        going = self.animate(remover=True, **kwargs)
        return going.scale(cell.height / self.frame.height).move_to(cell).build()


def leaders(window: Mobject, patch: Mobject, *, color: str) -> VGroup:
    """Two lines from one square to another that stands at its right or below it."""
    is_below = patch.get_left()[0] < window.get_right()[0]
    corners = (DL, DR) if is_below else (UR, DR)
    ends = (UL, UR) if is_below else (UL, DL)
    return VGroup(
        *(
            Line(window.get_corner(one), patch.get_corner(other), color=color, stroke_width=2.5)
            for one, other in zip(corners, ends, strict=True)
        )
    )


ALONG = 0.2
"""How far a line along an edge reaches to either side, in heights of the picture."""


class EdgeLine(Line):
    """A line along the edge at a pixel; it ends where the picture ends.

    Parameters
    ----------
    way
        How the edge runs, to the right and up, shape (2,).
    """

    def __init__(self, grid: PixelGrid, place: int, way: SourcedArray, *, color: str) -> None:
        middle = grid.cell_center(*divmod(place, grid.shape[1]))
        unit = way.values / max(float(np.hypot(*way.values)), 1e-9)
        reach = ALONG * grid.height * np.array([*unit, 0.0])
        room = np.array([grid.width, grid.height]) / 2
        aside = (middle - grid.get_center())[:2]
        ends = []
        for end in (-reach, reach):
            free = (room - np.sign(end[:2]) * aside) / np.maximum(np.abs(end[:2]), 1e-9)
            ends.append(middle + min(1.0, float(free.min())) * end)
        super().__init__(*ends, color=color, stroke_width=5)
        self.fills = (way,)


WINDOW = 3
"""Pixels on each side of a filter."""
LENS_OPACITY = 0.6
"""Of a filter that lies on a picture."""


def window_on(grid: PixelGrid, place: int, reach: int, *, color: str) -> VMobject:
    """A frame around a pixel and those that are at most so far from it, within the picture."""
    frame = VMobject(color=color, stroke_width=4)
    return frame.set_points_as_corners(_outline(grid, place, reach))


def _outline(grid: PixelGrid, place: int, reach: int) -> list[list[float]]:
    (rows, columns), half = grid.shape, grid.cell_side / 2
    row, column = divmod(place, columns)
    first = grid.cell_center(max(row - reach, 0), max(column - reach, 0))
    last = grid.cell_center(min(row + reach, rows - 1), min(column + reach, columns - 1))
    left, right, top, bottom = first[0] - half, last[0] + half, first[1] + half, last[1] - half
    corners = (left, top), (right, top), (right, bottom), (left, bottom), (left, top)
    return [[x, y, 0.0] for x, y in corners]


class FilterRun(Group):
    """A window over a picture, and the grid that fills as the window moves on.

    Parameters
    ----------
    found
        What it finds, cell by cell; it begins empty.
    color
        Of the window; a small frame moves along in `found`.
    kernel
        Seen in the window; None leaves it clear.
    """

    def __init__(
        self, picture: PixelGrid, found: PixelGrid, *, color: str, kernel: PixelGrid | None = None
    ) -> None:
        self.picture, self.found = picture, found
        self.written: set[int] = set()
        self.frame = VMobject(color=color, stroke_width=4)
        self.window = Group(self.frame)
        self.lens = kernel
        if kernel is not None:
            side = WINDOW * picture.cell_side
            self.lens = kernel.copy().scale_to_fit_height(side).set_opacity(LENS_OPACITY)
            self.window = Group(self.lens, self.frame)
        self.mark = Square(1.5 * found.cell_side, color=theme.TEXT, stroke_width=2.5)
        super().__init__(found, self.window, self.mark)
        self.go_to(0)

    def stand_at(self, place: int) -> None:
        """Put the window around a pixel; it ends where the picture ends."""
        self.place = place
        rows, columns = self.picture.shape
        row, column = divmod(place, columns)
        reach = WINDOW // 2
        self.frame.set_points_as_corners(_outline(self.picture, place, reach))
        if self.lens is not None:
            self.lens.move_to(self.picture.cell_center(row, column))
            ys, xs = np.indices((WINDOW, WINDOW)) - reach
            inside = (
                (row + ys >= 0) & (row + ys < rows) & (column + xs >= 0) & (column + xs < columns)
            )
            self.lens.set_cell_weights(inside)
        self.mark.move_to(self.found.cell_center(row, column))

    def go_to(self, place: int) -> None:
        """Stand at a pixel; all up to this one are done."""
        self.stand_at(place)
        count = self.picture.shape[0] * self.picture.shape[1]
        self.found.set_cell_weights([i <= place or i in self.written for i in range(count)])

    def write(self) -> None:
        """Leave the pixel of the window as one that is done."""
        self.written.add(self.place)
        count = self.picture.shape[0] * self.picture.shape[1]
        self.found.set_cell_weights([i in self.written for i in range(count)])


def run_on(run: FilterRun, end: int, **kwargs: Any) -> Animation:
    """Let a filter run on to a pixel, row by row."""
    start = run.place

    def stand(run: Any, share: float) -> None:
        run.go_to(round((1 - share) * start + share * end))

    return UpdateFromAlphaFunc(run, stand, **{"rate_func": linear, **kwargs})

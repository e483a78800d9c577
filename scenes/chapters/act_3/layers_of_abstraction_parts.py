"""A chain of pictures, each made of the one before, and a filter at work between two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    PI,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    Arrow,
    Group,
    Line,
    Mobject,
    Rectangle,
    ReplacementTransform,
    Square,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.marks import Badge
from scenes.mobjects.text.typst_text import Words, note
from scenes.motion.travel import Travel
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.stage.scales import gray, signed_colors
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

NAME = 0.72
"""What a name takes above its picture or below it."""
NAME_ABOVE, NAME_BELOW = 0.22, 0.56
"""From the picture to the line on which the letters of its name stand."""
LEVEL_GAP = 0.85
"""From one picture to the next."""
ARROW = 0.5
"""How long it is, between two of them."""
ROW_WIDTH, ROW_INSET = 12.0, 0.1
"""Width of the frame around a row of a filter, and by how much it is smaller than the row."""
QUARTER_BEND = 0.207
"""How far a quarter of a circle bends out from its chord, in lengths of this."""
EDGE_SHARE, EDGE_WIDTH = 0.85, 9.0
"""Length of the longest line along an edge, in cells, and width of all of them."""
LEAST = 1e-9
LAST_SHARE = 0.4
"""On a wide stage: width of the last level, which holds a digit, in widths of a picture."""


@dataclass(frozen=True)
class Level:
    """Where one picture of a chain stands.

    Attributes
    ----------
    room
        Of the picture: a square; that of the last level may be narrower.
    is_named_above
        Whether its name stands above it, else below.
    """

    room: Stage
    is_named_above: bool

    def name(self, words: str, area: Stage) -> Words:
        """A name beside the picture, on the stage."""
        name = note(words).move_to(self.room.center)
        line = self.room.top + NAME_ABOVE if self.is_named_above else self.room.bottom - NAME_BELOW
        name.shift((line - name.baseline) * UP)
        beyond = area.left - name.get_left()[0], name.get_right()[0] - area.right
        return name.shift(max(beyond[0], 0.0) * RIGHT + max(beyond[1], 0.0) * LEFT)


def levels_on(area: Stage) -> list[Level]:
    """Four places, each beside the one before: in a row on a wide stage, else once around."""
    if area.is_wide:
        columns = area.columns(1, 1, 1, LAST_SHARE, gap=LEVEL_GAP)
        top = area.center[1] + (columns[0].width + NAME) / 2
        rooms = [replace(each, top=top, bottom=top - columns[0].width) for each in columns]
        return [Level(room, is_named_above=False) for room in rooms]
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
    way = other.room.center - one.room.center
    way /= np.linalg.norm(way)
    sides = np.array([one.room.width - other.room.width, one.room.height - other.room.height, 0])
    middle = (one.room.center + other.room.center) / 2 + np.abs(way) * way * sides / 4
    half = ARROW / 2 * way
    arrow = Arrow(middle - half, middle + half, buff=0, stroke_width=6, tip_length=0.24)
    return arrow.set_color(theme.SECONDARY)


class Stencil(Group):
    """A filter in the colors of its signs, and what it asks of the upper pixels and of the lower.

    Attributes
    ----------
    questions
        Two badges, on its first row and on its last.
    rows
        Frames around these rows, in their colors, through which pixels are seen.
    """

    def __init__(self, kernel: SourcedArray, room: Stage, *, palette: Palette) -> None:
        self.grid = signed_grid(kernel, room, palette=palette)
        self.frame = grid_frame(self.grid)
        rows, columns = self.grid.shape
        asked = ((_("light?"), 0, palette.positive), (_("dark?"), rows - 1, palette.negative))
        middles = [self.grid.cell_center(row, columns // 2) for _words, row, _color in asked]
        self.questions = VGroup(
            *(
                Badge(Words(words)).move_to(middle)
                for (words, *_others), middle in zip(asked, middles, strict=True)
            )
        )
        self.rows = VGroup(
            *(
                Rectangle(
                    width=self.grid.width - ROW_INSET,
                    height=self.grid.cell_side - ROW_INSET,
                    color=color,
                    stroke_width=ROW_WIDTH,
                ).move_to(middle)
                for (*_others, color), middle in zip(asked, middles, strict=True)
            )
        )
        super().__init__(self.grid, self.frame, self.questions)


class SmallFilter(PixelCloud):
    """A filter between two pictures: what one of them is made into the other with.

    Parameters
    ----------
    grid
        The filter, which has as many rows as columns.
    """

    def __init__(self, grid: PixelGrid, values: Sequence[Sourced]) -> None:
        super().__init__(
            grid.cell_centers(), sides=grid.cell_side, colors=grid.colors.reshape(-1, 3)
        )
        self.fills = tuple(values)

    def turn(self, **kwargs: Any) -> Animation:
        """Turn to the left by a quarter, on an arc."""
        return Travel(self, self.copy().rotate(PI / 2), lag=0.0, bend=-QUARTER_BEND, **kwargs)


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
        Shape (rows, columns), 0..`largest`, black to white; they fill the room, a square.
    color
        Of its frame, which is that of the window.
    """

    def __init__(
        self, pixels: SourcedArray, room: Stage, *, color: str, largest: float = 1.0
    ) -> None:
        self.grid = PixelGrid(gray(pixels.values / largest), side=room.height, sources=pixels)
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


class EdgeMarks(VGroup):
    """A short line in each cell of a patch, along the edge that runs there.

    Parameters
    ----------
    ways
        How edges run, to the right and up; the longest has the longest line. Shape (cells, 2).
    """

    def __init__(self, grid: PixelGrid, ways: SourcedArray, *, color: str) -> None:
        longest = max(float(np.hypot(*ways.values.T).max()), LEAST)
        halves = EDGE_SHARE * grid.cell_side / 2 * np.pad(ways.values / longest, ((0, 0), (0, 1)))
        super().__init__(
            *(
                Line(middle - half, middle + half, color=color, stroke_width=EDGE_WIDTH)
                for middle, half in zip(grid.cell_centers(), halves, strict=True)
            )
        )
        self.fills = (ways,)


WINDOW = 3
"""Pixels on each side of a filter."""
LENS_OPACITY = 0.6
"""Of a filter that lies on a picture."""


def window_on(grid: PixelGrid, place: int, reach: int, *, color: str) -> VMobject:
    """A frame around a pixel and those that are at most so far from it, within the picture."""
    frame = VMobject(color=color, stroke_width=4)
    return frame.set_points_as_corners(_outline(grid, place, reach))


def _outline(grid: PixelGrid, place: int, reach: int) -> list[list[float]]:
    rows, columns = grid.shape
    row, column = divmod(place, columns)
    first = max(row - reach, 0), max(column - reach, 0)
    return _box(grid, first, (min(row + reach, rows - 1), min(column + reach, columns - 1)))


def _box(grid: PixelGrid, one: tuple[int, int], other: tuple[int, int]) -> list[list[float]]:
    half, first, last = grid.cell_side / 2, grid.cell_center(*one), grid.cell_center(*other)
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
        Seen in the window.
    """

    def __init__(
        self, picture: PixelGrid, found: PixelGrid, *, color: str, kernel: PixelGrid
    ) -> None:
        self.picture, self.found = picture, found
        self.written: set[int] = set()
        self.frame = VMobject(color=color, stroke_width=4)
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
        self.lens.move_to(self.picture.cell_center(row, column))
        ys, xs = np.indices((WINDOW, WINDOW)) - reach
        inside = (row + ys >= 0) & (row + ys < rows) & (column + xs >= 0) & (column + xs < columns)
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


class RowRun(Group):
    """A filter at work in all places of a row at once, and the grid that fills row by row.

    Parameters
    ----------
    found
        Its rows take new colors as they are done, and are seen from then on.
    colors
        Shape (rows, columns, 3).
    color
        Of the window; a frame around the row that is made moves along.
    """

    def __init__(
        self, picture: PixelGrid, found: PixelGrid, colors: NDArray[np.float64], *, color: str
    ) -> None:
        self.picture, self.found, self.colors = picture, found, colors
        self.before = found.colors, found.weights_of_cells
        self.frame = VMobject(color=color, stroke_width=4)
        self.mark = VMobject(color=theme.TEXT, stroke_width=2.5)
        super().__init__(found, self.frame, self.mark)
        self.go_to(0)

    def go_to(self, place: int) -> None:
        """Stand at a row; all up to this one are done."""
        self.place = place
        rows, columns = self.picture.shape
        reach, last = WINDOW // 2, columns - 1
        seen = (max(place - reach, 0), 0), (min(place + reach, rows - 1), last)
        self.frame.set_points_as_corners(_box(self.picture, *seen))
        self.mark.set_points_as_corners(_box(self.found, (place, 0), (place, last)))
        is_done = np.arange(rows)[:, np.newaxis] <= place
        colors, weights = self.before
        self.found.set_colors(np.where(is_done[..., np.newaxis], self.colors, colors))
        self.found.set_cell_weights(np.where(is_done, 1.0, weights))


def run_on(run: FilterRun | RowRun, end: int, **kwargs: Any) -> Animation:
    """Let a filter run on to a pixel, or to a row."""
    start = run.place

    def stand(run: Any, share: float) -> None:
        run.go_to(round((1 - share) * start + share * end))

    return UpdateFromAlphaFunc(run, stand, **{"rate_func": linear, **kwargs})

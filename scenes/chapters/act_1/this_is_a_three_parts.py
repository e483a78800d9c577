"""Pictures laid over one another, and the line on which pairs are placed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Group,
    Line,
    VGroup,
)

from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Words, label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, network_places, square
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced, SourcedArray


OTHERS = 4
"""How many other hands write the digit."""
BLOCK_SHARE = 0.45
"""Of the longer side of the stage: what the pictures of the other hands take."""
GAP = 0.3
"""Between pictures, scene units."""
FIRST_SIDE = 1.55
"""Of the first picture above the line, on a stage that is not wide, scene units."""


@dataclass(frozen=True)
class HandsRoom:
    """Where the pictures of all hands stand.

    Attributes
    ----------
    first
        The square of the first picture, on which the others are laid.
    others
        Those of the other hands, in the order in which they leave.
    counts
        Room for what is counted, where the others stood.
    """

    first: Stage
    others: tuple[Stage, ...]
    counts: Stage

    @classmethod
    def on(cls, area: Stage) -> HandsRoom:
        """The others stand two by two: left of the first, or on a tall stage above it."""
        if area.is_tall:
            block, room = area.rows(BLOCK_SHARE, 1 - BLOCK_SHARE, gap=GAP)
        else:
            width = min(area.height, BLOCK_SHARE * area.width)
            block, room = area.columns(width, area.width - width - GAP, gap=GAP)
        side = min(room.width, room.height)
        first = square(room.at(0.5, 0.5), side)
        both = min(block.width, block.height)
        cells = square(block.center, both).cells(2, 2, gap=GAP)
        # Whoever is nearer leaves first: nobody flies over another.
        order = (2, 3, 0, 1) if area.is_tall else (1, 3, 0, 2)
        return cls(first, tuple(cells[i] for i in order), block)


OWN, OTHER = 0.22, 0.62
"""How bright a cell is that only the first picture lights, and one that only the other does."""
FAINTEST = 0.75
"""How bright a cell of a pile is that all pictures but one light, nearly."""


def show_stack(grid: PixelGrid, stack: SourcedArray, *, full: int, color: str) -> PixelGrid:
    """Let each cell be as bright as the number of pictures that light it.

    Parameters
    ----------
    stack
        Number of pictures that light each cell.
    full
        How many pictures there are; cells that all of them light are in `color`.
    """
    colors = gray(stack.values / full * FAINTEST)
    colors[stack.values == full] = theme.rgb(color)
    return grid.set_colors(colors, stack)


def show_common(grid: PixelGrid, own: SourcedArray, other: SourcedArray, color: str) -> PixelGrid:
    """Let cells that both pictures light be in `color`, and those that one lights be gray."""
    colors = gray(np.maximum(OWN * own.values, OTHER * other.values))
    colors[np.minimum(own.values, other.values) > 0] = theme.rgb(color)
    grid.set_colors(colors)
    grid.fills = (own, other)
    return grid


NUMBER_SHARE = 0.4
"""Of a row of counts: room for the number."""
COUNT_HEIGHT = 1.6
"""Of a row of counts, scene units."""


class Counts(VGroup):
    """Numbers below each other, each with what it counts at its right.

    Parameters
    ----------
    named
        What each counts, its number, and its color.
    """

    def __init__(self, named: Sequence[tuple[str, Sourced, str]], *, room: Stage) -> None:
        self.values, self.names = VGroup(), VGroup()
        middle = replace(
            room,
            top=room.center[1] + COUNT_HEIGHT * len(named) / 2,
            bottom=room.center[1] - COUNT_HEIGHT * len(named) / 2,
        )
        rows = middle.rows(*[1] * len(named), gap=0)
        for row, (words, count, color) in zip(rows, named, strict=True):
            number, text = row.columns(NUMBER_SHARE, 1 - NUMBER_SHARE, gap=GAP)
            value = ValueLabel(count, size="title", color=color, align="right")
            value.end_at(number.right, row.center[1])
            name = Words(words, color=color, width=text.width, align="left", balanced=True)
            name.move_to(text.at(0, 0.5), aligned_edge=LEFT)
            self.values.add(value)
            self.names.add(name)
        super().__init__(self.values, self.names)


@dataclass(frozen=True)
class LineRoom:
    """Where the first picture stands while others are compared with it.

    Attributes
    ----------
    first
        Its square: at home on a wide stage.
    title
        Room for what the line says, beside or above it.
    line
        Room for the line with its pictures.
    """

    first: Stage
    title: Stage
    line: Stage

    @classmethod
    def on(cls, area: Stage, layer_sizes: Sequence[int]) -> LineRoom:
        """The line runs at the right of the first picture, or below it."""
        if area.is_wide:
            home = network_places(layer_sizes)
            first = square(home.image, home.image_side)
            title = replace(first, top=area.top, bottom=first.top + GAP)
            return cls(first, title, replace(area, left=first.right + GAP))
        corner = area.at(0, 1) + FIRST_SIDE / 2 * (RIGHT + DOWN)
        first = square(corner, FIRST_SIDE)
        title = replace(first, left=first.right + GAP, right=area.right)
        return cls(first, title, replace(area, top=first.bottom - GAP))


ROW_SHARE = 0.36
"""Largest side of a picture that waits above the line, as a share of the room's height."""
PITCH = 0.74
"""From one picture on the line to the next, as a share of their side: ink leaves a margin."""
CLOSE = 0.12
"""Between the line and what belongs to it."""
TICK = 0.16
"""From the line to the pictures that stand on it, scene units."""
LARGEST, SMALLEST = 1.7, 0.3
"""Sides of pictures on the line, scene units."""


class ShareLine(VGroup):
    """A line from no shared pixels to all of them; pictures are piled above it and below it."""

    def __init__(self, room: Stage) -> None:
        none, all_of_them = (label(text, color=theme.SECONDARY) for text in ("0%", "100%"))
        self.room = room
        y = room.center[1]
        none.move_to([room.left, y, 0], aligned_edge=LEFT)
        all_of_them.move_to([room.right, y, 0], aligned_edge=RIGHT)
        self.start = none.get_right() + CLOSE * RIGHT
        self.end = all_of_them.get_left() + CLOSE * LEFT
        self.start[1] = self.end[1] = y
        bar = Line(self.start, self.end, color=theme.SECONDARY, stroke_width=4)
        super().__init__(bar, none, all_of_them)

    def at(self, share: float) -> NDArray[np.float64]:
        """The place of a share."""
        return np.asarray((1 - share) * self.start + share * self.end)

    def tick(self, share: Sourced, way: NDArray[np.float64], color: str) -> Line:
        """A short stroke from the place of a share up or down."""
        place = self.at(share.value)
        tick = Line(place, place + TICK * way, color=color, stroke_width=3)
        tick.fills = (share,)
        return tick

    def between(self, low: float, high: float, color: str) -> Line:
        """The stretch from one share to another, thick."""
        return Line(self.at(low), self.at(high), color=color, stroke_width=10)

    def waiting(self, shares: Sequence[float]) -> list[Stage]:
        """Squares in a row at the top of the room, in the order of the shares."""
        columns = self.room.columns(*[1] * len(shares), gap=GAP)
        side = min(columns[0].width, ROW_SHARE * self.room.height)
        ranks = np.argsort(np.argsort(shares, kind="stable"))
        top = (self.room.top - side / 2) * UP
        return [square(columns[rank].center[0] * RIGHT + top, side) for rank in ranks]

    def piled(self, shares: Sequence[float], way: NDArray[np.float64]) -> list[Stage]:
        """Squares, each straight above or below its share, as large as all of them can be."""
        depth = self.room.height / 2 - TICK
        for side in np.linspace(LARGEST, SMALLEST, 57):
            levels = self._levels(shares, PITCH * side)
            if (PITCH * max(levels) + 1) * side <= depth:
                break
        heights = TICK + side * (PITCH * np.array(levels) + 0.5)
        return [
            square(self.at(share) + height * way, side)
            for share, height in zip(shares, heights, strict=True)
        ]

    def _levels(self, shares: Sequence[float], pitch: float) -> list[int]:
        # From left to right, each as near to the line as those before it let it.
        xs = [self.at(share)[0] for share in shares]
        levels = [0] * len(xs)
        reached: list[float] = []
        for i in np.argsort(xs, kind="stable"):
            free = (n for n, x in enumerate(reached) if xs[i] - x >= pitch)
            levels[i] = next(free, len(reached))
            reached[levels[i] : levels[i] + 1] = [xs[i]]
        return levels


def tile_at(place: Stage, grid: PixelGrid) -> Group:
    """A picture in its frame, at its place."""
    grid.scale_to_fit_height(place.height).move_to(place.center)
    return Group(grid, grid_frame(grid))

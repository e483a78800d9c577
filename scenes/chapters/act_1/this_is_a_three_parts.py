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
    Arrow,
    Group,
    Line,
    Square,
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

    from manim import Mobject
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


OWN, OTHER = 0.3, 0.66
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
SWATCH = 0.4
"""Side of a square that shows which pixels are counted, scene units."""


class Counts(VGroup):
    """Numbers below each other, each with what it counts at its right.

    Parameters
    ----------
    named
        What each counts, its number, and the color of the pixels that are counted.
    """

    def __init__(self, named: Sequence[tuple[str, Sourced, str]], *, room: Stage) -> None:
        self.values, self.names, self.swatches = VGroup(), VGroup(), VGroup()
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
            swatch = Square(SWATCH, stroke_width=0, fill_color=color, fill_opacity=1)
            self.swatches.add(swatch.next_to(value, LEFT, buff=GAP))
            if swatch.get_left()[0] < room.left:
                swatch.next_to(value, DOWN, buff=GAP / 2)
            self.values.add(value)
            self.names.add(name)
        super().__init__(self.values, self.names, self.swatches)


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
SHORTENED = 0.1
"""Of its own ink, in from the edge of a picture: there its stem ends, as a share of its side."""
LARGEST, SMALLEST = 1.7, 0.3
"""Sides of pictures on the line, scene units."""


class ShareLine(VGroup):
    """A line of shares of pixels; pictures are piled above it and below it.

    Parameters
    ----------
    shares
        All that will stand on it: it reaches from the tenth below the smallest to the tenth above
        the largest.
    """

    def __init__(self, room: Stage, shares: Sequence[float]) -> None:
        low, high = int(np.floor(10 * min(shares))), int(np.ceil(10 * max(shares)))
        self.low, self.high = low / 10, max(high, low + 1) / 10
        least, most = (
            label(f"{share:.0%}", color=theme.SECONDARY) for share in (self.low, self.high)
        )
        self.room = room
        y = room.center[1]
        least.move_to([room.left, y, 0], aligned_edge=LEFT)
        most.move_to([room.right, y, 0], aligned_edge=RIGHT)
        self.start = least.get_right() + CLOSE * RIGHT
        self.end = most.get_left() + CLOSE * LEFT
        self.start[1] = self.end[1] = y
        self.bar = Line(self.start, self.end, color=theme.SECONDARY, stroke_width=4)
        self.ends = VGroup(least, most)
        super().__init__(self.bar, self.ends)

    def at(self, share: float) -> NDArray[np.float64]:
        """The place of a share."""
        part = (share - self.low) / (self.high - self.low)
        return np.asarray((1 - part) * self.start + part * self.end)

    def stem(self, share: Sourced, picture: Stage, color: str) -> Line:
        """A thin line from the place of a share to its picture above or below."""
        place = self.at(share.value)
        up = picture.center[1] > place[1]
        end = picture.bottom if up else picture.top
        end += SHORTENED * picture.height * (1 if up else -1)
        stem = Line(place, [place[0], end, 0], color=color, stroke_width=3)
        stem.fills = (share,)
        return stem.set_z_index(-1)

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


def beside(picture: Mobject, number: ValueLabel, room: Stage, way: NDArray[np.float64]) -> None:
    """Put a number at this side of a picture, or at the other where the room ends."""
    number.next_to(picture, way, buff=CLOSE)
    if number.get_left()[0] < room.left or number.get_right()[0] > room.right:
        number.next_to(picture, -way, buff=CLOSE)


@dataclass(frozen=True)
class IdeaRoom:
    """Where all hands stand, and at some distance the one digit that they mean.

    Attributes
    ----------
    pictures
        Squares, that of the first picture first.
    numeral
        Room for the digit.
    """

    pictures: tuple[Stage, ...]
    numeral: Stage

    @classmethod
    def on(cls, area: Stage, rooms: LineRoom) -> IdeaRoom:
        """The others stand in a column beside the first, or all in a row at the top."""
        if area.is_wide:
            side = (area.height - (OTHERS - 1) * GAP) / OTHERS
            column, rest = rooms.line.columns(side, rooms.line.width - side - GAP, gap=GAP)
            others = (square(row.center, side) for row in column.rows(*[1] * OTHERS, gap=GAP))
            return cls((rooms.first, *others), rest)
        side = (area.width - OTHERS * GAP) / (OTHERS + 1)
        row = replace(area, bottom=area.top - side)
        places = (square(each.center, side) for each in row.columns(*[1] * (OTHERS + 1), gap=GAP))
        return cls(tuple(places), replace(area, top=row.bottom))

    def arrows(self, numeral: Mobject) -> VGroup:
        """One from each picture to the digit; that of the first runs between the others."""
        end, reach = numeral.get_center(), 0.5 * numeral.height + GAP
        arrows = VGroup()
        for place in self.pictures:
            start = place.at(1, 0.5) if self.numeral.left > place.right - GAP else place.at(0.5, 0)
            way = (end - start) / np.linalg.norm(end - start)
            arrows.add(
                Arrow(
                    start + CLOSE * way,
                    end - reach * way,
                    buff=0,
                    color=theme.SECONDARY,
                    stroke_width=4,
                    max_tip_length_to_length_ratio=0.12,
                )
            )
        return arrows


def tile_at(place: Stage, grid: PixelGrid) -> Group:
    """A picture in its frame, at its place."""
    grid.scale_to_fit_height(place.height).move_to(place.center)
    return Group(grid, grid_frame(grid))

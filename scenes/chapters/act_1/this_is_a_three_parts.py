"""Pictures laid over one another, the pen that writes, and where pictures are compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    Animation,
    CapStyleType,
    FadeIn,
    FadeOut,
    Group,
    LineJointType,
    Transform,
    VGroup,
    VMobject,
)

from network.digits.image_format import image_format_of
from network.digits.rasterization import place_strokes
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.tally import Tally
from scenes.motion.counting import Count
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.stage.scales import gray
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from network.digits.drawn_digits import DrawnDigit
    from scenes.subject.sourced import Sourced, SourcedArray


OTHERS = 3
"""How many other hands write the digit."""
RIVALS = 2
"""How many other digits it is compared with: those that it shares most pixels with."""
LARGE, FIRST, PAIR, SMALL = 0.85, 0.48, 0.35, 0.22
"""Sides of the pictures, as shares of the stage's height: alone, compared, in a row."""
FIRST_ABOVE = 1.35
"""Side of the first picture above the others, in sides of theirs."""
PICTURES_GAP = 0.4
"""Between pictures, scene units."""
SHARE_HEIGHT = 0.55
"""Of the share under a picture, scene units."""


@dataclass(frozen=True)
class Compared:
    """Where pictures stand that are compared with the first one.

    Attributes
    ----------
    first
        The square of the first picture.
    others
        Those of the other hands, and after them those of the other digits.
    legend
        Room for what the shares mean.
    """

    first: Stage
    others: tuple[Stage, ...]
    legend: Stage

    @classmethod
    def on(cls, area: Stage) -> Compared:
        """Two rows of pictures: beside the first on a wide stage, and below it on any other."""
        return cls._beside(area) if area.is_wide else cls._below(area)

    @classmethod
    def _beside(cls, area: Stage) -> Compared:
        first, side = FIRST * area.height, PAIR * area.height
        lefts = np.linspace(area.left + first + 2 * PICTURES_GAP, area.right - side, OTHERS)
        rows = (area.top - side / 2, area.bottom + side / 4 + side / 2)
        *others, last = (square((x + side / 2, y, 0), side) for y in rows for x in lefts)
        return cls(square((area.left + first / 2, area.center[1], 0), first), tuple(others), last)

    @classmethod
    def _below(cls, area: Stage) -> Compared:
        columns = area.columns(*OTHERS * [1], gap=PICTURES_GAP)
        room = area.height - RIVALS * SHARE_HEIGHT - RIVALS * PICTURES_GAP
        side = min(columns[0].width, room / (RIVALS + FIRST_ABOVE))
        first = min(0.6 * area.width, room - RIVALS * side)
        low = area.bottom + SHARE_HEIGHT + side / 2
        high = low + side + PICTURES_GAP + SHARE_HEIGHT
        xs = [column.center[0] for column in columns]
        hands = [square((x, high, 0), side) for x in xs]
        digits = [square(((x + y) / 2, low, 0), side) for x, y in pairwise(xs)]
        top = square((hands[0].left + first / 2, area.top - first / 2, 0), first)
        legend = replace(top, left=top.right + PICTURES_GAP, right=hands[-1].right)
        return cls(top, (*hands, *digits), legend)


ALONE = 0.32
"""How bright a cell is that only one of two pictures lights."""
COUNTS_WIDTH = 0.65
"""Of the counts beside a pile, as a share of the height of their room."""
COUNTS_GAP = 0.15
"""Between a pile and its counts, as a share of its side."""
COUNT_LINE = 0.75
"""Height of each count below a pile, scene units."""


def show_stack(grid: PixelGrid, stack: SourcedArray, *, full: int, color: str) -> PixelGrid:
    """Let each cell be as bright as the number of pictures that light it.

    Parameters
    ----------
    stack
        Number of pictures that light each cell.
    full
        How many pictures there are; cells that all of them light are in `color`.
    """
    colors = gray(stack.values / full * 0.75)
    colors[stack.values == full] = theme.rgb(color)
    return grid.set_colors(colors, stack)


def show_common(grid: PixelGrid, one: SourcedArray, other: SourcedArray, color: str) -> PixelGrid:
    """Let cells that both pictures light be in `color`, and those that one lights be gray."""
    colors = gray(ALONE * np.maximum(one.values, other.values))
    colors[np.minimum(one.values, other.values) > 0] = theme.rgb(color)
    grid.set_colors(colors)
    grid.fills = (one, other)
    return grid


class Pile(Group):
    """Pictures laid over one another, and how many pixels any and all of them light.

    Parameters
    ----------
    rows
        Of each picture, as many as it has columns.
    room
        For the pile and its counts: they stand beside it in a wide room, and below in any other.
    counts
        Numbers of pixels that any, and that all of the pictures light, for the first one.
    color
        Of what all of them light.
    """

    def __init__(
        self, rows: int, *, room: Stage, counts: tuple[Sourced, Sourced], color: str
    ) -> None:
        self.common_color = color
        grid, lines = (_beside if room.is_wide else _below)(room)
        self.grid = PixelGrid(np.zeros((rows, rows, 3)), side=grid.width).move_to(grid.center)
        self.frame = grid_frame(self.grid)
        named = ((_("lit by any"), counts[0], None), (_("lit by all"), counts[1], color))
        self.tallies = VGroup(
            *(
                Tally(words, count, left=row.left, right=row.right, y=row.center[1], color=hue)
                for row, (words, count, hue) in zip(lines.rows(1, 1, gap=0), named, strict=True)
            )
        )
        super().__init__(self.grid, self.frame, self.tallies)

    def show(self, stack: SourcedArray, full: int) -> Self:
        """Show how many of `full` pictures light each pixel; the counts stay as they are."""
        show_stack(self.grid, stack, full=full, color=self.common_color)
        return self


def _beside(room: Stage) -> tuple[Stage, Stage]:
    """The square of a pile, and the two lines of its counts at its right."""
    counts = COUNTS_WIDTH * room.height
    side = min(room.height, (room.width - counts) / (1 + COUNTS_GAP))
    x, y = room.center[:2]
    left, right = (x + half * ((1 + COUNTS_GAP) * side + counts) / 2 for half in (-1, 1))
    square = Stage(left, left + side, y + side / 2, y - side / 2)
    return square, Stage(right - counts, right, y + 0.24 * side, y - 0.24 * side)


def _below(room: Stage) -> tuple[Stage, Stage]:
    """The square of a pile, and the two lines of its counts below it."""
    height = 2 * COUNT_LINE
    side = min(room.width, room.height - height)
    x, y = room.center[0], room.center[1] + (side + height) / 2
    square = Stage(x - side / 2, x + side / 2, y, y - side)
    return square, replace(square, top=square.bottom, bottom=square.bottom - height)


STROKE_UNITS = 100
"""manim's stroke widths in one scene unit."""


class PenDrawing(VGroup):
    """The strokes of a digit, in the order of writing.

    Parameters
    ----------
    grid
        Where it lies: the ink covers the cells that it lights.
    """

    def __init__(self, digit: DrawnDigit, grid: PixelGrid, *, color: str = theme.TEXT) -> None:
        corner, cell = grid.points[0], grid.cell_side
        super().__init__()
        image_format = image_format_of(grid.shape[0] * grid.shape[1])
        for path in place_strokes(digit.strokes, image_format=image_format):
            flat = np.pad(path * (cell, -cell), ((0, 0), (0, 1)))
            stroke = VMobject(
                color=color, stroke_width=STROKE_UNITS * image_format.pen_width * cell
            )
            stroke.set_points_as_corners(corner + flat)
            stroke.set_cap_style(CapStyleType.ROUND)
            stroke.joint_type = LineJointType.ROUND
            self.add(stroke)


def fly_onto(pile: Pile, grid: PixelGrid, is_lit: SourcedArray) -> tuple[PixelGrid, Animation]:
    """Let the lit cells of a picture fly to the pile.

    Returns
    -------
    flying
        What flies; let it fade when the pile shows it.
    animation
        The flight.
    """
    flying = grid.copy().set_cell_weights(is_lit.values)
    return flying, flying.animate.match_height(pile.grid).move_to(pile.grid).build()


def land_on(
    pile: Pile, flying: PixelGrid, stack: SourcedArray, full: int, counts: Sequence[Sourced]
) -> list[Animation]:
    """Let the pile show what has arrived, and its counts go on.

    Parameters
    ----------
    stack, full
        As in `Pile.show`.
    counts
        Numbers of pixels that any, and that all of the pictures light.
    """
    pile.show(stack, full)
    if full == 1:
        return [FadeOut(flying), FadeIn(pile.tallies)]
    tallies = zip(pile.tallies, counts, strict=True)
    return [FadeOut(flying), *(Count(tally.value, [count]) for tally, count in tallies)]


def light_common(grid: PixelGrid, one: SourcedArray, other: SourcedArray, color: str) -> Animation:
    """Let the cells that two pictures light take a color, and the others turn quiet."""
    return Transform(grid, show_common(grid.copy(), one, other, color))

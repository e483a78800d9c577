"""Pictures laid over one another: how many light a cell, and which cells two have in common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import Group, VGroup

from scenes import theme
from scenes.layout import Stage
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.tally import Tally
from scenes.scales import gray
from scenes.words import _

if TYPE_CHECKING:
    from typing import Self

    from scenes.sourced import Sourced, SourcedArray

ALONE = 0.32
"""How bright a cell is that only one of two pictures lights."""
COUNTS_WIDTH = 0.65
"""Of the counts beside a pile, as a share of the height of their room."""
GAP = 0.15
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

    Attributes
    ----------
    grid, frame, tallies
        The parts.
    """

    def __init__(
        self,
        rows: int,
        *,
        room: Stage,
        counts: tuple[Sourced, Sourced],
        color: str,
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
    side = min(room.height, (room.width - counts) / (1 + GAP))
    x, y = room.center[:2]
    left, right = (x + half * ((1 + GAP) * side + counts) / 2 for half in (-1, 1))
    square = Stage(left, left + side, y + side / 2, y - side / 2)
    return square, Stage(right - counts, right, y + 0.24 * side, y - 0.24 * side)


def _below(room: Stage) -> tuple[Stage, Stage]:
    """The square of a pile, and the two lines of its counts below it."""
    height = 2 * COUNT_LINE
    side = min(room.width, room.height - height)
    x, y = room.center[0], room.center[1] + (side + height) / 2
    square = Stage(x - side / 2, x + side / 2, y, y - side)
    return square, replace(square, top=square.bottom, bottom=square.bottom - height)

"""Pictures laid over one another: how many light a cell, and which cells two have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Group, VGroup

from scenes import theme
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.tally import Tally
from scenes.scales import gray
from scenes.words import _

if TYPE_CHECKING:
    from typing import Self

    from numpy.typing import NDArray

    from scenes.sourced import Sourced, SourcedArray

ALONE = 0.32
"""How bright a cell is that only one of two pictures lights."""
COUNTS_WIDTH = 0.65
"""Of the counts beside a pile, as a share of its side."""
GAP = 0.15
"""Between a pile and its counts, as a share of its side."""


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
    """Pictures laid over one another; beside them, how many pixels any and all of them light.

    Parameters
    ----------
    rows
        Of each picture, as many as it has columns.
    side
        Of the pile, scene units.
    center
        Of the pile with its counts.
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
        side: float,
        center: NDArray[np.float64],
        counts: tuple[Sourced, Sourced],
        color: str,
    ) -> None:
        self.common_color = color
        self.grid = PixelGrid(np.zeros((rows, rows, 3)), side=side)
        left = center[0] - (1 + GAP + COUNTS_WIDTH) / 2 * side
        self.grid.move_to([left + side / 2, center[1], 0])
        self.frame = grid_frame(self.grid)
        ends = {"left": left + (1 + GAP) * side, "right": left + (1 + GAP + COUNTS_WIDTH) * side}
        any_lit, all_lit = counts
        above, below = center[1] + 0.12 * side, center[1] - 0.12 * side
        self.tallies = VGroup(
            Tally(_("lit by any"), any_lit, y=above, **ends),
            Tally(_("lit by all"), all_lit, y=below, color=color, **ends),
        )
        super().__init__(self.grid, self.frame, self.tallies)

    def show(self, stack: SourcedArray, full: int) -> Self:
        """Show how many of `full` pictures light each pixel; the counts stay as they are."""
        show_stack(self.grid, stack, full=full, color=self.common_color)
        return self

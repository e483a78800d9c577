"""Pictures laid over one another: how many light a cell, and which cells two have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes import theme
from scenes.scales import gray

if TYPE_CHECKING:
    from scenes.mobjects.pixel_grid import PixelGrid
    from scenes.sourced import SourcedArray

ALONE = 0.32
"""How bright a cell is that only one of two pictures lights."""


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

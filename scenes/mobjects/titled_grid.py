"""A grid in its frame, with a name above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, Group

from scenes import theme
from scenes.mobjects.pixel_grid import grid_frame
from scenes.mobjects.text import Words

if TYPE_CHECKING:
    import numpy as np
    from manim.typing import Point3DLike
    from numpy.typing import NDArray

    from scenes.layout import Stage
    from scenes.mobjects.pixel_grid import PixelGrid

GAP = 0.22
NAME_HEIGHT, APART = 0.45, 0.5
"""What a name takes above its grid; and from grid to grid where they stand two by two."""


class TitledGrid(Group):
    """A grid, a quiet line around it, and what it is.

    Parameters
    ----------
    grid
        Where it stands.
    words
        Its name.

    Attributes
    ----------
    grid, frame, title
        The parts.
    """

    def __init__(self, grid: PixelGrid, words: str) -> None:
        self.grid = grid
        self.frame = grid_frame(grid)
        self.title = self._title(words)
        super().__init__(grid, self.frame, self.title)

    def at(self, spot: Point3DLike, side: float, words: str) -> TitledGrid:
        """The same grid elsewhere, in another size and under another name of the same height."""
        return TitledGrid(self.grid.copy().scale_to_fit_height(side).move_to(spot), words)

    def _title(self, words: str) -> Words:
        return Words(words, size="note", color=theme.SECONDARY).next_to(self.grid, UP, buff=GAP)


def four_places(area: Stage) -> tuple[list[NDArray[np.float64]], float]:
    """Middles of four grids with their names, in line or two by two; and the side of a grid."""
    if area.is_wide:
        return [area.at((2 * i + 1) / 8, 0.5) for i in range(4)], min(2.85, 0.23 * area.width)
    side = min((area.width - APART) / 2, (area.height - APART) / 2 - NAME_HEIGHT)
    whole = area.inset(0.0, area.height / 2 - side - NAME_HEIGHT - APART / 2)
    cells = whole.cells(2, 2, gap=APART)
    return [cell.at(0.5, 0) + side / 2 * UP for cell in cells], side

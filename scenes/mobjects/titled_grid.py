"""A grid in its frame, with a name above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, Group

from scenes import theme
from scenes.mobjects.pixel_grid import grid_frame
from scenes.mobjects.text import Words

if TYPE_CHECKING:
    from manim.typing import Point3DLike

    from scenes.mobjects.pixel_grid import PixelGrid

GAP = 0.22


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

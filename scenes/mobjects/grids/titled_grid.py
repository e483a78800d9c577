"""A grid with its title above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, Group

from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import note

if TYPE_CHECKING:
    from manim.typing import Point3DLike

TITLE_GAP = 0.22


class TitledGrid(Group):
    """A grid, a quiet line around it, and its title above it.

    Titles in a row share a line if they stand `on_baseline`: else letters that reach below the
    line lift their title.
    """

    def __init__(self, grid: PixelGrid, words: str, *, on_baseline: bool = False) -> None:
        self.grid = grid
        self.frame = grid_frame(grid)
        self.title = note(words).next_to(grid, UP, buff=TITLE_GAP)
        if on_baseline:
            self.title.shift((grid.get_top()[1] + TITLE_GAP - self.title.baseline) * UP)
        super().__init__(grid, self.frame, self.title)

    def at(self, spot: Point3DLike, side: float, words: str) -> TitledGrid:
        """The same grid elsewhere, in another size and under another name of the same height."""
        return TitledGrid(self.grid.copy().scale_to_fit_height(side).move_to(spot), words)

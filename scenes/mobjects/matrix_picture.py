"""A matrix as a picture: a cell a weight, below it what it is called, with its true size."""

from __future__ import annotations

from manim import DOWN, Group, RoundedRectangle

from scenes import theme
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text import Formula, Words
from scenes.scales import signed_colors
from scenes.sourced import Sourced, SourcedArray
from scenes.theme import Palette
from scenes.words import _


class MatrixPicture(Group):
    """A matrix whose weights are too many for numbers.

    Parameters
    ----------
    weights
        Shape (rows, columns).
    sizes
        Number of rows, number of columns.
    code
        Typst mathematics of its name.
    height, width
        In scene units; cells need not be square.
    palette
        Whose sign colors are used.

    Attributes
    ----------
    grid, frame
        The cells, and a line around them.
    letters, size
        Below the cells.
    """

    def __init__(
        self,
        weights: SourcedArray,
        sizes: tuple[Sourced, Sourced],
        code: str,
        *,
        height: float,
        width: float,
        palette: Palette,
    ) -> None:
        colors = signed_colors(weights.values, palette)
        self.grid = PixelGrid(colors, side=height, sources=weights)
        self.grid.stretch_to_fit_width(width)
        self.frame = grid_frame(self.grid)
        self.letters = Formula(code, size="body").next_to(self.frame, DOWN, buff=0.15)
        self.size = Words(
            _("{rows} × {columns}"), size="note", color=theme.SECONDARY,
            rows=sizes[0], columns=sizes[1],
        ).next_to(self.letters, DOWN, buff=0.12)  # fmt: skip
        super().__init__(self.grid, self.frame, self.letters, self.size)

    def row_box(self, row: int, color: str) -> RoundedRectangle:
        """A line around one row."""
        rows = self.grid.shape[0]
        pitch = self.grid.height / rows
        box = RoundedRectangle(corner_radius=0.03, width=self.grid.width + 0.1, height=pitch + 0.06)
        box.set_stroke(color, width=3).move_to(self.grid)
        return box.set_y(self.grid.get_top()[1] - (row + 0.5) * pitch)

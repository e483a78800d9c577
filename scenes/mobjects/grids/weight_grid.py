"""Weights as pictures: of one neuron, of a whole matrix."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import DL, DOWN, RIGHT, UL, Group, Line, Mobject, RoundedRectangle, VGroup
from numpy.typing import NDArray

from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Formula, Words
from scenes.stage import theme
from scenes.stage.scales import signed_colors
from scenes.stage.theme import Palette
from scenes.subject.sourced import Sourced, SourcedArray
from scenes.subject.words import _


class WeightGrid(Group):
    """The weights into one neuron, shape (pixels,), laid out as the pixels they multiply.

    `largest` is the magnitude shown at full color, by default the 99.5th percentile of all.
    """

    def __init__(
        self,
        weights: SourcedArray,
        *,
        side: float,
        palette: Palette,
        largest: float | None = None,
    ) -> None:
        self.palette = palette
        self.weights = weights
        colors = weight_colors(weights, palette, largest)
        self.grid = PixelGrid(colors, side=side, sources=weights)
        self.frame = grid_frame(self.grid)
        super().__init__(self.grid, self.frame)

    def show(self, weights: SourcedArray, largest: float | None = None) -> Self:
        """Show the weights of another neuron; animate it as `weight_grid.animate.show(...)`."""
        self.weights = weights
        self.grid.set_colors(weight_colors(weights, self.palette, largest), weights)
        return self

    def empty(self) -> Self:
        """Turn all cells dark; they stand for no values until `show`."""
        self.grid.set_colors(np.zeros_like(self.grid.colors))
        self.grid.fills = ()
        return self

    def place(self, pixel: int) -> tuple[int, int]:
        """Row and column of a pixel."""
        return divmod(pixel, self.grid.shape[1])

    def rays_from(self, neuron: Mobject) -> VGroup:
        """Two lines from a neuron on the left, which show whose weights these are."""
        start = neuron.get_edge_center(RIGHT)
        rays = VGroup(*(Line(start, self.frame.get_corner(corner)) for corner in (UL, DL)))
        return rays.set_stroke(theme.SECONDARY, width=1.5, opacity=0.6)


def weight_colors(
    weights: SourcedArray, palette: Palette, largest: float | None = None
) -> NDArray[np.float64]:
    """Color of every weight, shape (rows, rows, 3)."""
    rows = round(weights.size**0.5)
    return signed_colors(weights.values.reshape(rows, rows), palette, largest)


class MatrixPicture(Group):
    """A matrix whose weights are too many for numbers, with its name and its size below.

    `sizes` are its numbers of rows and columns, `code` is its name in Typst mathematics. Cells need
    not be square.
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

"""The weights of one neuron as a picture: one cell a weight, in its sign's color."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import DL, RIGHT, UL, Group, Line, Mobject, VGroup
from numpy.typing import NDArray

from scenes import theme
from scenes.mobjects.pixel_grid import PixelGrid, grid_frame
from scenes.scales import signed_colors
from scenes.sourced import SourcedArray
from scenes.theme import Palette


class WeightGrid(Group):
    """One row of the first weight matrix, laid out as the pixels it looks at.

    Parameters
    ----------
    weights
        Shape (pixels,), pixel by pixel, row by row of the picture.
    side
        In scene units.
    palette
        Whose sign colors are used.
    largest
        Magnitude shown at full color; without it the 99.5th percentile of the magnitudes.

    Attributes
    ----------
    grid
        The cells; `grid.cell_center`, `grid.cell_frame` and `grid.cell_centers` find them.
    frame
        A quiet line around them.
    weights
        What is shown now.
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

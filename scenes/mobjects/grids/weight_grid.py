"""The weights of one neuron as a picture."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.stage.scales import signed_colors
from scenes.stage.theme import Palette
from scenes.subject.sourced import SourcedArray


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


def weight_colors(
    weights: SourcedArray, palette: Palette, largest: float | None = None
) -> NDArray[np.float64]:
    """Color of every weight, shape (rows, rows, 3)."""
    rows = round(weights.size**0.5)
    return signed_colors(weights.values.reshape(rows, rows), palette, largest)

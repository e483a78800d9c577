"""A filter between the picture that it looks at and the grid for what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, UP, Group

from scenes.mobjects.cell_numbers import cell_numbers
from scenes.mobjects.pixel_grid import PixelGrid, image_grid
from scenes.mobjects.titled_grid import TitledGrid
from scenes.mobjects.window_sum import WindowSum
from scenes.scales import signed_colors
from scenes.words import _

if TYPE_CHECKING:
    from scenes.sourced import Sourced, SourcedArray
    from scenes.theme import Palette

KERNEL = 1.4
"""Side of the filter, in scene units."""


class FilterBench(Group):
    """A picture at the left end, an empty grid at the right end, a filter between them.

    Parameters
    ----------
    image
        Values 0..1, row after row.
    kernel
        The weights of the filter, shape (rows, columns).
    result
        What the filter finds, shape of the picture.
    width
        From end to end.
    side
        Of the picture.

    Attributes
    ----------
    picture, kernel, found
        The parts, each a `TitledGrid`; the number of every weight stands in the kernel.
    """

    def __init__(
        self,
        image: SourcedArray,
        kernel: SourcedArray,
        result: SourcedArray,
        *,
        width: float,
        side: float,
        palette: Palette,
    ) -> None:
        self.palette, self.largest = palette, float(np.abs(kernel.values).max())
        end = (width - side) / 2
        self.picture = TitledGrid(image_grid(image, side=side).move_to(end * LEFT), _("picture"))
        nothing = signed_grid(result, side=side, palette=palette).move_to(end * RIGHT)
        nothing.set_cell_weights(np.zeros(nothing.shape))
        self.found = TitledGrid(nothing, _("what it finds"))
        weights = signed_grid(kernel, side=KERNEL, palette=palette)
        # Room at its left for what it sees.
        weights.move_to(self.picture.grid, aligned_edge=UP).set_x(0.75 * KERNEL)
        self.kernel = TitledGrid(weights, _("filter"))
        self.kernel.add(cell_numbers(weights, [each.shown_as(decimals=0) for each in kernel]))
        super().__init__(self.picture, self.kernel, self.found)

    def stop(self, pixels: SourcedArray, products: SourcedArray, total: Sourced) -> WindowSum:
        """What the filter does at one pixel."""
        return WindowSum(
            self.kernel.grid, pixels, products, total, largest=self.largest, palette=self.palette
        )


def signed_grid(values: SourcedArray, *, side: float, palette: Palette) -> PixelGrid:
    """Values in the colors of their signs, the largest magnitude at full color.

    Parameters
    ----------
    values
        Shape (rows, columns).
    """
    colors = signed_colors(values.values, palette, largest=float(np.abs(values.values).max()))
    return PixelGrid(colors, side=side, sources=values)

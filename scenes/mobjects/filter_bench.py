"""A filter between the picture that it looks at and the grid for what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, UP, Group

from scenes.mobjects.cell_numbers import cell_numbers
from scenes.mobjects.pixel_grid import PixelGrid, image_grid
from scenes.mobjects.titled_grid import TitledGrid
from scenes.mobjects.window_sum import GAP as SEEN_GAP
from scenes.mobjects.window_sum import WindowSum
from scenes.scales import signed_colors
from scenes.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.layout import Stage
    from scenes.sourced import Sourced, SourcedArray
    from scenes.theme import Palette

LARGEST, KERNEL = 4.3, 1.4
"""Sides of the picture, at most, and of the filter on a wide stage."""
TITLE = 0.45
"""Over each of them."""
APART = 0.5
SUM_BELOW = 1.2
"""Below the filter hang the products, as large as itself; and so much for gaps and the sum."""
SPILL = 0.15
"""How far what the filter sees may reach beyond the stage, scene units."""


@dataclass(frozen=True)
class BenchPlaces:
    """Where the parts of a bench stand.

    Attributes
    ----------
    side, kernel_side
        Of the picture, which is that of what the filter finds; and of the filter.
    picture, found
        Their middles.
    kernel
        The middle of the filter's upper edge; there is room at its left for what it sees.
    """

    side: float
    kernel_side: float
    picture: NDArray[np.float64]
    found: NDArray[np.float64]
    kernel: NDArray[np.float64]


def bench_places(area: Stage, row_length: int = 28) -> BenchPlaces:
    """The filter between both pictures on a wide stage, below them on a tall one, else beside.

    Parameters
    ----------
    area
        The stage.
    row_length
        Cells of a row of the picture: what the filter sees reaches a cell beyond its edge.
    """
    if area.is_wide:
        side = min(LARGEST, 0.32 * area.width)
        end = (area.width - side) / 2
        top = area.center + np.array([0.75 * KERNEL, side / 2, 0])
        return BenchPlaces(side, KERNEL, area.center + end * LEFT, area.center + end * RIGHT, top)
    area = area.inset(max(0.0, area.width / 2 / row_length - SPILL))
    if area.is_tall:
        side, kernel_side = (area.width - APART) / 2, 2.0
        high = side + TITLE
        above, room = area.rows(high, area.height - high - APART, gap=APART)
        cells = above.columns(1, 1, gap=APART)
    else:
        side, kernel_side = (area.height - APART) / 2 - TITLE, 1.5
        aside, room = area.columns(side, area.width - side - APART, gap=APART)
        cells = aside.rows(1, 1, gap=APART)
    picture, found = (cell.at(0.5, 0) + side / 2 * UP for cell in cells)
    spare = room.height - TITLE - 2 * kernel_side - SUM_BELOW
    across = (SEEN_GAP + kernel_side) / 2
    kernel = room.at(0.5, 1) + np.array([across, -TITLE - spare / 2, 0])
    return BenchPlaces(side, kernel_side, picture, found, kernel)


class FilterBench(Group):
    """A picture, an empty grid for what is found in it, and a filter.

    Parameters
    ----------
    image
        Values 0..1, row after row.
    kernel
        The weights of the filter, shape (rows, columns).
    result
        What the filter finds, shape of the picture.
    places
        Where they stand.

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
        places: BenchPlaces,
        palette: Palette,
    ) -> None:
        self.palette, self.largest = palette, float(np.abs(kernel.values).max())
        picture = image_grid(image, side=places.side).move_to(places.picture)
        self.picture = TitledGrid(picture, _("picture"))
        nothing = signed_grid(result, side=places.side, palette=palette).move_to(places.found)
        nothing.set_cell_weights(np.zeros(nothing.shape))
        self.found = TitledGrid(nothing, _("what it finds"))
        weights = signed_grid(kernel, side=places.kernel_side, palette=palette)
        weights.move_to(places.kernel, aligned_edge=UP)
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

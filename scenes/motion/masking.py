"""A mask of weights is laid over a picture, and what is left of it flows into a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, AnimationGroup, linear, squish_rate_func

from scenes.mobjects.pixel_cloud import PixelCloud
from scenes.mobjects.weight_grid import weight_colors
from scenes.motion.cells import Pour, cells_of
from scenes.motion.counting import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.pixel_grid import PixelGrid
    from scenes.mobjects.sum_bar import SumBar
    from scenes.mobjects.value_label import ValueLabel
    from scenes.mobjects.weight_grid import WeightGrid
    from scenes.sourced import Sourced, SourcedArray

DIMMED = 0.16
"""Opacity of a picture under a mask."""
FIRST_ARRIVAL = 0.45
"""Share of the time after which the first term arrives."""


class MaskedPicture:
    """A mask that is laid over a picture, multiplied with it, and added up.

    Parameters
    ----------
    mask
        Stays where it is: a copy of it moves.
    picture
        Dims while the copy lies over it.
    products
        Weight times pixel, one a cell.
    order
        Cells whose products are not zero, in the order in which they are added.
    sums
        The running sums.
    shown_by
        What counts through them.
    into
        The point beside the sum where products vanish.

    Attributes
    ----------
    sheet
        The copy, transparent where the weight is zero: on stage until the products pour out.
    cloud
        The products on their way: on stage while they pour.
    """

    def __init__(
        self,
        mask: WeightGrid,
        picture: PixelGrid,
        *,
        products: SourcedArray,
        order: Sequence[int],
        sums: Sequence[Sourced],
        shown_by: Sequence[ValueLabel | SumBar],
        into: NDArray[np.float64],
    ) -> None:
        self.mask, self.picture, self.products = mask, picture, products
        self.order, self.sums, self.shown_by, self.into = order, sums, shown_by, into
        self.sheet: PixelGrid = mask.grid.copy()
        self.sheet.set_cell_weights(mask.weights.values != 0)
        self.cloud: PixelCloud | None = None

    def lay_over(self) -> Animation:
        """Let the copy glide over the picture, which dims below it."""
        return AnimationGroup(
            self.sheet.animate.match_height(self.picture).move_to(self.picture),
            self.picture.animate.set_opacity(DIMMED),
        )

    def multiply(self) -> Animation:
        """Let every weight become its product with the pixel below it: over the dark, nothing."""
        largest = float(np.abs(self.mask.weights.values).max())
        colors = weight_colors(self.products, self.mask.palette, largest)
        changed = self.sheet.animate.set_colors(colors, self.products)
        return changed.set_cell_weights(self.products.values != 0).build()

    def pour_out(self, *, seconds: float) -> list[Animation]:
        """Let the products travel to the sum, which counts; nothing moves if all are zero.

        Take the sheet off the stage before, and the cloud afterwards.
        """
        if not self.order:
            return []
        self.cloud = cells_of(self.sheet, self.order, [self.products[i] for i in self.order])
        late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
        return [
            Pour(self.cloud, self.into, lag=1 - FIRST_ARRIVAL, run_time=seconds),
            *(Count(each, self.sums, rate_func=late, run_time=seconds) for each in self.shown_by),
        ]

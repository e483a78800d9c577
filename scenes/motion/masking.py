"""A mask of weights is laid over a picture, and what is left of it flows into a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, AnimationGroup, linear, squish_rate_func

from scenes.mobjects.weight_grid import weight_colors
from scenes.motion.cells import Pour, cells_of
from scenes.motion.counting import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.pixel_cloud import PixelCloud
    from scenes.mobjects.pixel_grid import PixelGrid
    from scenes.mobjects.sum_bar import SumBar
    from scenes.mobjects.value_label import ValueLabel
    from scenes.mobjects.weight_grid import WeightGrid
    from scenes.sourced import Sourced, SourcedArray

DIMMED = 0.16
"""Opacity of a picture under a mask."""
FIRST_ARRIVAL = 0.45
"""Share of the time after which the first term arrives."""


def sheet_of(mask: WeightGrid) -> PixelGrid:
    """A copy of a mask that is transparent where the weight is zero."""
    sheet: PixelGrid = mask.grid.copy()
    return sheet.set_cell_weights(mask.weights.values != 0)


def lay_over(sheet: PixelGrid, picture: PixelGrid, *, seconds: float = 1.2) -> list[Animation]:
    """Let a mask's copy glide over a picture, which dims below it."""
    return [
        sheet.animate(run_time=seconds).match_height(picture).move_to(picture).build(),
        picture.animate(run_time=seconds).set_opacity(DIMMED).build(),
    ]


def multiply(
    sheet: PixelGrid, mask: WeightGrid, products: SourcedArray, *, seconds: float = 0.7
) -> Animation:
    """Let every weight become its product with the pixel below it: over the dark, nothing."""
    colors = weight_colors(products, mask.palette, float(np.abs(mask.weights.values).max()))
    changed = sheet.animate(run_time=seconds).set_colors(colors, products)
    return changed.set_cell_weights(products.values != 0).build()


def pour_out(
    sheet: PixelGrid,
    order: Sequence[int],
    products: SourcedArray,
    sums: Sequence[Sourced],
    shown_by: Sequence[ValueLabel | SumBar],
    *,
    into: NDArray[np.float64],
    seconds: float,
) -> tuple[PixelCloud, Animation]:
    """Let the products travel into a point beside the sum, which counts.

    Take the sheet off the stage before, and the cloud afterwards.
    """
    cloud = cells_of(sheet, order, [products[i] for i in order])
    late = squish_rate_func(linear, FIRST_ARRIVAL, 1)
    counts = (Count(each, sums, rate_func=late, run_time=seconds) for each in shown_by)
    return cloud, AnimationGroup(
        Pour(cloud, into, lag=1 - FIRST_ARRIVAL, run_time=seconds), *counts
    )

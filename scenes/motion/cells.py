"""Single cells of a grid travel, appear row by row, are called out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    Succession,
    linear,
)

from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.motion.travel import Travel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.subject.sourced import Sourced


def cells_of(grid: PixelGrid, cells: Sequence[int], values: Sequence[Sourced]) -> PixelCloud:
    """Some cells of a grid as sprites that lie over it, each with the value that it shows."""
    chosen = list(cells)
    centers, colors = grid.cell_centers()[chosen], grid.colors.reshape(-1, 3)[chosen]
    cloud = PixelCloud(centers, sides=grid.cell_side, colors=colors)
    cloud.fills = tuple(values)
    return cloud


class Pour(Travel):
    """Let the sprites of a cloud travel into one point, where each vanishes as it arrives.

    Each may have a point of its own. `shrink` is what is left of a sprite's side when it arrives,
    `colors` is what they turn into.
    """

    def __init__(
        self,
        cloud: PixelCloud,
        into: NDArray[np.float64],
        *,
        shrink: float = 0.45,
        colors: ArrayLike | None = None,
        **kwargs: Any,
    ) -> None:
        ends = np.broadcast_to(into, cloud.points.shape)
        target = cloud.copy().place(ends, sides=shrink * cloud.sides, colors=colors)
        super().__init__(cloud, target, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place every sprite on its path, and hide those that have arrived."""
        super().interpolate_mobject(alpha)
        arrived = alpha >= self.lag * self.order + (1 - self.lag)
        self.mobject.alphas = np.where(arrived, 0.0, self.mobject.alphas)


class RowByRow(Animation):
    """Let the rows of a grid appear, the topmost first."""

    def __init__(self, grid: PixelGrid, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        kwargs.setdefault("introducer", True)
        super().__init__(grid, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show as many rows as are done, the one at work in part."""
        rows, columns = self.mobject.shape
        shares = np.clip(self.rate_func(alpha) * rows - np.arange(rows), 0, 1)
        self.mobject.set_cell_weights(np.repeat(shares[:, np.newaxis], columns, axis=1))


def one_then_other(one: Mobject, other: Mobject, *, seconds: float = 2.0) -> Animation:
    """Fade one text out, then another in: laid over each other, neither could be read."""
    return Succession(FadeOut(one), FadeIn(other), run_time=seconds)

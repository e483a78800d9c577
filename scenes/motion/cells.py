"""Single cells of a grid on their way out of it: to places of their own, or into one point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.mobjects.pixel_cloud import PixelCloud
from scenes.motion.travel import Travel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.pixel_grid import PixelGrid
    from scenes.sourced import Sourced


def cells_of(grid: PixelGrid, cells: Sequence[int], values: Sequence[Sourced]) -> PixelCloud:
    """Some cells of a grid as sprites that lie over it.

    Parameters
    ----------
    cells
        Indices, row after row.
    values
        What each of them shows.
    """
    chosen = list(cells)
    centers, colors = grid.cell_centers()[chosen], grid.colors.reshape(-1, 3)[chosen]
    cloud = PixelCloud(centers, sides=grid.cell_side, colors=colors)
    cloud.fills = tuple(values)
    return cloud


def take_out(
    cloud: PixelCloud, places: Sequence[Mobject], *, lag: float = 0.5, seconds: float = 1.2
) -> Animation:
    """Let each sprite travel to a square of its own, and become as large as it."""
    centers = np.array([place.get_center() for place in places])
    target = cloud.copy().place(centers, sides=[place.width for place in places])
    return Travel(cloud, target, lag=lag if len(centers) > 1 else 0.0, run_time=seconds)


class Pour(Travel):
    """Let the sprites of a cloud travel into one point, where each vanishes as it arrives.

    Parameters
    ----------
    cloud
        What moves, the first sprite first.
    into
        The point, shape (3,).
    shrink
        What is left of a sprite's side when it arrives.
    """

    def __init__(
        self, cloud: PixelCloud, into: NDArray[np.float64], *, shrink: float = 0.45, **kwargs: Any
    ) -> None:
        ends = np.broadcast_to(into, cloud.points.shape)
        target = cloud.copy().place(ends, sides=shrink * cloud.sides)
        super().__init__(cloud, target, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place every sprite on its own way, and hide those that have arrived."""
        super().interpolate_mobject(alpha)
        arrived = alpha >= self.lag * self.order + (1 - self.lag)
        self.mobject.alphas = np.where(arrived, 0.0, self.mobject.alphas)

"""Weights on their way from their connections into a grid."""

from __future__ import annotations

import numpy as np

from scenes.mobjects.connections import ConnectionLight
from scenes.mobjects.pixel_cloud import PixelCloud
from scenes.mobjects.weight_grid import WeightGrid
from scenes.motion.propagation import cloud_of
from scenes.motion.travel import Travel

BEAD = 0.075
"""Side of a weight while it sits on its connection, scene units."""
RIM = 0.4
"""Of the weights on their way: most of them are almost black."""
NEAREST, FARTHEST = 0.15, 0.85
"""Shares of a connection between which the weights sit, by their column in the grid."""


def beads_on(light: ConnectionLight, neuron: int, weight_grid: WeightGrid) -> PixelCloud:
    """The weights into one neuron, each on its own connection.

    A picture's row sits on neighboring connections, its columns one after the other along them:
    the picture is there already, seen at a slant.

    Parameters
    ----------
    light
        Connections of the input.
    weight_grid
        Shows the weights of this neuron.
    """
    rows, columns = weight_grid.grid.shape
    lines = light.lines().reshape(light.fan_out, light.fan_in, 2, 3)[neuron]
    share = np.tile(np.linspace(NEAREST, FARTHEST, columns), rows)[:, np.newaxis]
    cloud = cloud_of(weight_grid.grid)
    return cloud.place(
        (1 - share) * lines[:, 0] + share * lines[:, 1], sides=BEAD, roundness=1.0, rim=RIM
    )


def gather(cloud: PixelCloud, weight_grid: WeightGrid, *, seconds: float = 1.6) -> Travel:
    """Let weights travel from where they are into their cells, the upper rows first."""
    rows, columns = weight_grid.grid.shape
    order = np.repeat(np.linspace(0, 1, rows), columns)
    return Travel(cloud, cloud_of(weight_grid.grid), order=order, lag=0.4, run_time=seconds)

"""Rows of neurons line up, and the line becomes a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.mobjects.network_diagram import STRIP_WIDTH
from scenes.motion.travel import Travel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.mobjects.pixel_cloud import PixelCloud

SEAMLESS = 1.5
"""Width of a tick, in distances between two: the soft edges of neighbors hide each other."""


def line_up(
    cloud: PixelCloud, rows: int, start: NDArray[np.float64], end: NDArray[np.float64],
    *, height: float, seconds: float = 4.0,
) -> Travel:  # fmt: skip
    """Let row after row slide into one horizontal line.

    Parameters
    ----------
    cloud
        Neurons row by row.
    rows
        How many rows there are.
    start, end
        Of the line, shape (3,).
    height
        Of the thin ticks that the neurons are in the line.
    """
    count = len(cloud.points)
    share = (np.arange(count) + 0.5)[:, np.newaxis] / count
    places = (1 - share) * start + share * end
    line = cloud.copy().place(places, sides=SEAMLESS * (end - start)[0] / count, heights=height)
    order = np.repeat(np.linspace(0, 1, rows), count // rows)
    return Travel(cloud, line, order=order, lag=0.72, run_time=seconds)


def swing_upright(cloud: PixelCloud, ticks: NDArray[np.float64], *, seconds: float = 2.0) -> Travel:
    """Let a horizontal line swing down into the input column, its beginning first.

    Parameters
    ----------
    ticks
        Where the neurons are in the column, from the top, shape (n, 3).
    """
    pitch = ticks[0, 1] - ticks[1, 1]
    column = cloud.copy().place(ticks, sides=STRIP_WIDTH, heights=pitch, roundness=0.0)
    return Travel(cloud, column, bend=0.22, lag=0.3, run_time=seconds)

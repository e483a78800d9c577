"""Numbers as dots that stand on one another along an axis: a pile says how they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.stage import theme

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray
    from scenes.subject.sourced import SourcedArray


def dot_pile(
    values: SourcedArray, edges: FloatArray, *, xs: ArrayLike, foot: float, top: float
) -> PixelCloud:
    """Pile up dots, those of each bin on one another, as large as they fit.

    Parameters
    ----------
    values
        A dot for each, shape (values,).
    edges
        Of the bins, ascending and evenly spaced, shape (bins + 1,).
    xs
        Where these stand, shape (bins + 1,), scene units.
    foot, top
        Heights between which all dots have room, scene units.
    """
    bins = np.clip(np.searchsorted(edges, values.values, "right") - 1, 0, edges.size - 2)
    counts, places = np.bincount(bins), np.asarray(xs, np.float64)
    width, beside = float(places[1] - places[0]), 1
    while -(-counts.max() // beside) * width / beside > top - foot:
        beside += 1
    side = width / beside
    ranks = np.array([np.count_nonzero(bins[:i] == at) for i, at in enumerate(bins)])
    across = places[bins] + (ranks % beside + 0.5) * side
    up = foot + (ranks // beside + 0.5) * side
    colors = np.tile(theme.rgb(theme.TEXT), (len(bins), 1))
    centers = np.stack([across, up, np.zeros(len(bins))], axis=1)
    return PixelCloud(centers, sides=side, colors=colors, roundness=1.0, sources=values)

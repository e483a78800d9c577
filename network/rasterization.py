"""From pen strokes to the 28 x 28 pixels that a network reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

from network.errors import OptionError
from network.pen_strokes import stroke_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.pen_strokes import Stroke

GRID_SIDE = 28
INK_BOX = 20
# Measured: the center of mass of MNIST's images is the middle of pixel (14, 14), half a pixel
# right of and below the middle of the grid.
INK_CENTER = 14.5
PEN_WIDTH = 2.5
_SOFT_EDGE = 1.0
_SAMPLES = 160

_PIXEL_CENTERS = np.indices((GRID_SIDE, GRID_SIDE))[::-1].reshape(2, -1).T + 0.5


def rasterize_strokes(
    strokes: Sequence[Stroke], *, pen_width: float = PEN_WIDTH
) -> NDArray[np.float64]:
    """
    Draw strokes as MNIST's digits are drawn.

    The ink is scaled to fit a box of 20 x 20 pixels in its proportions, drawn with a soft-edged
    pen, and moved so that its center of mass is the middle of pixel (14, 14).

    Parameters
    ----------
    strokes
        One stroke or more, in any unit, y down.
    pen_width
        Width of the line in pixels, more than 0 and less than 20.

    Returns
    -------
    Shape `(784,)`: ink from 0 to 1, row after row.

    Raises
    ------
    OptionError
        If there is no stroke, or the pen is too wide.

    References
    ----------
    Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits": the box of
    20 x 20 pixels, and the centering by mass in 28 x 28.
    """
    return _ink(np.concatenate(place_strokes(strokes, pen_width=pen_width)), pen_width)


def place_strokes(
    strokes: Sequence[Stroke], *, pen_width: float = PEN_WIDTH
) -> tuple[NDArray[np.float64], ...]:
    """
    Find the way of the pen over the grid of pixels, as `rasterize_strokes` draws it.

    Parameters
    ----------
    strokes
        One stroke or more, in any unit, y down.
    pen_width
        Width of the line in pixels, more than 0 and less than 20.

    Returns
    -------
    The path of each stroke, shape `(samples, 2)`: x and y in pixels from the grid's upper left
    corner, y down.

    Raises
    ------
    OptionError
        If there is no stroke, or the pen is too wide.
    """
    if not strokes or not 0 < pen_width < INK_BOX:
        raise OptionError(
            f"expected strokes and a pen of 0 to 20 pixels, got {len(strokes)}, {pen_width}"
        )
    path = np.concatenate([stroke_path(stroke, _SAMPLES) for stroke in strokes])
    low, high = path.min(axis=0), path.max(axis=0)
    path = (path - (low + high) / 2) * ((INK_BOX - pen_width) / np.max(high - low)) + INK_CENTER
    path += INK_CENTER - _center_of_mass(_ink(path, pen_width))
    return tuple(np.split(path, len(strokes)))


def _ink(path: NDArray[np.float64], pen_width: float) -> NDArray[np.float64]:
    """Darkness of each pixel by its distance from the path, a ramp at the pen's edge."""
    distances, _ = KDTree(path).query(_PIXEL_CENTERS, distance_upper_bound=INK_BOX)
    reach = (pen_width + _SOFT_EDGE) / 2
    return np.asarray(np.clip((reach - distances) / _SOFT_EDGE, 0.0, 1.0), np.float64)


def _center_of_mass(ink: NDArray[np.float64]) -> NDArray[np.float64]:
    """Center of the ink as (x, y), in pixels."""
    return np.asarray(ink @ _PIXEL_CENTERS / ink.sum(), np.float64)

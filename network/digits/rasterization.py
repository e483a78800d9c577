"""From pen strokes to the pixels that a network reads."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

from network.digits.image_format import MNIST_FORMAT
from network.digits.pen_strokes import stroke_path
from network.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from network.digits.image_format import ImageFormat
    from network.digits.pen_strokes import Stroke

_SAMPLES = 160


def rasterize_strokes(
    strokes: Sequence[Stroke],
    *,
    pen_width: float | None = None,
    image_format: ImageFormat = MNIST_FORMAT,
) -> NDArray[np.float64]:
    """Draw strokes as the digits of a data set are drawn.

    The ink is scaled to fit the format's box in its proportions, drawn with a soft-edged pen, and
    moved to the format's middle: in MNIST's, its center of mass is the middle of pixel (14, 14).

    Parameters
    ----------
    strokes
        One stroke or more, in any unit, y down.
    pen_width
        Width of the line in pixels, more than 0 and less than the format's box; by default the
        format's.

    Returns
    -------
    Shape `(pixels,)`: ink from 0 to 1, row after row.

    Raises
    ------
    OptionError
        If there is no stroke, or the pen is too wide.
    """
    paths = [stroke_path(stroke, _SAMPLES) for stroke in strokes]
    return rasterize_paths(paths, pen_width=pen_width, image_format=image_format)


def rasterize_paths(
    paths: Sequence[NDArray[np.float64]],
    *,
    pen_width: float | None = None,
    image_format: ImageFormat = MNIST_FORMAT,
    least_extent: float = 0.0,
) -> NDArray[np.float64]:
    """Draw the ways of a pen, as `rasterize_strokes` does.

    Parameters
    ----------
    paths
        One or more, shape `(samples, 2)`, in any unit, y down.
    least_extent
        What is smaller than this, in the same unit, is not enlarged to fill the box.

    Returns
    -------
    Shape `(pixels,)`: ink from 0 to 1, row after row.

    Raises
    ------
    OptionError
        If there is no path, or the pen is too wide.
    """
    width = image_format.pen_width if pen_width is None else pen_width
    placed = _place(paths, width, image_format, least_extent)
    return _ink(np.concatenate(placed), width, image_format)


def place_strokes(
    strokes: Sequence[Stroke],
    *,
    pen_width: float | None = None,
    image_format: ImageFormat = MNIST_FORMAT,
) -> tuple[NDArray[np.float64], ...]:
    """Find the way of the pen over the grid of pixels, as `rasterize_strokes` draws it.

    Parameters
    ----------
    strokes
        One stroke or more, in any unit, y down.
    pen_width
        Width of the line in pixels, more than 0 and less than the format's box; by default the
        format's.

    Returns
    -------
    The path of each stroke, shape `(samples, 2)`: x and y in pixels from the grid's upper left
    corner, y down.

    Raises
    ------
    OptionError
        If there is no stroke, or the pen is too wide.
    """
    width = image_format.pen_width if pen_width is None else pen_width
    return _place([stroke_path(stroke, _SAMPLES) for stroke in strokes], width, image_format)


def _place(
    paths: Sequence[NDArray[np.float64]],
    width: float,
    image_format: ImageFormat,
    least_extent: float = 0.0,
) -> tuple[NDArray[np.float64], ...]:
    """Scale paths into the box, and move them to the middle."""
    if not paths or not 0 < width < image_format.ink_box:
        raise OptionError(
            f"expected strokes and a pen of 0 to {image_format.ink_box:g} pixels,"
            f" got {len(paths)}, {width}"
        )
    path = np.concatenate(paths)
    low, high = path.min(axis=0), path.max(axis=0)
    extent = max(np.max(high - low), least_extent)
    path = (path - (low + high) / 2) * ((image_format.ink_box - width) / extent)
    path += image_format.ink_center
    if image_format.is_centered_by_mass:
        path += image_format.ink_center - _center_of_mass(
            _ink(path, width, image_format), image_format
        )
    return tuple(np.split(path, np.cumsum([len(each) for each in paths])[:-1]))


def _ink(
    path: NDArray[np.float64], pen_width: float, image_format: ImageFormat
) -> NDArray[np.float64]:
    """Darkness of each pixel by its distance from the path, a ramp at the pen's edge."""
    centers = _pixel_centers(image_format.side, image_format.fineness)
    distances, _ = KDTree(path).query(centers, distance_upper_bound=image_format.ink_box)
    soft_edge = 1 / image_format.fineness
    fine = np.clip(((pen_width + soft_edge) / 2 - distances) / soft_edge, 0.0, 1.0)
    if image_format.fineness == 1:
        return np.asarray(fine, np.float64)
    blocks = fine.reshape(
        image_format.side, image_format.fineness, image_format.side, image_format.fineness
    )
    return np.asarray(blocks.mean(axis=(1, 3)).ravel(), np.float64)


def _center_of_mass(ink: NDArray[np.float64], image_format: ImageFormat) -> NDArray[np.float64]:
    """Center of the ink as (x, y), in pixels."""
    return np.asarray(ink @ _pixel_centers(image_format.side, 1) / ink.sum(), np.float64)


@lru_cache(maxsize=16)
def _pixel_centers(side: int, fineness: int) -> NDArray[np.float64]:
    """Middles of all fine pixels as (x, y) in pixels, row after row."""
    fine = side * fineness
    return np.asarray((np.indices((fine, fine))[::-1].reshape(2, -1).T + 0.5) / fineness)

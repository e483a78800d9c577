"""From any picture of a digit to the pixels that a network reads."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import ndimage

from network.digits.image_files import read_image
from network.digits.image_format import MNIST_FORMAT
from network.digits.ink.finding import find_digit
from network.digits.pen_drawing import pixels_in
from network.errors import ImageError, reading

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray
    from PIL.Image import Image

    from network.digits.image_format import ImageFormat

_LOG = logging.getLogger(__name__)
_FINEST_LINE = 0.11
"""Share of the box: 2.2 of MNIST's 20 pixels."""
_FINE_SIDE = 140
_EDGE = 0.25
_HALF = 0.5


def load_digit_image(
    path: str | os.PathLike[str], image_format: ImageFormat = MNIST_FORMAT
) -> NDArray[np.float64]:
    """Read a picture of a digit as a network's inputs.

    A picture that the drawing page saved remembers its strokes: it gives the pixels that the page
    showed.

    Parameters
    ----------
    image_format
        Size and recipe of the pixels.

    Returns
    -------
    Shape `(pixels,)`: ink from 0 to 1, row after row.

    Raises
    ------
    ImageError
        If the file is missing, no picture, damaged or too large, or shows no digit.
    """
    image = read_image(path)
    with reading(Path(path), ImageError, "no digit can be found in it"):
        drawn = pixels_in(image, image_format)
        if drawn is not None:
            return drawn
        found = find_digit(image)
    if found.remark is not None:
        _LOG.warning("%s: %s", Path(path), found.remark)
    return arrange(found.ink, image_format)


def preprocess(
    picture: Image | NDArray[Any], image_format: ImageFormat = MNIST_FORMAT
) -> NDArray[np.float64]:
    """Bring a picture into the format of MNIST's images, or another.

    The ink is found, cropped, scaled in its proportions to fit the format's box, and placed in the
    format's middle: in MNIST's, a box of 20 x 20 pixels, and the center of mass in the middle of
    pixel (14, 14). Lines finer than any in the data set are thickened first.

    Parameters
    ----------
    image_format
        Size and recipe of the pixels.

    Returns
    -------
    Shape `(pixels,)`: ink from 0 to 1, row after row.

    Raises
    ------
    ImageError
        If the picture has no pixels or shows no digit.
    """
    return arrange(find_digit(picture).ink, image_format)


def arrange(
    ink: NDArray[np.float64], image_format: ImageFormat = MNIST_FORMAT
) -> NDArray[np.float64]:
    """Crop, thicken, scale and center ink, as `preprocess` does."""
    return _into_grid(
        _with_margin(_thickened(_cropped(ink, image_format), image_format)), image_format
    )


def _cropped(ink: NDArray[np.float64], image_format: ImageFormat) -> NDArray[np.float64]:
    """Cut out the ink, reduced to what the grid needs, with room for thicker lines."""
    from PIL import Image  # noqa: PLC0415 - only pictures need it

    part = ink[_bounds(ink > 0)]
    factor = max(1, max(part.shape) // _FINE_SIDE)
    blocks = Image.fromarray(np.pad(part, factor).astype(np.float32)).reduce(factor)
    reduced = np.asarray(blocks, np.float64)
    # Averages of a line much finer than the blocks are faint, but it is as black as any.
    return np.pad(reduced / reduced.max(), 1 + int(max(reduced.shape) // image_format.ink_box))


def _thickened(ink: NDArray[np.float64], image_format: ImageFormat) -> NDArray[np.float64]:
    """Make lines of too fine a pen as wide as those of a usual one."""
    is_ink = ink > _HALF
    # Across a line of width w, the distance to the nearest pixel outside is w / 4 + 1/2 on average.
    width = 4 * ndimage.distance_transform_edt(is_ink)[is_ink].mean() - 2
    pixel = _longer_side(ink) / image_format.ink_box
    missing = image_format.ink_box * _FINEST_LINE * pixel - width
    if missing <= 0:
        return ink
    distances = ndimage.distance_transform_edt(~is_ink)
    return np.asarray(np.maximum(ink, (1 + missing / 2 - distances).clip(0, 1)), np.float64)


def _with_margin(ink: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add enough paper for any place of the grid around the center of mass."""
    return np.pad(ink, max(ink.shape))


def _into_grid(ink: NDArray[np.float64], image_format: ImageFormat) -> NDArray[np.float64]:
    """Average what falls into each of the grid's pixels."""
    from PIL import Image  # noqa: PLC0415 - only pictures need it

    pixel = _longer_side(ink) / image_format.ink_box
    top, left = _middle(ink, image_format) - image_format.ink_center * pixel
    window = (left, top, left + image_format.side * pixel, top + image_format.side * pixel)
    grid = Image.fromarray(ink.astype(np.float32)).resize(
        (image_format.side, image_format.side), Image.Resampling.HAMMING, window
    )
    return np.asarray(grid, np.float64).ravel().clip(0.0, 1.0)


def _middle(ink: NDArray[np.float64], image_format: ImageFormat) -> NDArray[np.float64]:
    """Middle of the ink, from the top and from the left."""
    if image_format.is_centered_by_mass:
        return np.array(ndimage.center_of_mass(ink)) + 0.5
    return np.array([(place.start + place.stop) / 2 for place in _bounds(ink > _EDGE)])


def _longer_side(ink: NDArray[np.float64]) -> int:
    """Height or width of the ink, whichever is more."""
    rows, columns = _bounds(ink > _EDGE)
    return int(max(rows.stop - rows.start, columns.stop - columns.start))


def _bounds(is_ink: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Rows and columns that have ink."""
    rows, columns = (np.flatnonzero(is_ink.any(axis)) for axis in (1, 0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)

"""How bright each pixel of a picture is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from network.errors import ImageError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

_HALF = 0.5
_KEPT_PIXELS = 1_000_000
_CHANNELS_WITH_ALPHA = ((2,), (4,))
_CHANNELS = ((), (1,), (3,), *_CHANNELS_WITH_ALPHA)


def brightness(picture: Image | NDArray[Any]) -> NDArray[np.float64]:
    """Reduce a picture to how bright each pixel is.

    What is transparent is taken for paper: of the color of most of the picture, or contrasting with
    the drawing if that is all there is.

    Parameters
    ----------
    picture
        A picture of Pillow in any mode, or an array: shape `(height, width)`, or with a third axis
        of 1 to 4 channels (gray, gray and alpha, RGB, RGBA). Bytes go from 0 to 255; all other
        numbers from the least to the largest that the picture holds; opacity from 0 to the largest
        of its type, or to 1.

    Returns
    -------
    Shape `(height, width)`: from 0, black, to 1, white. Pictures of more than a million pixels
    are reduced in size.

    Raises
    ------
    ImageError
        If the picture has no pixels, or is an array of another shape or type.
    """
    if isinstance(picture, np.ndarray):
        gray, alpha = _split_array(picture)
    else:
        gray, alpha = _split_picture(picture)
    if gray.size == 0:
        raise ImageError("expected a picture, got one without pixels")
    if not np.isfinite(gray).all():
        raise ImageError("expected a picture of finite numbers, got NaN or infinity")
    return gray if alpha is None else _over_paper(gray, alpha)


def _split_picture(image: Image) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """Brightness and opacity of a picture of Pillow; None if it is opaque."""
    if image.mode.startswith(("I", "F")):
        # Reduced first: in floats it would take several times its memory.
        return _split_array(np.asarray(reduced(image.convert("F"))))
    if image.has_transparency_data:
        gray, alpha = reduced(image.convert("RGBA").convert("LA")).split()
        return np.asarray(gray) / 255, np.asarray(alpha) / 255
    flat = image.getchannel(0) if image.mode == "LAB" else image.convert("RGB").convert("L")
    return np.asarray(reduced(flat)) / 255, None


def _split_array(array: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """Brightness and opacity of an array; None if it has no opacity."""
    height_width, rest = array.shape[:2], array.shape[2:]
    if len(height_width) != 2 or rest not in _CHANNELS:  # noqa: PLR2004 - height and width
        raise ImageError(f"expected an array of height x width [x 1 to 4], got {array.shape}")
    if array.dtype.kind not in "buif":
        raise ImageError(f"expected an array of numbers, got {array.dtype}")
    layers = np.atleast_3d(array)
    if rest not in _CHANNELS_WITH_ALPHA:
        return _reduced_array(_scaled(layers).mean(axis=2)), None
    opaque = np.iinfo(array.dtype).max if array.dtype.kind in "ui" else 1
    opacity = layers[..., -1] / np.float32(opaque)
    return _reduced_array(_scaled(layers[..., :-1]).mean(axis=2)), _reduced_array(opacity)


def _scaled(values: NDArray[Any]) -> NDArray[np.float32]:
    """Numbers from 0 to 1: bytes by their range, all others by what they hold.

    Scanners and microscopes write 8, 10 or 12 bits into files of 16 or 32, or numbers of any unit.
    """
    if values.size == 0 or values.dtype == bool:
        return np.asarray(values, np.float32)
    if values.dtype.itemsize == 1:
        return np.asarray(values / np.float32(np.iinfo(values.dtype).max), np.float32)
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) / ((high - low) or 1.0), np.float32)


def reduced(image: Image) -> Image:
    """Average blocks of pixels until few enough are left."""
    factor = math.ceil(math.sqrt(image.width * image.height / _KEPT_PIXELS))
    return image if factor <= 1 else image.reduce(factor)


def _reduced_array(array: NDArray[Any]) -> NDArray[np.float64]:
    """Do the same with an array."""
    from PIL import Image  # noqa: PLC0415 - only pictures need it

    if array.size <= _KEPT_PIXELS:
        return array.astype(np.float64)
    return np.asarray(reduced(Image.fromarray(array.astype(np.float32))), np.float64)


def _over_paper(gray: NDArray[np.float64], alpha: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay a partly transparent picture on paper."""
    is_seen = alpha > _HALF
    if not is_seen.any():
        raise ImageError("expected a digit, got a picture that is transparent all over")
    seen = float(np.median(gray[is_seen]))
    paper = seen if is_seen.mean() > _HALF else float(seen < _HALF)
    return gray * alpha + paper * (1 - alpha)

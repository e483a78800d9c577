"""How bright each pixel of a picture is, and where its ink is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import ndimage

from network.errors import ImageError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

_LEAST_CONTRAST = 0.05
_FAINTEST = 0.1
_HALF = 0.5
_UNDECIDED = 0.1
_FURTHEST_PAPER = 0.35
_SPECK = 0.04
_LONG_CONTACT = 0.25
_SMOOTHED_SIDE = 200
_SAMPLED_SIDE = 50
_ROUNDS = 10
# In a normal distribution, 30 % of all values are within 0.3853 standard deviations of the mean.
_QUIET_SHARE = 0.3
_QUIET_SIGMAS = 0.3853


def find_ink(brightness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Tell ink from paper, be it dark on light or light on dark.

    The paper may be shaded and noisy: what departs from a smooth surface through most of the
    picture is ink, if it is more than a speck. Large areas along the border, such as a table that
    the paper lies on, are not.

    Parameters
    ----------
    brightness
        Shape `(height, width)`.

    Returns
    -------
    Shape `(height, width)`: 0 for paper, up to 1 for ink.

    Raises
    ------
    ImageError
        If nothing stands out from the paper.
    """
    smoothed = ndimage.gaussian_filter(brightness, 1.0 if _is_large(brightness) else 0.0)
    departures = smoothed - _paper(smoothed)
    noise = _deviation(departures)
    lighter, darker = departures.clip(3 * noise), (-departures).clip(3 * noise)
    contrasts = departures if lighter.sum() > darker.sum() else -departures
    strongest = contrasts.max()
    if strongest < max(_LEAST_CONTRAST, 8 * noise):
        raise ImageError("expected a digit on paper, got an empty picture")
    full = np.median(contrasts[contrasts >= strongest / 2])
    is_ink = contrasts > max(3 * noise, _FAINTEST * full)
    contrasts = np.where(_without_specks(is_ink, contrasts), contrasts, 0.0)
    return np.asarray((contrasts / full).clip(0.0, 1.0), np.float64)


def _paper(brightness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Brightness of the paper: the quadratic surface close to most pixels, found in rounds."""
    steps = [-(-side // _SAMPLED_SIDE) for side in brightness.shape]
    down, across = (_powers(side) for side in brightness.shape)
    terms = np.kron(down[:: steps[0]], across[:: steps[1]])
    sample = brightness[:: steps[0], :: steps[1]].ravel()
    furthest = _FURTHEST_PAPER * np.ptp(sample)
    surface = np.full(sample.size, _usual_brightness(brightness))
    for _ in range(_ROUNDS):
        departures = np.abs(sample - surface)
        tolerance = max(_LEAST_CONTRAST / 2, min(furthest, 3 * _deviation(departures)))
        kept = np.where(departures <= tolerance, terms.T, 0.0)
        # Nine equations are solved faster than thousands; lstsq bears a picture one pixel wide.
        solution = np.linalg.lstsq(kept @ terms, kept @ sample)[0]
        surface = terms @ solution
    return np.asarray(down @ solution.reshape(3, 3) @ across.T, np.float64)


def _powers(side: int) -> NDArray[np.float64]:
    """Powers 0, 1, 2 of the place along a side that goes from -1 to 1, shape `(side, 3)`."""
    return np.linspace(-1.0, 1.0, side)[:, None] ** np.arange(3)


def _usual_brightness(brightness: NDArray[np.float64]) -> float:
    """Brightness of most pixels; of most at the border where dark and light are nearly as many."""
    middle = (brightness.min() + brightness.max()) / 2
    is_light = brightness > middle
    share = is_light.mean()
    if abs(share - _HALF) < _UNDECIDED:
        share = is_light[_border(brightness.shape)].mean()
    return float(np.median(brightness[is_light == (share > _HALF)]))


def _without_specks(is_ink: NDArray[np.bool_], contrasts: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Drop parts that are tiny beside the largest, and those that line the border."""
    parts, count = ndimage.label(is_ink, np.ones((3, 3)))
    masses = ndimage.sum_labels(contrasts, parts, np.arange(1, count + 1))
    contacts = np.bincount(parts[_border(parts.shape)], minlength=count + 1)[1:]
    lines_border = contacts > _LONG_CONTACT * 2 * sum(parts.shape)
    inside = np.where(lines_border, 0.0, masses)
    if inside.max() < _SPECK * masses.max() / 10:
        inside = masses
    is_kept = inside >= _SPECK * inside.max()
    return np.asarray(np.concatenate([[False], is_kept])[parts], np.bool_)


def _border(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Mark the outermost pixels."""
    is_border = np.ones(shape, bool)
    is_border[1:-1, 1:-1] = False
    return is_border


def _is_large(brightness: NDArray[np.float64]) -> bool:
    """Whether a digit's lines are wide enough to be smoothed."""
    return bool(min(brightness.shape) > _SMOOTHED_SIDE)


def _deviation(departures: NDArray[np.float64]) -> float:
    """Standard deviation of the paper, even where most of the picture is ink."""
    return float(np.quantile(np.abs(departures), _QUIET_SHARE) / _QUIET_SIGMAS)


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
        return _split_array(np.asarray(image))
    if image.has_transparency_data:
        gray, alpha = _reduced(image.convert("RGBA").convert("LA")).split()
        return np.asarray(gray) / 255, np.asarray(alpha) / 255
    flat = image.getchannel(0) if image.mode == "LAB" else image.convert("RGB").convert("L")
    return np.asarray(_reduced(flat)) / 255, None


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


def _reduced(image: Image) -> Image:
    """Average blocks of pixels until few enough are left."""
    factor = math.ceil(math.sqrt(image.width * image.height / _KEPT_PIXELS))
    return image if factor <= 1 else image.reduce(factor)


def _reduced_array(array: NDArray[Any]) -> NDArray[np.float64]:
    """Do the same with an array."""
    from PIL import Image  # noqa: PLC0415 - only pictures need it

    if array.size <= _KEPT_PIXELS:
        return array.astype(np.float64)
    return np.asarray(_reduced(Image.fromarray(array.astype(np.float32))), np.float64)


def _over_paper(gray: NDArray[np.float64], alpha: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay a partly transparent picture on paper."""
    is_seen = alpha > _HALF
    if not is_seen.any():
        raise ImageError("expected a digit, got a picture that is transparent all over")
    seen = float(np.median(gray[is_seen]))
    paper = seen if is_seen.mean() > _HALF else float(seen < _HALF)
    return gray * alpha + paper * (1 - alpha)

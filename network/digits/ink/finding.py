"""Where on a picture the digit is: found among paper, shadows, desks, lines and neighbors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import ndimage

from network.bounds.limits import MOST_STRETCHED
from network.digits.ink.brightness import brightness, reduced
from network.digits.ink.even_paper import find_ink
from network.digits.ink.shapes import DigitShape, digit_shape
from network.digits.ink.touching import looks_like_two
from network.errors import ImageError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

_HALF = 0.5
_CLEARER = 0.6
_SHAPE_SIDE = 360
"""Shapes are told apart on at most so many pixels a side,"""
_INK_SIDE = 400
"""and the ink of the digit is cut out on at most so many."""


@dataclass(frozen=True)
class FoundInk:
    """The ink of what is taken for the digit.

    Attributes
    ----------
    ink
        Shape `(height, width)`: from 0, paper and all else, to 1.
    remark
        What is doubtful about it, if anything.
    """

    ink: NDArray[np.float64]
    remark: str | None = None


@dataclass(frozen=True)
class _Candidate:
    """A shape on a reduced picture, and its ink on a finer one."""

    shape: DigitShape
    ink: NDArray[np.float64]


def find_digit(picture: Image | NDArray[Any]) -> FoundInk:
    """
    Find the ink of the digit on a picture.

    Three ways are tried: ink is what departs from one smooth sheet of paper; ink is what is darker,
    or lighter, than the paper right beside it, so that a desk or the edge of a shadow is paper too;
    the same in color instead of brightness, if brightness shows nothing. What looks most as if
    written by a pen is taken.

    Parameters
    ----------
    picture
        A picture of Pillow, or an array as `network.digits.ink.brightness.brightness` takes it.

    Raises
    ------
    ImageError
        If the picture is empty, or several things on it look like a digit.
    """
    gray = brightness(picture)
    height, width = gray.shape
    if max(height, width) > MOST_STRETCHED * min(height, width):
        raise ImageError(f"expected a picture of a digit, got a strip of {width} x {height} pixels")
    even = _on_even_paper(gray)
    others = _on_any_paper(gray)
    if not others and (even is None or not even.shape.is_plausible):
        others = _on_any_paper(_main_color(picture))
    best = _best(even, others)
    if best is None:
        raise ImageError("expected a digit on paper, got an empty picture")
    if best.shape.count > 1:
        raise ImageError(
            f"expected one digit, got {best.shape.count} shapes of its size:"
            " cut the picture to one of them"
        )
    return FoundInk(best.ink, _remark(best.shape))


def _remark(shape: DigitShape) -> str | None:
    if not shape.is_plausible:
        return "nothing on it looks written by a pen, so this may be no digit"
    if looks_like_two(shape.is_digit, shape.usual_thickness):
        return "this may be two shapes that touch, read as one digit"
    if shape.left_out:
        return f"beside the digit are smaller shapes, left out: {shape.left_out}"
    return None


def _best(even: _Candidate | None, others: list[_Candidate]) -> _Candidate | None:
    """What was found on even paper, if no other is clearly better."""
    other = min(
        others,
        key=lambda each: (
            each.shape.touches_border,
            each.shape.count > 1,
            each.shape.unlikeness,
        ),
        default=None,
    )
    if even is None or other is None:
        return other or even
    if even.shape.is_plausible:
        is_larger = other.shape.size > 1.4 * even.shape.size
        is_as_even = other.shape.unevenness < 1.4 * even.shape.unevenness
        is_whole = even.shape.touches_border and not other.shape.touches_border
        is_clearer = other.shape.unlikeness < _CLEARER * even.shape.unlikeness
        return other if (is_larger and is_as_even) or (is_whole and is_clearer) else even
    # A thick pen's lines are lost where they are thickest; the rest of them is no digit.
    is_rest = np.mean(even.shape.is_digit[other.shape.is_digit]) > _HALF
    return even if is_rest and not even.shape.touches_border else other


def _on_even_paper(gray: NDArray[np.float64]) -> _Candidate | None:
    try:
        ink = find_ink(gray)
    except ImageError:
        return None
    factor = _factor(ink, _SHAPE_SIDE)
    small, values = _blocks(ink, factor), _blocks(gray, factor)
    is_dark = np.average(values, weights=small) < values.mean()
    shape = digit_shape(small / small.max(), values if is_dark else -values)
    if not shape.is_plausible:
        return _Candidate(shape, ink)
    near = _enlarged(ndimage.binary_dilation(shape.is_digit, np.ones((3, 3))), factor)
    return _Candidate(shape, np.where(near[: ink.shape[0], : ink.shape[1]], ink, 0.0))


def _on_any_paper(values: NDArray[np.float64]) -> list[_Candidate]:
    """What may be a digit, dark on light and light on dark."""
    factor = _factor(values, _SHAPE_SIDE)
    small = _blocks(values, factor)
    pen = int(_BROADEST_PEN * min(small.shape)) | 1
    found = []
    for sign in (1, -1):
        ink = _local_ink(sign * small, pen)
        if ink is None:
            continue
        shape = digit_shape(ink, sign * small)
        if shape.is_plausible:
            found.append(_Candidate(shape, _fine_ink(sign * values, shape, factor)))
    return found


_BROADEST_PEN = 0.2
"""As a share of the picture's shorter side: what is broader is no ink."""
_LEAST_CONTRAST = 0.06
_DARKEST_PAPER = 0.3
_TEXTURE = 0.4
"""Contrast of most of the picture, as a share of the ink's: more is no paper."""
_FAINTEST, _FULL = 0.15, 0.85


def _local_ink(
    values: NDArray[np.float64], pen: int, is_ink: NDArray[np.bool_] | None = None
) -> NDArray[np.float64] | None:
    """How much darker than what is beside it is each pixel, from 0 to 1; None if nothing is.

    Parameters
    ----------
    pen
        In pixels. The paper is what remains when all that is dark and narrower is filled.
    is_ink
        Where the ink is, if it is known; or else Otsu's threshold tells.
    """
    paper = ndimage.grey_closing(values, (pen, pen), mode="nearest")
    contrasts = paper - values
    if values.max() > 0:  # in a shadow, ink and paper keep their ratio
        contrasts = contrasts / paper.clip(_DARKEST_PAPER)
    strong = contrasts[contrasts > _threshold(contrasts) if is_ink is None else is_ink]
    full = np.median(strong) if strong.size else 0.0
    if full < _LEAST_CONTRAST or (is_ink is None and np.median(contrasts) > _TEXTURE * full):
        return None
    return np.asarray(((contrasts / full - _FAINTEST) / (_FULL - _FAINTEST)).clip(0.0, 1.0))


def _fine_ink(values: NDArray[np.float64], shape: DigitShape, factor: int) -> NDArray[np.float64]:
    """The ink of a shape that was found on a picture reduced by a factor."""
    pen = int(1.5 * shape.thickness) + 3
    rows, columns = (
        slice(max(0, found[0] - 2 * pen), found[-1] + 1 + 2 * pen)
        for found in (np.flatnonzero(shape.is_digit.any(axis)) for axis in (1, 0))
    )
    part = values[
        rows.start * factor : rows.stop * factor, columns.start * factor : columns.stop * factor
    ]
    is_digit = _enlarged(shape.is_digit[rows, columns], factor)[: part.shape[0], : part.shape[1]]
    again = _factor(part, _INK_SIDE)
    part, is_digit = _blocks(part, again), _blocks(is_digit.astype(np.float64), again) > _HALF
    scale = factor / again
    ink = _local_ink(part, int(pen * scale) | 1, is_digit)
    near = ndimage.binary_dilation(is_digit, iterations=max(1, round(1.5 * scale)))
    return np.where(near, is_digit if ink is None else ink, 0.0)


def _factor(values: NDArray[Any], side: int) -> int:
    """By how much to reduce a picture to a side."""
    return int(max(1, min(-(-max(values.shape) // side), *values.shape)))


def _blocks(values: NDArray[np.float64], factor: int) -> NDArray[np.float64]:
    """Averages of square blocks."""
    if factor == 1:
        return values
    padded = np.pad(values, [(0, -side % factor) for side in values.shape], mode="edge")
    rows, columns = (side // factor for side in padded.shape)
    return np.asarray(padded.reshape(rows, factor, columns, factor).mean(axis=(1, 3)))


def _enlarged(is_digit: NDArray[np.bool_], factor: int) -> NDArray[np.bool_]:
    """Every pixel as a block."""
    return np.repeat(np.repeat(is_digit, factor, 0), factor, 1)


def _threshold(values: NDArray[np.float64]) -> float:
    """Otsu's threshold: it splits values into two groups that differ most for their spread.

    References
    ----------
    N. Otsu, "A threshold selection method from gray-level histograms", IEEE Transactions on
    Systems, Man, and Cybernetics 9 (1979).
    """
    counts, edges = np.histogram(values, 256)
    middles = (edges[1:] + edges[:-1]) / 2
    below = np.cumsum(counts) / counts.sum()
    mean_below = np.cumsum(counts * middles) / counts.sum()
    spread = below * (1 - below)
    between = (mean_below[-1] * below - mean_below) ** 2
    return float(middles[np.argmax(np.divide(between, spread, where=spread > 0, out=0 * spread))])


_COLOR_BLUR = 1.5
"""JPEG keeps less of colors than of brightness."""


def _main_color(picture: Image | NDArray[Any]) -> NDArray[np.float64]:
    """Each pixel's place on the axis along which the picture's colors vary most."""
    from PIL import Image  # noqa: PLC0415 - only pictures need it

    if isinstance(picture, np.ndarray):
        if picture.dtype != np.uint8 or picture.shape[2:] not in {(3,), (4,)}:
            return np.zeros((1, 1))
        picture = Image.fromarray(picture)
    if picture.mode not in _COLOR_MODES:
        return np.zeros((1, 1))
    colors = np.asarray(reduced(picture.convert("RGB")), np.float64) / 255
    centered = colors.reshape(-1, 3) - colors.reshape(-1, 3).mean(axis=0)
    _, axes = np.linalg.eigh(centered.T @ centered)
    places = (centered @ axes[:, -1]).reshape(colors.shape[:2])
    return np.asarray(ndimage.gaussian_filter(places, _COLOR_BLUR))


_COLOR_MODES = frozenset({"RGB", "RGBA", "P", "PA", "CMYK", "YCbCr", "LAB", "HSV"})

"""Where on a picture the ink is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from network.errors import ImageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST_CONTRAST = 0.05
_FAINTEST = 0.1
_SPECK = 0.04
_LONG_CONTACT = 0.25
_SMOOTHED_SIDE = 200
_SAMPLED_SIDE = 96
_ROUNDS = 10
_SIGMAS_A_DEVIATION = 1.4826


def find_ink(brightness: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Tell ink from paper, be it dark on light or light on dark.

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
    full = float(np.median(contrasts[contrasts >= contrasts.max() / 2]))
    if full < max(_LEAST_CONTRAST, 8 * noise):
        raise ImageError("expected a digit on paper, got an empty picture")
    is_ink = contrasts > max(3 * noise, _FAINTEST * full)
    contrasts = np.where(_without_specks(is_ink, contrasts), contrasts, 0.0)
    return np.asarray((contrasts / full).clip(0.0, 1.0), np.float64)


def _paper(brightness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Brightness of the paper: a quadratic surface through what lies close to it, found in rounds."""
    steps = [-(-side // _SAMPLED_SIDE) for side in brightness.shape]
    sample = brightness[:: steps[0], :: steps[1]]
    terms = _quadratic_terms(brightness.shape)
    sampled_terms = terms[:, :: steps[0], :: steps[1]].reshape(len(terms), -1).T
    surface = np.full(sample.size, _usual_brightness(sample))
    for _ in range(_ROUNDS):
        departures = sample.ravel() - surface
        is_paper = np.abs(departures) <= max(_LEAST_CONTRAST / 2, 3 * _deviation(departures))
        # Six equations are solved much faster than thousands; lstsq bears a picture one pixel wide.
        kept = sampled_terms[is_paper].T
        solution = np.linalg.lstsq(kept @ kept.T, kept @ sample.ravel()[is_paper])[0]
        surface = sampled_terms @ solution
    return np.asarray(np.tensordot(solution, terms, 1), np.float64)


def _quadratic_terms(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """The six terms of a quadratic surface, shape `(6, height, width)`."""
    rows, columns = (np.linspace(-1.0, 1.0, side) for side in shape)
    down, across = np.meshgrid(rows, columns, indexing="ij")
    return np.array([np.ones(shape), down, across, down**2, across**2, down * across])


def _usual_brightness(brightness: NDArray[np.float64]) -> float:
    """Brightness of most pixels; of most at the border where dark and light are nearly as many."""
    middle = (brightness.min() + brightness.max()) / 2
    is_light = brightness > middle
    share = is_light.mean()
    if 0.4 < share < 0.6:
        share = is_light[_border(brightness.shape)].mean()
    return float(np.median(brightness[is_light == (share > 0.5)]))


def _without_specks(
    is_ink: NDArray[np.bool_], contrasts: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Drop parts that are tiny beside the largest, and those that line the border."""
    parts, count = ndimage.label(is_ink, np.ones((3, 3)))
    masses = ndimage.sum_labels(contrasts, parts, np.arange(1, count + 1))
    contacts = np.bincount(parts[_border(parts.shape)], minlength=count + 1)[1:]
    lines_border = contacts > _LONG_CONTACT * 2 * sum(parts.shape)
    inside = np.where(lines_border, 0.0, masses)
    if inside.max() < _SPECK * masses.max() / 10:
        inside = masses
    is_kept = inside >= _SPECK * inside.max()
    return np.concatenate([[False], is_kept])[parts]


def _border(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Mark the outermost pixels."""
    is_border = np.ones(shape, bool)
    is_border[1:-1, 1:-1] = False
    return is_border


def _is_large(brightness: NDArray[np.float64]) -> bool:
    """Whether a digit's lines are wide enough to be smoothed."""
    return min(brightness.shape) > _SMOOTHED_SIDE


def _deviation(departures: NDArray[np.float64]) -> float:
    """Standard deviation of most values, whatever the others are."""
    return float(_SIGMAS_A_DEVIATION * np.median(np.abs(departures)))

"""The ink on one smooth sheet of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from network.errors import ImageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    picture is ink, if it is more than a speck. A large area along one side of the border, such as
    the edge of a table, is not. Whether the ink is a digit, `network.digits.finding` tells.

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

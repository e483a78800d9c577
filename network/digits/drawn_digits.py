"""The project's own handwritten digits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from network.bounds.json_text import read_json
from network.digits.image_format import MNIST_FORMAT
from network.digits.pen_strokes import Stroke, stroke_path, warp_strokes
from network.digits.rasterization import rasterize_strokes
from network.errors import DatasetError, OptionError, reading
from network.frozen import FrozenRecord
from network.paths import ASSETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.digits.image_format import ImageFormat

__all__ = [
    "DIGITS_DIRECTORY",
    "DrawnDigit",
    "Stroke",
    "drawn_digit",
    "drawn_test_set",
    "hands",
    "load_drawn_digits",
    "rasterize",
    "stroke_path",
]

DIGITS_DIRECTORY = ASSETS / "digits"
_PEN_SPREAD = 0.2
"""Of the pen's width, either way."""


@dataclass(frozen=True, eq=False)
class DrawnDigit(FrozenRecord):
    """A digit as one hand writes it.

    Attributes
    ----------
    label
        The digit, 0 to 9.
    hand
        Who writes. Hand 0 writes the plainest digits.
    strokes
        The pen's strokes in the order of writing.
    """

    label: int
    hand: int
    strokes: tuple[Stroke, ...]


@lru_cache(maxsize=1)
def load_drawn_digits() -> tuple[DrawnDigit, ...]:
    """Load all digits of all hands.

    Returns
    -------
    The digits 0 to 9 of hand 0, then those of hand 1, and so on.

    Raises
    ------
    DatasetError
        If a file is damaged.
    """
    found: list[DrawnDigit] = []
    for path in sorted(DIGITS_DIRECTORY.glob("hand-*.json")):
        with reading(path, DatasetError, "expected digits as strokes"):
            found += _digits_of(read_json(path))
    return tuple(found)


def hands() -> tuple[int, ...]:
    """Return the numbers of the hands, 0 first."""
    return tuple(sorted({digit.hand for digit in load_drawn_digits()}))


def drawn_digit(label: int, hand: int = 0) -> DrawnDigit:
    """Look up a digit.

    Parameters
    ----------
    label
        The digit, 0 to 9.

    Raises
    ------
    OptionError
        If there is no such digit or no such hand.
    """
    if label not in range(10):
        raise OptionError(f"digit must be 0 to 9, got {label}")
    if hand not in hands():
        raise OptionError(f"hand must be 0 to {max(hands())}, got {hand}")
    return next(each for each in load_drawn_digits() if (each.label, each.hand) == (label, hand))


def rasterize(digit: DrawnDigit, image_format: ImageFormat = MNIST_FORMAT) -> NDArray[np.float64]:
    """Turn a digit into a network's inputs by the recipe of MNIST, or of another format.

    Returns
    -------
    Shape `(pixels,)`: ink from 0 to 1, row after row.
    """
    return rasterize_strokes(digit.strokes, image_format=image_format)


def drawn_test_set(
    rng: np.random.Generator, copies: int = 20, image_format: ImageFormat = MNIST_FORMAT
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Make many images out of the drawn digits, each smoothly warped in its own way.

    Returns
    -------
    images
        Shape `(n, pixels)`: ink from 0 to 1, in the order of `load_drawn_digits`, `copies` times.
    labels
        Shape `(n,)`.
    """
    digits = load_drawn_digits() * copies
    images = [_warped_image(digit, rng, image_format) for digit in digits]
    return np.array(images), np.array([digit.label for digit in digits], np.int64)


def _warped_image(
    digit: DrawnDigit, rng: np.random.Generator, image_format: ImageFormat
) -> NDArray[np.float64]:
    """Write a digit once more, with a pen a little finer or broader."""
    strokes = warp_strokes(digit.strokes, rng)
    spread = _PEN_SPREAD * image_format.pen_width
    width = image_format.pen_width + spread * rng.uniform(-1, 1)
    return rasterize_strokes(strokes, pen_width=width, image_format=image_format)


def _digits_of(hand: dict[str, Any]) -> list[DrawnDigit]:
    """Read one hand's file."""
    return [
        DrawnDigit(int(label), hand["hand"], tuple(Stroke(np.array(points)) for points in strokes))
        for label, strokes in sorted(hand["digits"].items())
    ]

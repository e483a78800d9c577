"""How many pixels pictures of digits have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import AnyArray, FloatArray, IntegerArray

LIT = 0.5
"""A pixel is lit if it has at least this much ink."""


@dataclass(frozen=True, eq=False)
class DigitOverlap(FrozenRecord):
    """
    Some pictures laid over one another.

    Attributes
    ----------
    is_lit
        Whether a pixel of a picture has ink of `LIT` or more, shape `(pictures, pixels)`.
    common
        Number of pixels that are lit in both of two pictures, shape `(pictures, pictures)`.
    either
        Number of pixels that are lit in at least one of two pictures, same shape.
    """

    is_lit: AnyArray
    common: IntegerArray
    either: IntegerArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("is_lit", "common", "either"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def shares(self) -> FloatArray:
        """
        Share of lit pixels in common, shape `(pictures, pictures)`.

        Of all the pixels that at least one of the two lights, those that both light: the
        intersection over the union. 1 means the same pixels, 0 that not one is shared.
        """
        return locked(self.common / self.either)

    @property
    def stack(self) -> IntegerArray:
        """Number of pictures that light each pixel, shape `(pixels,)`."""
        return locked(np.count_nonzero(self.is_lit, axis=0))

    @property
    def lit_counts(self) -> IntegerArray:
        """Number of lit pixels of each picture, shape `(pictures,)`."""
        return locked(np.diagonal(self.common))

    @property
    def common_to_all(self) -> int:
        """Number of pixels that every picture lights."""
        return int(np.count_nonzero(self.stack == len(self.is_lit)))

    @property
    def in_any(self) -> int:
        """Number of pixels that at least one picture lights."""
        return int(np.count_nonzero(self.stack))


def digit_overlap(pictures: ArrayLike) -> DigitOverlap:
    """
    Lay pictures over one another.

    Parameters
    ----------
    pictures
        Ink from 0 to 1, shape `(pictures, pixels)`.

    Returns
    -------
    What is lit, in each picture and in each two of them.

    Raises
    ------
    OptionError
        If there are no pictures, or one of them lights nothing.
    """
    ink = np.asarray(pictures)
    if ink.ndim != 2 or len(ink) == 0:  # noqa: PLR2004 - pictures, pixels
        raise OptionError(f"pictures must be 1 or more rows of pixels, got shape {ink.shape}")
    is_lit = ink >= LIT
    counts = is_lit.sum(axis=1)
    if not counts.all():
        raise OptionError(f"picture {int(np.argmin(counts))} must have a lit pixel, got none")
    common = is_lit.astype(np.int64) @ is_lit.T.astype(np.int64)
    return DigitOverlap(is_lit, common, counts[:, None] + counts[None, :] - common)

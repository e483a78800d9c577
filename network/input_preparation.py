"""What a network's inputs mean: how the ink of a pixel becomes the number that is read."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, DTypeLike

    from network.arrays import FloatArray

FULL_RANGE = (0.0, 1.0)
"""Paper and full ink, as this project's pictures have them."""


@dataclass(frozen=True, eq=False)
class InputPreparation(FrozenRecord):
    """How pictures were prepared where a network was trained: `inputs = scale * ink + offset`.

    Attributes
    ----------
    scale, offset
        One number for all pixels, or one a pixel: shape `()` or `(pixels,)`, 64-bit floats.

    Raises
    ------
    OptionError
        If a number is not finite, or the shapes are others.
    """

    scale: FloatArray = field(default_factory=lambda: np.ones(()))
    offset: FloatArray = field(default_factory=lambda: np.zeros(()))

    def __post_init__(self) -> None:
        """Check the arrays, then lock copies of them."""
        for name in ("scale", "offset"):
            array = np.asarray(getattr(self, name), dtype=np.float64)
            if array.ndim > 1 or array.size == 0 or not np.isfinite(array).all():
                message = f"input {name} must be a finite number, or one a pixel, got {array}"
                raise OptionError(message)
            object.__setattr__(self, name, locked(array))
        if self.scale.ndim and self.offset.ndim and self.scale.size != self.offset.size:
            message = (
                "input scale and offset must be numbers for equally many pixels,"
                f" got {self.scale.size} and {self.offset.size}"
            )
            raise OptionError(message)

    @classmethod
    def from_statistics(
        cls,
        value_range: tuple[float, float] | None = None,
        mean: ArrayLike | None = None,
        std: ArrayLike | None = None,
        *,
        inverted: bool = False,
    ) -> Self:
        """Say it as training code does: invert, stretch to a range, subtract a mean, divide.

        Parameters
        ----------
        value_range
            The numbers for paper and for full ink: (0, 255) for bytes. If the picture is inverted,
            for full ink and for paper.
        mean, std
            Subtracted from that, and what the difference is divided by.
        inverted
            Whether paper is the larger number.

        Raises
        ------
        OptionError
            If the range has no length, or the standard deviation is not more than 0.
        """
        low, high = value_range or FULL_RANGE
        deviation = np.asarray(1.0 if std is None else std, dtype=np.float64)
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            message = f"input range must be two numbers, the smaller first, got {low:g},{high:g}"
            raise OptionError(message)
        if not (deviation > 0).all():
            message = f"input standard deviation must be more than 0, got {np.min(deviation):g}"
            raise OptionError(message)
        slope, start = (low - high, high) if inverted else (high - low, low)
        subtracted = np.asarray(0.0 if mean is None else mean, dtype=np.float64)
        return cls(slope / deviation, (start - subtracted) / deviation)

    @property
    def is_identity(self) -> bool:
        """Whether the network reads the ink as it is."""
        return bool((self.scale == 1).all() and (self.offset == 0).all())

    def then(self, other: InputPreparation) -> InputPreparation:
        """Both, one after the other."""
        return InputPreparation(other.scale * self.scale, other.scale * self.offset + other.offset)

    def inputs(self, ink: FloatArray, dtype: DTypeLike) -> FloatArray:
        """What the network reads.

        Parameters
        ----------
        ink
            From 0, paper, to 1, full ink, shape `(..., pixels)`.

        Returns
        -------
        The same shape.
        """
        if self.is_identity:
            return locked(ink, dtype)
        return locked(self.scale * ink + self.offset, dtype)

    def as_json(self) -> dict[str, Any]:
        """Scale and offset, as numbers or lists."""
        return {"scale": self.scale.tolist(), "offset": self.offset.tolist()}

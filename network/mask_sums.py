"""The weighted sum of a picture and a mask, term by term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray, IntegerArray


@dataclass(frozen=True, eq=False)
class MaskSum(FrozenRecord):
    """
    How a weighted sum comes about.

    Attributes
    ----------
    products
        Weight times pixel, shape `(pixels,)`.
    order
        Pixels whose product isn't zero, the largest weight first, shape `(terms,)`; among equals
        the first pixel.
    sums
        The sum before the first term and after each, shape `(terms + 1,)`.
    """

    products: FloatArray
    order: IntegerArray
    sums: FloatArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("products", "order", "sums"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def term_count(self) -> int:
        """Number of products that aren't zero."""
        return len(self.order)

    @property
    def result(self) -> float:
        """The whole sum."""
        return float(self.sums[-1])


def mask_sum(mask: ArrayLike, picture: ArrayLike) -> MaskSum:
    """
    Add up a picture's pixels, weighted by a mask.

    Parameters
    ----------
    mask, picture
        Shape `(pixels,)`.

    Returns
    -------
    Every product, and the sum after each of them.

    Raises
    ------
    OptionError
        If the two aren't as long as each other.
    """
    weights, pixels = np.asarray(mask, np.float64), np.asarray(picture, np.float64)
    if weights.ndim != 1 or weights.shape != pixels.shape:
        raise OptionError(f"picture must have the shape {weights.shape}, got {pixels.shape}")
    products = weights * pixels
    by_weight = np.argsort(-weights, kind="stable")
    order = by_weight[products[by_weight] != 0]
    return MaskSum(products, order, np.concatenate([[0.0], np.cumsum(products[order])]))

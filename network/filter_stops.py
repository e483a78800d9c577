"""Where it is worth stopping while a filter runs over a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.convolution import Convolution


@dataclass(frozen=True, eq=False)
class FilterStops(FrozenRecord):
    """
    A few positions of a filter, in the order of reading.

    Attributes
    ----------
    places
        Index of each position among the pixels, ascending, shape `(stops,)`.
    windows
        Pixels that the filter sees there, shape `(stops, rows, columns)`.
    products
        Those times the filter; same shape.
    sums
        What the products of each stop add up to, shape `(stops,)`.
    """

    places: IntegerArray
    windows: FloatArray
    products: FloatArray
    sums: FloatArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("places", "windows", "products", "sums"):
            object.__setattr__(self, name, locked(getattr(self, name)))


def filter_stops(found: Convolution) -> FilterStops:
    """
    Stop where the filter answers most and where it answers least.

    Parameters
    ----------
    found
        A filter that ran over a picture.

    Returns
    -------
    Two stops, or one if a filter finds nothing.
    """
    places = sorted({int(found.result.argmax()), int(found.result.argmin())})
    positions = [(int(row), int(column)) for row, column in found.positions[places]]
    return FilterStops(
        np.array(places),
        np.array([found.window(*position) for position in positions]),
        np.array([found.terms(*position) for position in positions]),
        found.result.ravel()[places],
    )

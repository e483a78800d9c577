"""Where the parts of `TheWeightedSum` stand, in every shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, RIGHT, UP

from scenes.layout import Stage, square

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

BAR_ROOM, NARROW_BAR_ROOM = 1.3, 1.12
"""Right of the terms, for the bar and for the products on their way down."""
BELOW_FORMULA, NAME_ROOM = 1.15, 0.45
"""What the formula takes at the top of the stage, and a name below its grid."""
TERMS_HEIGHT = 5.35
"""Of the written terms, with all that is counted below them."""
SMALL_SIDE = 1.8


@dataclass(frozen=True)
class SumPlaces:
    """Where the parts of the sum stand.

    Attributes
    ----------
    formula
        Its middle.
    size
        How its `n` is put next to its end.
    pixels, weights, overlaid, products
        Of the grids: side by side, over each other, and while what is left of them is added up.
    terms, terms_widths
        What is written out with all that is counted below it, and its widths as for `TermList`.
    bar
        The bar of the sum; its axis is as high as this.
    """

    formula: NDArray[np.float64]
    size: Mapping[str, Any]
    pixels: Stage
    weights: Stage
    overlaid: Stage
    products: Stage
    terms: Stage
    terms_widths: Mapping[str, float]
    bar: Stage


def sum_places(area: Stage) -> SumPlaces:
    """Pictures left of the terms on a wide stage, and below them on any other."""
    formula = area.at(0.5, 1) + 0.3 * DOWN
    bar = area.right - 0.45
    if area.is_wide:
        side = min(4.6, 0.36 * area.width)
        left, middle, right = (
            square(area.at(share, 0.075) + side / 2 * UP, side) for share in (0.25, 0.5, 0.75)
        )
        products = square([area.left + side / 2, middle.center[1], 0], side)
        beside = replace(area, left=products.right + 0.5, right=area.right - BAR_ROOM)
        half = 0.3 * area.height
        return SumPlaces(
            formula=formula,
            size={"direction": RIGHT, "buff": 0.5, "aligned_edge": DOWN},
            pixels=left,
            weights=right,
            overlaid=middle,
            products=products,
            terms=replace(beside, top=products.top + 0.25),
            terms_widths={},
            bar=Stage(bar, bar, middle.center[1] + half, middle.center[1] - half),
        )
    room = replace(area, top=area.top - BELOW_FORMULA, bottom=area.bottom + NAME_ROOM)
    one, other = room.rows(1, 1, gap=1.5 * NAME_ROOM) if area.is_tall else room.columns(1, 1)
    side = min(one.width, one.height)
    terms = replace(area, top=area.top - BELOW_FORMULA + 0.3, right=area.right - NARROW_BAR_ROOM)
    terms = replace(terms, bottom=terms.top - TERMS_HEIGHT)
    products, widths = replace(room, top=terms.bottom - 0.3), {}
    # The bar's lower name ends above the box around the last line.
    axis = replace(terms, top=terms.top - NAME_ROOM, bottom=terms.bottom + 2 * NAME_ROOM)
    if not area.is_tall:
        # A square stage leaves room for a small grid only, left of what is counted.
        products = replace(room, right=room.left + SMALL_SIDE, top=terms.center[1])
        widths = {"width": terms.width, "width_below": terms.width - SMALL_SIDE - 0.35}
    return SumPlaces(
        formula=formula,
        size={"direction": DOWN, "buff": 0.25, "aligned_edge": RIGHT},
        pixels=square(one.center, side),
        weights=square(other.center, side),
        overlaid=square(room.center, side),
        products=square(products.center, min(products.width, products.height)),
        terms=terms,
        terms_widths=widths,
        bar=replace(axis, left=bar, right=bar),
    )

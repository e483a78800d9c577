"""The list of the largest terms of a sum, and where its parts stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, Square, VGroup

from scenes.mobjects.text.tally import Tally
from scenes.mobjects.text.typst_text import Formula, Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced


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


PITCH = 0.5
GAP = 0.24
HEADING_RISE = 0.38
"""From the middle of the first row to the line of the headings."""
SWATCH_SIDE = 0.32


class TermList(VGroup):
    """A few terms under their headings, with a free place for a colored cell before each.

    Parameters
    ----------
    pixels
        Index of the input of each term.
    width
        Of all columns; without it they stand close together.
    width_below
        Of what is counted below, which ends where the columns end; without it as wide as they are.

    Attributes
    ----------
    places
        Invisible squares where the cells of the terms can go.
    """

    def __init__(
        self,
        pixels: Sequence[Sourced],
        weights: Sequence[Sourced],
        activations: Sequence[Sourced],
        products: Sequence[Sourced],
        palette: theme.Palette,
        *,
        width: float | None = None,
        width_below: float | None = None,
    ) -> None:
        count = len(pixels)
        self.width_below = width_below
        self.places = VGroup(*(Square(SWATCH_SIDE, stroke_width=0) for _i in range(count)))
        self.weights, self.products = _signed(weights, palette), _signed(products, palette)
        columns = (
            VGroup(*(ValueLabel(pixel, size="body", color=theme.SECONDARY) for pixel in pixels)),
            self.weights,
            _signs("times", count),
            VGroup(*(ValueLabel(value, size="body", align="right") for value in activations)),
            _signs("=", count),
            self.products,
        )
        words = (_("pixel"), _("weight"), None, _("activation"), None, _("product"))
        headings = [VGroup() if word is None else _heading(word) for word in words]
        widths = [max(pair[0].width, pair[1].width) for pair in zip(columns, headings, strict=True)]
        gap = GAP if width is None else (width - SWATCH_SIDE - sum(widths)) / len(columns)
        self.headings = VGroup()
        _stack(self.places, 0.0, SWATCH_SIDE)
        x = SWATCH_SIDE
        for column, heading, room in zip(columns, headings, widths, strict=True):
            _stack(column, x + gap, room)
            x += gap + room
            self.headings.add(*heading.shift((x - heading.get_right()[0]) * RIGHT))
        self.rows = VGroup(*(VGroup(*row) for row in zip(*columns, strict=True)))
        super().__init__(self.places, self.headings, self.rows)
        self.center()

    def tally(self, words: str, sourced: Sourced, rows: float, color: str | None = None) -> Tally:
        """A named number, so many rows below the last term."""
        left, right = self._ends_below()
        return Tally(words, sourced, left=left, right=right, y=self._below(rows), color=color)

    def rule(self, rows: float) -> Line:
        """A line above what is counted, so many rows below the last term."""
        left, right = self._ends_below()
        line = Line([left, self._below(rows), 0], [right, self._below(rows), 0])
        return line.set_stroke(theme.RULE, width=2)

    def more(self, count: Sourced) -> Words:
        """How many further terms there are, in the row below the last."""
        text = Words(_("… and {count} more"), color=theme.SECONDARY, count=count)
        return text.move_to([self._ends_below()[0], self._below(1), 0], LEFT)

    def _ends_below(self) -> tuple[float, float]:
        left, right = float(self.get_left()[0]), float(self.get_right()[0])
        return left if self.width_below is None else right - self.width_below, right

    def _below(self, rows: float) -> float:
        return float(self.products[-1].digit_box.get_y()) - rows * PITCH


def _signed(values: Sequence[Sourced], palette: theme.Palette) -> VGroup:
    return VGroup(
        *(
            ValueLabel(value, size="body", color=palette.sign(value.value), align="right")
            for value in values
        )
    )


def _signs(code: str, count: int) -> VGroup:
    sign: Mobject = Formula(code, color=theme.SECONDARY)
    return VGroup(*(sign.copy() for _i in range(count)))


def _heading(word: str) -> VGroup:
    text = note(word)
    return VGroup(text.shift((HEADING_RISE - text.baseline) * UP))


def _stack(column: VGroup, left: float, width: float) -> None:
    """Put one part in every row, flush right."""
    for row, part in enumerate(column):
        # A comma reaches below the line.
        box = part.digit_box if isinstance(part, ValueLabel) else part
        part.shift([left + width - box.get_right()[0], -row * PITCH - box.get_y(), 0])

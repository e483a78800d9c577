"""One row of a matrix, laid beside the column it multiplies: its terms and their sum."""

from __future__ import annotations

from collections.abc import Sequence

from manim import RIGHT, Mobject, VGroup

from scenes import theme
from scenes.mobjects.brace import SideBrace
from scenes.mobjects.matrix import ValueMatrix
from scenes.mobjects.text import Formula, em
from scenes.mobjects.value_label import ValueLabel, width_in_em
from scenes.sourced import Sourced

GAP = 0.11


class RowTerms(VGroup):
    """To the right of a column vector: times a weight, equals a term, in every row.

    Parameters
    ----------
    vector
        The column; terms stand beside its drawn entries.
    weights, terms
        One each for every drawn entry.
    sums
        What the sum is after each term; there is room for the longest of them.
    palette
        Whose sign colors are used.

    Attributes
    ----------
    weights, terms
        The labels.
    times, equals
        The signs between them.
    brace, total
        What gathers the terms, and their sum: the first of `sums` at the beginning.
    """

    def __init__(
        self,
        vector: ValueMatrix,
        weights: Sequence[Sourced],
        terms: Sequence[Sourced],
        sums: Sequence[Sourced],
        palette: theme.Palette,
    ) -> None:
        self.times = _signs("times", len(weights))
        self.weights = _column(weights, palette)
        self.equals = _signs("=", len(weights))
        self.terms = _column(terms, palette)
        x = float(vector.get_right()[0])
        for column in (self.times, self.weights, self.equals, self.terms):
            width = column.width
            for part, entry in zip(column, vector.labels(), strict=True):
                part.set_y(entry.submobjects[0].get_y()).set_x(x + GAP + width, direction=RIGHT)
            x += GAP + width
        self.brace = SideBrace(self.terms, buff=0.06, depth=0.18)
        widest = em("note") * max(width_in_em(value.text) for value in sums)
        self.total = ValueLabel(sums[0], align="right").set_y(vector.get_y())
        self.total.set_x(self.brace.get_right()[0] + 0.08 + widest, direction=RIGHT)
        super().__init__(self.times, self.weights, self.equals, self.terms, self.brace, self.total)


def _column(values: Sequence[Sourced], palette: theme.Palette) -> VGroup:
    return VGroup(
        *(ValueLabel(value, color=palette.sign(value.value), align="right") for value in values)
    )


def _signs(code: str, count: int) -> VGroup:
    sign: Mobject = Formula(code, size="note", color=theme.SECONDARY)
    return VGroup(*(sign.copy() for _ in range(count)))

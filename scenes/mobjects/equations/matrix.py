"""A matrix or a column vector: true numbers between drawn brackets, and the terms of one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from manim import DOWN, PI, RIGHT, UP, Mobject, RoundedRectangle, VGroup, VMobject
from numpy.typing import NDArray

from scenes.mobjects.grids.elision import ShownIndices, all_indices
from scenes.mobjects.text.marks import OmissionDots, SideBrace
from scenes.mobjects.text.typst_text import Formula, em
from scenes.mobjects.text.value_label import ValueLabel, width_in_em
from scenes.stage import theme
from scenes.subject.sourced import Sourced, SourcedArray
from scenes.subject.words import number_text

ENTRY_SCALE = 0.78
"""Entries of a wide matrix may be this small: still as high as the smallest text."""
COLUMN_GAP = 0.07
ROW_PITCH = 0.36
SIDE = 0.1
"""Between the entries and a bracket."""
OVERHANG = 0.13
"""How far a bracket reaches beyond the first row, in row pitches."""
SERIF = 0.09
SETTINGS = ((2, 1.0), (2, ENTRY_SCALE), (1, ENTRY_SCALE))
"""Decimals and scales of wide matrices, the most readable first."""

Coloring = Callable[[Sourced], str]


class ValueMatrix(VGroup):
    """A matrix of shape (rows, columns), or a column vector of shape (rows,), of sourced values.

    `color` may be a function that gives each entry its own. `scale` is 1 for text of note size and
    never below `ENTRY_SCALE`; `row_pitch` is the distance from row to row, in scene units. `rows`
    and `columns` say which are shown; `dots` stand in place of the others. `entries` has one group
    of labels a shown row.
    """

    def __init__(
        self,
        values: SourcedArray,
        *,
        color: str | Coloring = theme.TEXT,
        decimals: int | None = 2,
        scale: float = 1.0,
        rows: ShownIndices | None = None,
        columns: ShownIndices | None = None,
        row_pitch: float = ROW_PITCH,
    ) -> None:
        self.values = values
        self.is_vector = values.values.ndim == 1
        self.drawn_rows = rows or all_indices(len(values.values))
        self.drawn_columns = columns or all_indices(1 if self.is_vector else values.values.shape[1])
        self.row_pitch = row_pitch
        coloring = color if callable(color) else lambda _: color
        self.entries = VGroup(
            *(
                VGroup(
                    *(
                        self._label(i, j, coloring, decimals, scale)
                        for j in self.drawn_columns.indices
                    )
                )
                for i in self.drawn_rows.indices
            )
        )
        widest = max(label.width for row in self.entries for label in row)
        self.column_pitch = widest + COLUMN_GAP
        self._arrange(widest)
        self.dots = VGroup(*self._dots())
        self.brackets = self._brackets()
        super().__init__(self.brackets, self.entries, self.dots)
        self.center()

    def row(self, row: int) -> VGroup:
        """The labels of a row, by its true index."""
        return self.entries[self.drawn_rows.place_of(row)]

    def entry(self, row: int, column: int = 0) -> ValueLabel:
        """One label, by its true indices."""
        label: ValueLabel = self.row(row)[self.drawn_columns.place_of(column)]
        return label

    def labels(self) -> tuple[ValueLabel, ...]:
        """All drawn entries, row by row."""
        return tuple(label for row in self.entries for label in row)

    def indices(self) -> tuple[tuple[int, int], ...]:
        """True row and column of all drawn entries, row by row."""
        return tuple((i, j) for i in self.drawn_rows.indices for j in self.drawn_columns.indices)

    def row_box(self, row: int, color: str = theme.TEXT) -> RoundedRectangle:
        """A line around one row, from bracket to bracket."""
        y = self.row(row)[0].digit_box.get_y()
        return self._box(self.row_pitch * 0.86, color).set_y(y)

    def box(self, color: str = theme.TEXT) -> RoundedRectangle:
        """A line around all rows."""
        return self._box(self.brackets.height - 0.1, color)

    def _box(self, height: float, color: str) -> RoundedRectangle:
        width = self.brackets.width - 0.08
        box = RoundedRectangle(corner_radius=0.06, width=width, height=height)
        return box.set_stroke(color, width=2.5).move_to(self.brackets)

    def _label(
        self, i: int, j: int, coloring: Coloring, decimals: int | None, scale: float
    ) -> ValueLabel:
        sourced = self.values[i] if self.is_vector else self.values[i, j]
        shown = sourced.shown_as(decimals=decimals)
        return ValueLabel(shown, color=coloring(sourced), align="right").scale(scale)

    def _arrange(self, widest: float) -> None:
        for i, row in enumerate(self.entries):
            for j, label in enumerate(row):
                # By the digits: a comma reaches below the line.
                corner = label.digit_box.get_right()
                label.shift(self._place(i, j) + 0.5 * widest * RIGHT - corner)

    def _place(self, i: int, j: int) -> NDArray[np.float64]:
        right, down = self.drawn_columns.slot(j), self.drawn_rows.slot(i)
        return right * self.column_pitch * RIGHT + down * self.row_pitch * DOWN

    def _dots(self) -> Iterator[OmissionDots]:
        rows, columns = self.drawn_rows, self.drawn_columns
        across = columns.dots_at * self.column_pitch * RIGHT
        down = rows.dots_at * self.row_pitch * DOWN
        if columns.is_elided:
            for i in range(len(rows.indices)):
                yield _dots_at(across + self._place(i, 0)[1] * UP, PI / 2)
        if rows.is_elided:
            for j in range(len(columns.indices)):
                yield _dots_at(self._place(0, j)[0] * RIGHT + down, 0)
        if rows.is_elided and columns.is_elided:
            yield _dots_at(across + down, PI / 4)

    def _brackets(self) -> VGroup:
        left = -0.5 * (self.column_pitch - COLUMN_GAP) - SIDE
        right = (self.drawn_columns.slots - 1) * self.column_pitch - left
        top = (0.5 + OVERHANG) * self.row_pitch
        bottom = -(self.drawn_rows.slots - 1) * self.row_pitch - top
        return VGroup(bracket(top, bottom, left, SERIF), bracket(top, bottom, right, -SERIF))


def bracket(top: float, bottom: float, x: float, serif: float) -> VMobject:
    """One square bracket; its serifs point to the right where `serif` is positive."""
    line = VMobject().set_stroke(theme.TEXT, width=3).set_fill(opacity=0)
    corners = [(x + serif, top), (x, top), (x, bottom), (x + serif, bottom)]
    return line.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])


def fitting(values: SourcedArray, columns: int, width: float) -> tuple[int, float, int]:
    """The `decimals` and the `scale` of a `ValueMatrix` that fits a width, the most readable ones.

    The third number says how many columns fit then: fewer than all where even the smallest setting
    is too wide.
    """
    for decimals, scale in SETTINGS:
        shown = (number_text(value.shown_as(decimals=decimals)) for value in values)
        widest = max(map(width_in_em, shown))
        pitch = widest * scale * em("number") + COLUMN_GAP
        fit = int((width - 2 * SIDE + COLUMN_GAP) / pitch)
        if fit >= columns:
            return decimals, scale, columns
    return decimals, scale, max(fit, 2)


def _dots_at(center: NDArray[np.float64], angle: float) -> OmissionDots:
    dots = OmissionDots(height=0.2)
    dots.rotate(angle).move_to(center)
    return dots


GAP = 0.11


class RowTerms(VGroup):
    """To the right of a column vector: times a weight, equals a term, in every shown row.

    A brace gathers the terms. `total` shows the first of `sums` at the beginning, and has room for
    the longest of them.
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
                part.set_y(entry.digit_box.get_y()).set_x(x + GAP + width, direction=RIGHT)
            x += GAP + width
        self.brace = SideBrace(self.terms, buff=0.06, depth=0.18)
        widest = em("number") * max(width_in_em(number_text(value)) for value in sums)
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

"""A matrix or a column vector: true numbers between drawn brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from manim import DOWN, PI, RIGHT, UP, VGroup, VMobject
from numpy.typing import NDArray

from scenes.mobjects.grids.elision import ShownIndices, all_indices
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.subject.sourced import Sourced, SourcedArray

COLUMN_GAP = 0.07
ROW_PITCH = 0.36
SIDE = 0.1
"""Between the entries and a bracket."""
OVERHANG = 0.13
"""How far a bracket reaches beyond the first row, in row pitches."""
SERIF = 0.09
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


def _dots_at(center: NDArray[np.float64], angle: float) -> OmissionDots:
    dots = OmissionDots(height=0.2)
    dots.rotate(angle).move_to(center)
    return dots

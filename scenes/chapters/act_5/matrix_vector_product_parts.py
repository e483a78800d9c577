"""Where the parts of a layer's equation stand, its matrix as cells, and one row at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Group,
    GrowFromPoint,
    LaggedStart,
    Line,
    Mobject,
    Rectangle,
    RoundedRectangle,
    Square,
    VGroup,
    linear,
    smooth,
)
from numpy.typing import NDArray

from scenes.mobjects.equations.matrix import bracket
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.tally import Tally
from scenes.mobjects.text.typst_text import Formula, Words, em
from scenes.mobjects.text.value_label import ValueLabel, width_in_em
from scenes.motion.travel import Travel
from scenes.stage import scales, theme
from scenes.stage.layout import Stage
from scenes.subject.words import _, number_text

if TYPE_CHECKING:
    from scenes.mobjects.grids.elision import ShownIndices
    from scenes.mobjects.raster.connections import ConnectionLight
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

HEADING = 0.75
"""Above a matrix or a column, for its letter."""
LEAST_PITCH = 0.31
"""From one row of numbers to the next."""
RESULTS = 7.5
"""Width of all that stands right of the matrix."""
BARS = 1.8
"""Width of the bars beside the outputs, on a wide stage."""
CLEAR = 0.15
"""Between a matrix and neurons below it."""


@dataclass(frozen=True)
class EquationRoom:
    """Where the parts of `f(W a + b)` stand: beside each other on a wide stage.

    On any other one the matrix stands above the rest, where the network leaves room.

    Attributes
    ----------
    matrix
        Of the cells of the matrix.
    rows
        Of the column of activations and all that is computed from it.
    """

    matrix: Stage
    rows: Stage

    @property
    def slots(self) -> int:
        """How many rows of numbers can be read below each other."""
        return int(self.rows.height / LEAST_PITCH)

    @property
    def matrix_letters(self) -> float:
        """Height of the letters above the matrix."""
        return self.matrix.top + HEADING / 2

    @property
    def letters(self) -> float:
        """Height of the letters above the columns."""
        return self.rows.top + HEADING / 2


def equation_room(area: Stage, highest: float) -> EquationRoom:
    """The room for the equation of a layer, whose neurons reach up to `highest`."""
    if area.is_wide:
        block = replace(area, top=area.top - HEADING).inset(0.12, 0.06)
        matrix, rows = block.columns(block.width - RESULTS - 0.2, RESULTS, gap=0.2)
        return EquationRoom(matrix, replace(rows, right=area.right))
    inner = area.inset(0.12, 0.0)
    return EquationRoom(
        replace(inner, top=area.top - HEADING, bottom=highest + CLEAR),
        replace(inner, top=highest - HEADING, right=area.right),
    )


TILE_SHARE = 0.86
"""Of a cell's side: the rest is the gap to the next."""
TILE_RIM = 0.28
"""Brightness of the rims of cells: small weights are almost black."""
SPRITE = 0.16
WIDEST_CELL = 2.2
"""In its heights."""
BRACKET_GAP, SERIF = 0.08, 0.12


class CellMatrix(Group):
    """A matrix of weights as colored cells between brackets, too many for numbers.

    `rows` says which of its rows are drawn; `rows_of` holds the cells of each of these, by its
    true index. Full color is the 99.5th percentile of all weights.
    """

    def __init__(
        self, weights: SourcedArray, rows: ShownIndices, room: Stage, palette: Palette
    ) -> None:
        self.weights, self.rows, self.room = weights, rows, room
        colors = scales.signed_colors(weights.values, palette)
        count = weights.values.shape[1]
        self.pitch = room.height / rows.slots
        self.cell_width = min(room.width / count, WIDEST_CELL * self.pitch)
        self.right = room.right
        self.left = room.right - count * self.cell_width
        self.rows_of = {
            row: PixelCloud(
                self.centers(row), sides=TILE_SHARE * self.cell_width, colors=colors[row],
                rim=TILE_RIM, roundness=0.2, sources=weights.row(row),
            ).place(heights=TILE_SHARE * self.pitch)
            for row in rows.indices
        }  # fmt: skip
        self.brackets = brackets_around(
            Stage(self.left, self.right, room.top, room.bottom).inset(-BRACKET_GAP, 0.0)
        )
        self.dots = VGroup()
        if rows.is_elided:
            y = room.top - (rows.dots_at + 0.5) * self.pitch
            self.dots.add(OmissionDots(height=0.2).move_to([(self.left + self.right) / 2, y, 0]))
        super().__init__(*self.rows_of.values(), self.brackets, self.dots)

    def y(self, row: int) -> float:
        """The height of a drawn row."""
        return self.room.top - (self.rows.slot(self.rows.place_of(row)) + 0.5) * self.pitch

    def centers(self, row: int) -> NDArray[np.float64]:
        """Middles of the cells of a drawn row, shape (columns, 3)."""
        count = self.weights.values.shape[1]
        xs = self.left + (np.arange(count) + 0.5) * self.cell_width
        return np.stack([xs, np.full(count, self.y(row)), np.zeros(count)], axis=1)

    def row_box(self, row: int, color: str) -> RoundedRectangle:
        """A line around one row."""
        box = _box(self.right - self.left + 0.06, self.pitch, color)
        return box.move_to([(self.left + self.right) / 2, self.y(row), 0])

    def column_box(self, column: int, color: str) -> RoundedRectangle:
        """A line around one column."""
        box = _box(self.cell_width + 0.04, self.room.height + 0.06, color)
        x = self.left + (column + 0.5) * self.cell_width
        return box.move_to([x, self.room.center[1], 0])

    def on_connections(self, row: int, light: ConnectionLight) -> PixelCloud:
        """The cells of a row as discs in the middle of their connections."""
        lines = light.lines().reshape(light.fan_out, light.fan_in, 2, 3)[row]
        return self.rows_of[row].copy().place(lines.mean(axis=1), sides=SPRITE, roundness=1.0)


def brackets_around(room: Stage) -> VGroup:
    """A pair of square brackets."""
    low, high = room.bottom - 0.02, room.top + 0.02
    return VGroup(bracket(high, low, room.left, SERIF), bracket(high, low, room.right, -SERIF))


def _box(width: float, height: float, color: str) -> RoundedRectangle:
    box = RoundedRectangle(corner_radius=min(0.08, height / 3), width=width, height=height)
    return box.set_stroke(color, width=5).set_fill(opacity=0)


HAIR = 0.02
"""Width of the shortest bar: zero is seen too."""
BAR_SHARE = 0.5
"""Height of a bar, in distances from row to row."""


class RowBars(VGroup):
    """A bar for each number of a column: from zero to the right or, below zero, to the left.

    Parameters
    ----------
    ys
        The height of each row.
    left, right
        As far as bars may reach.
    """

    def __init__(self, ys: Sequence[float], *, left: float, right: float, pitch: float) -> None:
        self.ys, self.left_end, self.right_end = ys, left, right
        self.zero = Line([left, ys[0] + pitch / 2, 0], [left, ys[-1] - pitch / 2, 0])
        self.zero.set_stroke(theme.RULE, width=3)
        self.bars = VGroup(
            *(Rectangle(width=1, height=BAR_SHARE * pitch, stroke_width=0) for _ in ys)
        )
        super().__init__(self.zero, self.bars)

    def show(
        self, numbers: Sequence[Sourced], span: tuple[float, float], colors: Sequence[str]
    ) -> Self:
        """Show numbers of a span that is as wide as there is room."""
        low, high = span
        unit = (self.right_end - self.left_end) / (high - low)
        zero = self.left_end - unit * low
        self.zero.set_x(zero)
        for row, (number, color) in enumerate(zip(numbers, colors, strict=True)):
            bar = self.bars[row].stretch_to_fit_width(max(unit * abs(number.value), HAIR))
            bar.set_fill(color if number.value >= 0 else theme.RULE, opacity=1)
            bar.fills = (number,)
            side = LEFT if number.value >= 0 else RIGHT
            bar.move_to([zero, self.ys[row], 0], aligned_edge=side)
        return self

    def growing(self, row: int) -> Animation:
        """Let the bar of a row grow from zero."""
        return GrowFromPoint(self.bars[row], [self.zero.get_x(), self.ys[row], 0])


STEP_IN = 0.35
"""Share of a step in which the marks move on."""
SIGN_GAP = 0.2
SIGNS = ("times", "=")
LINE_PITCH = 1.0


class RowAtWork(QuickCopy, VGroup):
    """One row of a matrix times a column: the term at work, and the sum so far.

    One mark runs along the row, another down the column. `show_step` shows a term and the sum with
    it.

    Parameters
    ----------
    places
        Of the marks: middles of the row's cells and of the column's entries, each shape (n, 3).
    sides
        Widths and heights of the marks.
    """

    def __init__(
        self,
        weights: Sequence[Sourced],
        activations: Sequence[Sourced],
        terms: Sequence[Sourced],
        sums: Sequence[Sourced],
        *,
        places: tuple[NDArray[np.float64], NDArray[np.float64]],
        sides: tuple[tuple[float, float], tuple[float, float]],
        room: Stage,
        palette: Palette,
    ) -> None:
        self.palette, self.places = palette, places
        self.parts = (weights, activations, terms)
        self.sums = sums
        self.marks = VGroup(
            *(_mark(at[0], *side, palette) for at, side in zip(places, sides, strict=True))
        )
        self.labels = VGroup(
            *(ValueLabel(values[0], size="focus", align="right") for values in self.parts)
        )
        times, equals = (Formula(code, size="focus", color=theme.SECONDARY) for code in SIGNS)
        self.signs = VGroup(times, equals)
        pitch = min(LINE_PITCH, room.height / 3)
        ys = room.center[1] + pitch * np.array([1.0, 0.0, -1.0])
        weight, activation, term = self.labels
        right = room.right
        activation.end_at(right, ys[0])
        times.move_to([right - _widest(activations) - SIGN_GAP - times.width / 2, ys[0], 0])
        weight.end_at(times.get_left()[0] - SIGN_GAP, ys[0])
        term.end_at(right, ys[1])
        equals.move_to([times.get_x(), ys[1], 0])
        equals.set_x(min(times.get_x(), right - _widest(terms) - SIGN_GAP - equals.width / 2))
        self.total = Tally(_("sum"), sums[0], left=room.left, right=right, y=ys[2], size="focus")
        super().__init__(self.labels, self.signs, self.total, self.marks)
        self.show_step(0)

    @property
    def steps(self) -> int:
        """How many terms there are."""
        return len(self.sums)

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is written at one step."""
        return [*(values[step] for values in self.parts), self.sums[step]]

    def show_step(self, step: int) -> Self:
        """Show one term and the sum with it."""
        weights, _activations, terms = self.parts
        for label, values in zip(self.labels, self.parts, strict=True):
            if values is weights or values is terms:
                label.glyph_color = self.palette.sign(values[step].value)
            label.show(values[step])
        self.total.value.show(self.sums[step])
        return self

    def show_share(self, step: int, share: float) -> None:
        """Move the marks on, at the beginning of a step."""
        moved = smooth(min(share / STEP_IN, 1.0))
        for mark, at in zip(self.marks, self.places, strict=True):
            before = at[max(step - 1, 0)]
            mark.move_to(before + moved * (at[step] - before))


def _mark(center: NDArray[np.float64], width: float, height: float, palette: Palette) -> Mobject:
    mark = Square(1.0).stretch_to_fit_width(width).stretch_to_fit_height(height)
    return mark.set_stroke(palette.signal, width=5).set_fill(opacity=0).move_to(center)


def _widest(values: Sequence[Sourced]) -> float:
    return em("focus") * max(width_in_em(number_text(value)) for value in values)


PRODUCT_DECIMALS = (2, 2, 2), (2, 3, 2), (2, 2, 1), (2, 3, 1)
"""Of weights, activations and terms, the shortest numbers first."""


def product_decimals(
    weights: NDArray[np.float64], activations: NDArray[np.float64], terms: NDArray[np.float64]
) -> tuple[int, int, int]:
    """Decimals with which most products, each of shape (n,), are right as they are printed."""

    def right(decimals: tuple[int, int, int]) -> int:
        weight, activation, term = decimals
        printed = np.round(weights, weight) * np.round(activations, activation)
        return int((np.round(printed, term) == np.round(terms, term)).sum())

    return max(PRODUCT_DECIMALS, key=right)


class EquationLetters(VGroup):
    """The letters of the parts, and the formula that they make.

    Attributes
    ----------
    formula
        `f(W a + b)`, hidden at first; its parts are `opening`, `product`, `bias` and `closing`.
    """

    def __init__(
        self,
        room: EquationRoom,
        rows: Sourced,
        columns: Sourced,
        function: str,
        *,
        matrix: CellMatrix,
        column_x: float,
        formula_x: float,
        palette: Palette,
    ) -> None:
        self.weights = Formula("W", size="focus")
        self.size = Words(
            _("{rows} × {columns}"), size="note", color=theme.SECONDARY,
            rows=rows, columns=columns,
        )  # fmt: skip
        self.size.next_to(self.weights, RIGHT, buff=0.4)
        heading = VGroup(self.weights, self.size)
        heading.move_to([(matrix.left + matrix.right) / 2, room.matrix_letters, 0])
        self.column = Formula("a", size="focus").move_to([column_x, room.letters, 0])
        self.formula = Formula(
            f"{{{{ {function}\\( : opening }}}} {{{{ W a : product }}}}"
            " {{ + b : bias }} {{ \\) : closing }}",
            size="focus",
        )
        self.formula.select("opening")[:-1].set_color(palette.function)
        self.formula.select("bias")[-1].set_color(palette.bias)
        self.formula.move_to([formula_x, room.letters, 0])
        self.formula.shift(max(0.0, column_x + 0.4 - self.formula.get_left()[0]) * RIGHT)
        self.column.align_to(self.formula, DOWN).shift(0.13 * UP)
        super().__init__(self.weights, self.size, self.column, self.formula)


class WorkThrough(Animation):
    """Show some terms of a row one after another, as `Count` does."""

    def __init__(self, row: RowAtWork, steps: range, **kwargs: Any) -> None:
        self.range = steps
        self.passing_values = tuple(value for step in steps for value in row.shown_at(step))
        self.step = steps.start
        kwargs.setdefault("rate_func", linear)
        super().__init__(row, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the term whose turn it is."""
        done = self.rate_func(alpha) * len(self.range)
        place = min(int(done), len(self.range) - 1)
        step = self.range[place]
        self.mobject.show_share(step, done - place)
        if step != self.step or alpha == 0:
            self.step = step
            self.mobject.show_step(step)


def lie_down(
    matrix: CellMatrix, light: ConnectionLight, rows: Sequence[int]
) -> tuple[Group, Animation]:
    """Let the weights of some rows leave their connections and become cells, row after row."""
    clouds = Group(*(matrix.on_connections(row, light) for row in rows))
    travels = [
        Travel(cloud, matrix.rows_of[row], lag=0.35)
        for cloud, row in zip(clouds, rows, strict=True)
    ]
    return clouds, LaggedStart(*travels, lag_ratio=0.12)

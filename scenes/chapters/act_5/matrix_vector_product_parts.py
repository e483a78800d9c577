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
    VGroup,
    linear,
    smooth,
)
from numpy.typing import NDArray

from scenes.mobjects.equations.matrix import bracket
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.tally import Tally
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words, em
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
AXIS_GAP, ABOVE_LINE = 0.42, 0.28
"""Up to the middle of an axis's numbers, at least: from that of the first bar, from the line."""


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

    def unit_axis(self) -> VGroup:
        """Frames that bars of one would fill, and above them where zero is and where one."""
        width = self.right_end - self.left_end
        frames = VGroup(
            *(
                Rectangle(
                    width=width, height=bar.height, stroke_width=2, stroke_color=theme.RULE
                ).move_to([self.left_end, y, 0], aligned_edge=LEFT)
                for bar, y in zip(self.bars, self.ys, strict=True)
            )
        )
        above = max(self.ys[0] + AXIS_GAP, self.zero.get_top()[1] + ABOVE_LINE)
        ends = [
            Words("{end}", size="number", color=theme.SECONDARY, end=Verbatim(end)).move_to(
                [x, above, 0]
            )
            for end, x in (("0", self.left_end), ("1", self.right_end))
        ]
        return VGroup(frames, *ends)

    def growing(self, row: int) -> Animation:
        """Let the bar of a row grow from zero."""
        return GrowFromPoint(self.bars[row], [self.zero.get_x(), self.ys[row], 0])


STANDING_WIDTH = 0.34
"""Of a cell that stands beside its activation, at most."""
MARK_GAP = 0.06
"""Around a weight and its activation, to the mark around them."""
STEP_IN = 0.35
"""Share of a step in which the mark moves on; in as much again a cell takes its product's color."""
SIGN_GAP = 0.2
SIGNS = ("times", "=")
LINE_PITCH = 1.0


class RowAtWork(Group):
    """One row of a matrix, upright beside a column: the product at work, and the sum so far.

    `show_step` shows a product and the sum with it; cells whose turn is over have its color.

    Attributes
    ----------
    cells
        The row's cells, each beside its activation.
    mark
        Around the two that are multiplied.
    written
        The product and the sum, in numbers.
    """

    def __init__(
        self,
        weights: Sequence[Sourced],
        activations: Sequence[Sourced],
        terms: Sequence[Sourced],
        sums: Sequence[Sourced],
        *,
        cells: PixelCloud,
        products: NDArray[np.float64],
        column_x: float,
        room: Stage,
        palette: Palette,
    ) -> None:
        self.palette, self.cells = palette, cells
        self.parts = (weights, activations, terms)
        self.sums = sums
        self.colors_before, self.products = cells.colors.copy(), products
        half = float(cells.sides[0]) / 2 + MARK_GAP
        high = max(float(cells.heights[0]) + MARK_GAP, 2 * MARK_GAP)
        left, right = column_x - half, float(cells.points[0, 0]) + half
        self.mark = _box(right - left, high, palette.signal).set_x((left + right) / 2)
        signs_width = 2 * SIGN_GAP + Formula(SIGNS[0], size="focus").width
        widest = _widest(weights) + _widest(activations)
        # The longest numbers are written smaller than that, or they would reach into the cells.
        size = "focus" if widest + signs_width <= room.width else "number"
        self.labels = VGroup(
            *(ValueLabel(values[0], size=size, align="right") for values in self.parts)
        )
        times, equals = (Formula(code, size="focus", color=theme.SECONDARY) for code in SIGNS)
        signs = VGroup(times, equals)
        pitch = min(LINE_PITCH, room.height / 3)
        ys = room.center[1] + pitch * np.array([1.0, 0.0, -1.0])
        weight, activation, term = self.labels
        right = room.right
        activation.end_at(right, ys[0])
        times.move_to([right - _widest(activations, size) - SIGN_GAP - times.width / 2, ys[0], 0])
        weight.end_at(times.get_left()[0] - SIGN_GAP, ys[0])
        term.end_at(right, ys[1])
        equals.move_to([times.get_x(), ys[1], 0])
        end = right - _widest(terms, size) - SIGN_GAP
        equals.set_x(min(times.get_x(), end - equals.width / 2))
        self.total = Tally(_("sum"), sums[0], left=room.left, right=right, y=ys[2], size="focus")
        self.written = VGroup(self.labels, signs, self.total)
        super().__init__(cells, self.written, self.mark)
        self.show_step(0)
        self.show_share(0, 0.0)

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
        """Move the mark on, then let the cell take its product's color, early in a step."""
        ys, before = self.cells.points[:, 1], max(step - 1, 0)
        moved = smooth(min(share / STEP_IN, 1.0))
        self.mark.set_y(ys[before] + moved * (ys[step] - ys[before]))
        self.cells.colors[:step] = self.products[:step]
        done = smooth(float(np.clip((share - STEP_IN) / STEP_IN, 0, 1)))
        self.cells.colors[step] = (1 - done) * self.colors_before[step] + done * self.products[step]

    def gathered(self, total: Mobject) -> Travel:
        """Let all products come together in the total, and be gone."""
        goal = self.cells.copy()
        goal.place(np.tile(total.get_center(), (self.steps, 1)), alphas=0.0)
        return Travel(self.cells, goal, lag=0.0)


def tip_up(lying: PixelCloud, upright: PixelCloud, *, level: float = 0.0) -> Travel:
    """Let a row stand up: its first cell goes to the top of the column.

    Each cell goes to the side first, for a share `level` of its way.
    """
    return Travel(lying, upright, lag=0.0, level=level)


def _widest(values: Sequence[Sourced], size: str = "focus") -> float:
    return em(size) * max(width_in_em(number_text(value)) for value in values)


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
    """The letters of the parts, each above its own, and the formula that they make.

    Attributes
    ----------
    weights, size, column
        Above the matrix and above the column of activations.
    product, bias
        Above the sums, and above the biases with the sign between them; `joined` brings them
        together as parts of the formula.
    opening, closing
        Of the formula: what the function puts around them.
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
        over: tuple[Mobject, Mobject, Mobject],
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
        formula = Formula(
            f"{{{{ {function}\\( : opening }}}} {{{{ W a : product }}}}"
            " {{ + b : bias }} {{ \\) : closing }}",
            size="focus",
        )
        parts = [formula.select(name) for name in ("opening", "product", "bias", "closing")]
        self.opening, self.product, self.bias, self.closing = parts
        self.opening[:-1].set_color(palette.function)
        self.bias[-1].set_color(palette.bias)
        formula.move_to([formula_x, room.letters, 0])
        formula.shift(max(0.0, column_x + 0.4 - formula.get_left()[0]) * RIGHT)
        self.column.align_to(formula, DOWN).shift(0.13 * UP)
        letters = (self.product, *self.bias)
        self.places = [float(letter.get_x()) for letter in letters]
        for letter, below in zip(letters, over, strict=True):
            letter.set_x(below.get_x())
        super().__init__(self.weights, self.size, self.column, *parts)

    def joined(self) -> list[Any]:
        """The moves of the letters above sums and biases to their places in the formula."""
        letters = (self.product, *self.bias)
        return [letter.animate.set_x(x) for letter, x in zip(letters, self.places, strict=True)]


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

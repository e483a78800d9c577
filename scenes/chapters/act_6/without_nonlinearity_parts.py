"""The network as one nested formula, columns of answers to compare, and where both stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.mobjects.equations.layer_formula import joined
from scenes.mobjects.equations.matrix import SIDE, ValueMatrix
from scenes.mobjects.grids.elision import ShownIndices, all_indices, end_indices, largest_indices
from scenes.mobjects.grids.weight_grid import MatrixPicture
from scenes.mobjects.text.typst_text import Formula, em, note
from scenes.mobjects.text.value_label import width_in_em
from scenes.stage.layout import Stage, stage
from scenes.stage.theme import FORMULA_SIZES
from scenes.subject.activation_looks import activation_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from manim.typing import Vector3DLike
    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.sourced import SourcedArray
from scenes.subject.words import number_text

MATRICES_GAP = 0.4
LARGEST_CELL = 0.115
TALLEST = 1.9
FORMULA_ROOM, NAME_ROOM = 0.9, 1.0
"""What a formula at the top, and the name below a matrix, take of a tall stage's height."""


@dataclass(frozen=True)
class MatrixPlaces:
    """Where things stand.

    Attributes
    ----------
    cell
        Side of a weight in a matrix from one small layer to another.
    wide
        Width of the matrices that take the picture.
    lines
        Middles of the lines of matrices: one for all, or a second one for the widest.
    product
        A product's middle before it takes the place of its factors.
    short
        Middle of the formula of a single layer.
    whole
        The cells of the one matrix.
    answers
        Room of the columns of answers, and of what is said about them.
    answers_edge
        At which edge of it the columns stand.
    said_width
        Of what is said beside them.
    bar_pitch, bar_thickness
        In scene units.
    """

    cell: float
    wide: float
    lines: tuple[NDArray[np.float64], ...]
    product: NDArray[np.float64]
    short: NDArray[np.float64]
    whole: Stage
    answers: Stage
    answers_edge: NDArray[np.float64]
    said_width: float
    bar_pitch: float
    bar_thickness: float

    def arrange(self, matrices: Sequence[MatrixPicture]) -> None:
        """Put matrices into the order of the formula, where there are two lines the first below."""
        split = len(self.lines) - 1
        for line, middle in zip((matrices[split:], matrices[:split]), self.lines, strict=False):
            row = Group(*reversed(line)).arrange(RIGHT, buff=MATRICES_GAP, aligned_edge=DOWN)
            row.move_to([0, middle[1], 0])

    def beside(self, columns: Mobject) -> NDArray[np.float64]:
        """Middle of the room that columns of answers leave."""
        room = replace(self.answers, top=columns.get_bottom()[1])
        if self.answers_edge is LEFT:
            room = replace(self.answers, left=columns.get_right()[0])
        return room.center


def matrix_places(layer_sizes: Sequence[int]) -> MatrixPlaces:
    """Below each other on a tall stage; on any other the matrices stand in one line."""
    area, inner, count = stage(), layer_sizes[1:-1], len(layer_sizes) - 1
    if area.is_tall:
        below = replace(area, top=area.top - FORMULA_ROOM)
        others, first, product = below.rows(1, 1, 1, gap=0.25)
        room = area.width - MATRICES_GAP * max(count - 2, 0)
        return MatrixPlaces(
            cell=min((first.height - NAME_ROOM) / max(layer_sizes[1:]), room / max(sum(inner), 1)),
            wide=area.width, lines=(others.center, first.center), product=product.center,
            short=area.at(0.5, 0.86), whole=area.rows(0.27, 0.5, 0.23, gap=0)[1],
            answers=area, answers_edge=UP, said_width=0.9 * area.width,
            bar_pitch=2.6, bar_thickness=0.6,
        )  # fmt: skip
    room = area.width - MATRICES_GAP * (count - 1)
    cell = min(LARGEST_CELL, TALLEST / max(layer_sizes[1:]), 0.6 * room / max(sum(inner), 1))
    whole = area.rows(0.35, 0.4, 0.25, gap=0)[1]
    return MatrixPlaces(
        cell=cell, wide=min(room - cell * sum(inner), 0.55 * area.width),
        lines=(area.at(0.5, 0.64),), product=area.at(0.5, 0.2),
        short=area.at(0.5, 0.93), whole=whole.inset(0.1 * area.width if area.is_wide else 0.0, 0.0),
        answers=replace(area, left=area.at(0.02, 0)[0]) if area.is_wide else area,
        answers_edge=LEFT if area.is_wide else UP,
        said_width=(0.32 if area.is_wide else 0.9) * area.width,
        bar_pitch=1.25, bar_thickness=0.3,
    )  # fmt: skip


COLUMNS_GAP = 0.35
LARGEST_PITCH, LEAST_PITCH, HEIGHT_SHARE = 0.4, 0.25, 0.75
"""From row to row of note size, scene units; and of all rows, as a share of the room."""
EQUALS_WIDTH = 0.5
TITLE_RISE = 0.3
"""From the top of a column to the letters of its title."""


class ComparedColumns(VGroup):
    """Two columns with titles, and an equals sign between them, as large as fits.

    Parameters
    ----------
    room, edge
        Where they stand, and at which edge of it.
    """

    def __init__(
        self,
        titles: Sequence[str],
        values: Sequence[SourcedArray],
        *,
        decimals: int,
        room: Stage,
        edge: Vector3DLike,
    ) -> None:
        rows = rows_of(values[0], room)
        scale = _scale(values, rows.slots, decimals, room)
        self.columns = VGroup()
        for title, numbers in zip(titles, values, strict=True):
            pitch = min(LARGEST_PITCH * scale, HEIGHT_SHARE * room.height / rows.slots)
            column = ValueMatrix(
                numbers, decimals=decimals, scale=scale, rows=rows, row_pitch=pitch
            )
            words = note(title)
            words.shift((column.get_top()[1] + TITLE_RISE - words.baseline) * UP)
            self.columns.add(VGroup(column, words.set_x(column.get_x())))
        first, second = self.columns
        self.equals = Formula("=", size="title").next_to(first[0], RIGHT, buff=COLUMNS_GAP)
        second.next_to(self.equals, RIGHT, buff=COLUMNS_GAP)
        second.shift((first[0].get_y() - second[0].get_y()) * UP)
        super().__init__(self.columns, self.equals)
        across, up, _ = (1 + np.asarray(edge)) / 2
        self.move_to(room.at(across, up), aligned_edge=edge)


def rows_of(values: SourcedArray, room: Stage) -> ShownIndices:
    """Which rows of columns there is room for: all, or those with the largest numbers."""
    slots = int(HEIGHT_SHARE * room.height / LEAST_PITCH)
    return largest_indices(values.values, slots, but_surely=int(values.values.argmax()))


def _scale(values: Sequence[SourcedArray], rows: int, decimals: int, room: Stage) -> float:
    """Numbers of body size where the room allows, else of note size, which is 1."""
    widths = [
        max(width_in_em(number_text(value.shown_as(decimals=decimals))) for value in numbers)
        for numbers in values
    ]
    width = sum(widths) * em("body") + 2 * len(values) * SIDE + 2 * COLUMNS_GAP + EQUALS_WIDTH
    large = em("body") / em("note")
    height = rows * LARGEST_PITCH * large
    fits = width <= room.width and height <= HEIGHT_SHARE * room.height
    return large if fits else 1.0


SHRUNK = 0.93
"""A formula may be so much smaller than its size says, but not smaller than the next size."""


class NestedFormula(Formula):
    """`f(W_2 f(W_1 a + b_1) + b_2)`: what a network makes of its input.

    Parameters
    ----------
    activations
        Names of the layers' activation functions; the identity is not written.
    palette
        Whose colors functions and biases have.
    size
        `title`, `body` or `note`.
    drawn
        The layers that are written, by default all; dots stand for the others.

    Attributes
    ----------
    parts
        Labels of all parts from left to right: `s0` is the first layer's function, `w0` are its
        weights, `b0` its biases; `o0`, `p0` and `c0` are its signs, and `a` is the input. `d` and
        `e` are dots.
    """

    def __init__(
        self,
        activations: Sequence[str],
        palette: Palette,
        *,
        size: str,
        drawn: ShownIndices | None = None,
    ) -> None:
        self.drawn = drawn or all_indices(len(activations))
        codes = _parts(activations, self.drawn)
        self.parts = tuple(codes)
        colors = {name: palette.signal for name in codes if name[0] == "s"}
        colors |= {name: palette.bias for name in codes if name[0] == "b"}
        code = joined(codes)
        super().__init__(code, size=size, colors=colors)


def fitting_formula(
    activations: Sequence[str], palette: Palette, width: float, drawn: ShownIndices | None = None
) -> NestedFormula:
    """The formula of a network in the largest size that fits into so much width.

    One that is a little too wide is shrunk. Where no size fits, it is in the smallest; and unless
    it is said which are `drawn`, no more layers are written then than fit.
    """
    count = len(activations)
    kept = drawn
    for size in FORMULA_SIZES:
        formula = NestedFormula(activations, palette, size=size, drawn=kept)
        if SHRUNK * formula.width <= width:
            break
    for slots in range(count - 1, 1, -1) if drawn is None else ():
        if SHRUNK * formula.width <= width:
            break
        kept = end_indices(count, slots)
        formula = NestedFormula(activations, palette, size=FORMULA_SIZES[-1], drawn=kept)
    return formula.scale(max(SHRUNK, min(1.0, width / formula.width)))


def _parts(activations: Sequence[str], drawn: ShownIndices) -> dict[str, str]:
    """Label and Typst code of each part."""
    opening: dict[str, str] = {}
    closing: dict[str, str] = {}
    for place, i in enumerate(drawn.indices):
        function = activations[i]
        if drawn.is_elided and place == drawn.dots_at:
            opening, closing = {"d": "dots.c", **opening}, {**closing, "e": "dots.c"}
        is_bent, is_inner = function != "identity", i < len(activations) - 1
        outer = {f"s{i}": activation_look(function).symbol} if is_bent else {}
        if is_bent or is_inner:
            outer[f"o{i}"] = "\\("
        opening = {**outer, f"w{i}": f"W_{i + 1}", **opening}
        closing |= {f"p{i}": "+", f"b{i}": f"b_{i + 1}"}
        if is_bent or is_inner:
            closing[f"c{i}"] = "\\)"
    return {**opening, "a": "a", **closing}

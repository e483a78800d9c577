"""Where the parts of `WithoutNonlinearity` stand, in every shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, Group

from scenes.layout import Stage, stage
from scenes.mobjects.matrix_picture import MatrixPicture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from manim import Mobject
    from numpy.typing import NDArray


GAP = 0.4
LARGEST_CELL = 0.115
TALLEST = 1.9
FORMULA_ROOM, NAME_ROOM = 0.9, 1.0
"""What a formula at the top, and the name below a matrix, take of a tall stage's height."""


@dataclass(frozen=True)
class Places:
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
            row = Group(*reversed(line)).arrange(RIGHT, buff=GAP, aligned_edge=DOWN)
            row.move_to([0, middle[1], 0])

    def beside(self, columns: Mobject) -> NDArray[np.float64]:
        """Middle of the room that columns of answers leave."""
        room = replace(self.answers, top=columns.get_bottom()[1])
        if self.answers_edge is LEFT:
            room = replace(self.answers, left=columns.get_right()[0])
        return room.center


def places(layer_sizes: Sequence[int]) -> Places:
    """Below each other on a tall stage; on any other the matrices stand in one line."""
    area, inner, count = stage(), layer_sizes[1:-1], len(layer_sizes) - 1
    if area.is_tall:
        below = replace(area, top=area.top - FORMULA_ROOM)
        others, first, product = below.rows(1, 1, 1, gap=0.25)
        room = area.width - GAP * max(count - 2, 0)
        return Places(
            cell=min((first.height - NAME_ROOM) / max(layer_sizes[1:]), room / max(sum(inner), 1)),
            wide=area.width, lines=(others.center, first.center), product=product.center,
            short=area.at(0.5, 0.86), whole=area.rows(0.27, 0.5, 0.23, gap=0)[1],
            answers=area, answers_edge=UP, said_width=0.9 * area.width,
            bar_pitch=2.6, bar_thickness=0.6,
        )  # fmt: skip
    room = area.width - GAP * (count - 1)
    cell = min(LARGEST_CELL, TALLEST / max(layer_sizes[1:]), 0.6 * room / max(sum(inner), 1))
    whole = area.rows(0.35, 0.4, 0.25, gap=0)[1]
    return Places(
        cell=cell, wide=min(room - cell * sum(inner), 0.55 * area.width),
        lines=(area.at(0.5, 0.64),), product=area.at(0.5, 0.2),
        short=area.at(0.5, 0.93), whole=whole.inset(0.1 * area.width if area.is_wide else 0.0, 0.0),
        answers=replace(area, left=area.at(0.02, 0)[0]) if area.is_wide else area,
        answers_edge=LEFT if area.is_wide else UP,
        said_width=(0.32 if area.is_wide else 0.9) * area.width,
        bar_pitch=1.25, bar_thickness=0.3,
    )  # fmt: skip

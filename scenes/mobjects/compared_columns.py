"""Two columns of numbers that are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, VGroup

from scenes.mobjects.matrix import SIDE, ValueMatrix
from scenes.mobjects.text import Formula, em, note
from scenes.mobjects.value_label import width_in_em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Vector3DLike

    from scenes.layout import Stage
    from scenes.sourced import SourcedArray

GAP = 0.35
LARGEST_PITCH, HEIGHT_SHARE = 0.4, 0.75
"""From row to row of note size at most, scene units, and of all rows, as a share of the room."""
EQUALS_WIDTH = 0.5
TITLE_RISE = 0.3
"""From the top of a column to the letters of its title."""


class ComparedColumns(VGroup):
    """Two columns with titles, and an equals sign between them, as large as fits.

    Parameters
    ----------
    titles
        Of the columns.
    values
        Two vectors of one size.
    decimals
        How many each number shows.
    room, edge
        Where they stand, and at which edge of it.

    Attributes
    ----------
    columns
        One group a column: the numbers, and the title above them.
    equals
        The sign.
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
        scale = _scale(values, decimals, room)
        self.columns = VGroup()
        for title, numbers in zip(titles, values, strict=True):
            pitch = min(LARGEST_PITCH * scale, HEIGHT_SHARE * room.height / numbers.size)
            column = ValueMatrix(numbers, decimals=decimals, scale=scale, row_pitch=pitch)
            words = note(title)
            words.shift((column.get_top()[1] + TITLE_RISE - words.baseline) * UP)
            self.columns.add(VGroup(column, words.set_x(column.get_x())))
        first, second = self.columns
        self.equals = Formula("=", size="title").next_to(first[0], RIGHT, buff=GAP)
        second.next_to(self.equals, RIGHT, buff=GAP)
        second.shift((first[0].get_y() - second[0].get_y()) * UP)
        super().__init__(self.columns, self.equals)
        across, up, _ = (1 + np.asarray(edge)) / 2
        self.move_to(room.at(across, up), aligned_edge=edge)


def _scale(values: Sequence[SourcedArray], decimals: int, room: Stage) -> float:
    """Numbers of body size where the room allows, else of note size, which is 1."""
    widths = [
        max(width_in_em(value.shown_as(decimals=decimals).text) for value in numbers)
        for numbers in values
    ]
    width = sum(widths) * em("body") + 2 * len(values) * SIDE + 2 * GAP + EQUALS_WIDTH
    large = em("body") / em("note")
    height = max(numbers.size for numbers in values) * LARGEST_PITCH * large
    fits = width <= room.width and height <= HEIGHT_SHARE * room.height
    return large if fits else 1.0

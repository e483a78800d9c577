"""Two columns of numbers that are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, UP, VGroup

from scenes.layout import stage
from scenes.mobjects.matrix import ValueMatrix
from scenes.mobjects.text import Formula, note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.sourced import SourcedArray

GAP = 0.35
LARGEST_PITCH, HEIGHT_SHARE = 0.4, 0.75
"""From row to row at most, in scene units, and of all rows, as a share of the stage."""
TITLE_RISE = 0.3
"""From the top of a column to the letters of its title."""


class ComparedColumns(VGroup):
    """Two columns with titles, and an equals sign between them, at the left of the stage.

    Parameters
    ----------
    titles
        Of the columns.
    values
        Two vectors of one size.
    decimals
        How many each number shows.

    Attributes
    ----------
    columns
        One group a column: the numbers, and the title above them.
    equals
        The sign.
    """

    def __init__(
        self, titles: Sequence[str], values: Sequence[SourcedArray], *, decimals: int
    ) -> None:
        area = stage()
        self.columns = VGroup()
        for title, numbers in zip(titles, values, strict=True):
            pitch = min(LARGEST_PITCH, HEIGHT_SHARE * area.height / numbers.size)
            column = ValueMatrix(numbers, decimals=decimals, row_pitch=pitch)
            words = note(title)
            words.shift((column.get_top()[1] + TITLE_RISE - words.baseline) * UP)
            self.columns.add(VGroup(column, words.set_x(column.get_x())))
        first, second = self.columns
        first.move_to(area.at(0.02, 0.5), aligned_edge=LEFT)
        self.equals = Formula("=", size="title").next_to(first[0], RIGHT, buff=GAP)
        second.next_to(self.equals, RIGHT, buff=GAP)
        second.shift((first[0].get_y() - second[0].get_y()) * UP)
        super().__init__(self.columns, self.equals)

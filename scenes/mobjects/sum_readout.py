"""A sum that grows: its number, its name, and its bar at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, VGroup

from scenes import theme
from scenes.mobjects.sum_bar import WIDTH, SumBar
from scenes.mobjects.text import Words
from scenes.mobjects.value_label import ValueLabel
from scenes.words import _

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from scenes.sourced import Sourced


class SumReadout(VGroup):
    """A number in the middle of a gap, and a bar at its right end.

    Parameters
    ----------
    sourced
        What it shows first.
    within
        All that it will show.
    left, right, y
        Ends and height of the gap.
    height
        Of the bar's axis.

    Attributes
    ----------
    total, name_of_total, bar
        The parts.
    """

    def __init__(
        self,
        sourced: Sourced,
        *,
        within: ArrayLike,
        left: float,
        right: float,
        y: float,
        height: float,
        palette: theme.Palette,
    ) -> None:
        self.bar = SumBar(sourced, within=within, height=height, palette=palette)
        self.bar.move_to([right - 1.3 * WIDTH, y, 0])
        self.total = ValueLabel(sourced, size="title")
        self.total.move_to([(left + self.bar.get_left()[0]) / 2, y, 0])
        self.name_of_total = Words(_("sum"), size="note", color=theme.SECONDARY)
        self.name_of_total.next_to(self.total, UP, buff=0.3)
        super().__init__(self.total, self.name_of_total, self.bar)

"""How often networks are right: a plot, and the notes that say what they were tested on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, RIGHT, UP, VGroup

from scenes.layout import stage
from scenes.mobjects.plot import Plot
from scenes.mobjects.text import note
from scenes.words import _

if TYPE_CHECKING:
    from scenes.mobjects.text import Words
    from scenes.sourced import SourcedArray

LEFT_SHARE, LOW_SHARE, HIGH_SHARE = 0.09, 0.16, 0.78
"""Where the plot stands on the stage: numbers fit to its left and below, notes above."""


class AccuracyPlot(Plot):
    """Shares of right answers over something, as large as the stage allows.

    Parameters
    ----------
    across
        The numbers on the horizontal axis.
    shares
        On the vertical axis, shown as percentages.
    across_name
        What the numbers across are.
    name_room
        What is left free for the names at the ends of lines, scene units.
    is_logarithmic
        Whether every doubling takes the same length on the horizontal axis.
    """

    def __init__(
        self,
        across: SourcedArray,
        shares: SourcedArray,
        *,
        across_name: str,
        name_room: float,
        is_logarithmic: bool = False,
    ) -> None:
        area = stage()
        super().__init__(
            across, [share.shown_as(percent=True) for share in shares],
            corner=area.at(LEFT_SHARE, LOW_SHARE),
            width=(1 - LEFT_SHARE) * area.width - name_room,
            height=(HIGH_SHARE - LOW_SHARE) * area.height,
            across_name=note(across_name), up_name=note(_("right answers")),
            is_logarithmic=is_logarithmic,
        )  # fmt: skip


def corner_notes(*lines: Words) -> VGroup:
    """Lines one below the other in the upper right corner of the stage."""
    notes = VGroup(*lines).arrange(DOWN, buff=0.12, aligned_edge=RIGHT)
    return notes.move_to(stage().at(1, 1), aligned_edge=UP + RIGHT)

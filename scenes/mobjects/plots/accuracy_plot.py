"""How often networks are right: a plot, and the notes that say what they were tested on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, RIGHT, UP, VGroup

from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.typst_text import note
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from scenes.mobjects.text.typst_text import Words
    from scenes.subject.sourced import SourcedArray

LEFT_SHARE, LOW_SHARE, HIGH_SHARE = 0.09, 0.16, 0.78
"""Where the plot stands on a wide stage: numbers fit to its left and below, notes above."""
LEFT_ROOM, LOW_ROOM, HIGH_ROOM = 0.95, 1.05, 1.5
"""What they take of any other stage, scene units."""


class AccuracyPlot(Plot):
    """Shares of right answers, as percentages, over something, as large as the stage allows.

    `name_room` is left free for the names at the ends of lines, in scene units.
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
        plane = _plane(name_room)
        super().__init__(
            across, [share.shown_as(percent=True) for share in shares],
            corner=plane.at(0, 0), width=plane.width, height=plane.height,
            across_name=note(across_name), up_name=note(_("right answers")),
            is_logarithmic=is_logarithmic,
        )  # fmt: skip


def _plane(name_room: float) -> Stage:
    """What is left between the axes and the names at the ends of lines."""
    area = stage()
    right = area.right - name_room
    if area.is_wide:
        left, low = area.at(LEFT_SHARE, LOW_SHARE)[:2]
        return Stage(left, right, area.at(0, HIGH_SHARE)[1], low)
    return Stage(area.left + LEFT_ROOM, right, area.top - HIGH_ROOM, area.bottom + LOW_ROOM)


def corner_notes(*lines: Words) -> VGroup:
    """Lines one below the other in the upper right corner of the stage."""
    notes = VGroup(*lines).arrange(DOWN, buff=0.12, aligned_edge=RIGHT)
    return notes.move_to(stage().at(1, 1), aligned_edge=UP + RIGHT)

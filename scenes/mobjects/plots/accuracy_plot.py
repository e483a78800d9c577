"""How often networks are right, as a plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.typst_text import note
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced, SourcedArray

LEFT_ROOM, LOW_ROOM, HIGH_ROOM = 1.3, 1.25, 0.95
"""What numbers, names and the axis take beside, below and above the plot, scene units."""


class AccuracyPlot(Plot):
    """Shares of right answers, as percentages, over something, as large as the stage allows.

    `name_room` is left free for the names at the ends of lines, `high_room` for words above; `area`
    is a part of the stage, if it is not all of it.
    """

    def __init__(
        self,
        across: SourcedArray | Sequence[Sourced],
        shares: SourcedArray,
        *,
        across_name: str,
        name_room: float,
        high_room: float = HIGH_ROOM,
        area: Stage | None = None,
    ) -> None:
        area = area or stage()
        left, low = area.left + LEFT_ROOM, area.bottom + LOW_ROOM
        super().__init__(
            across, [share.shown_as(percent=True) for share in shares],
            corner=[left, low, 0], width=area.right - name_room - left,
            height=area.top - high_room - low,
            across_name=note(across_name), up_name=note(_("right answers")),
        )  # fmt: skip

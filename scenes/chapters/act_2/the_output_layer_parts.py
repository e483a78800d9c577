"""The outputs as bars, each in a track of its own, and what is said of a picture beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, UP, Animation, GrowFromPoint, Rectangle, VGroup

from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import fit, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.subject.sourced import Sourced

BAR_SHARE, TRACK_SHARE = 0.6, 0.72
"""Height of a bar, and of its track, in distances from row to row."""
HIGHEST = 0.42
"""Height of a bar at most, scene units."""
THIN = 0.1
"""A bar of this width has no rim: there would be nothing else to see of it."""
VALUE_GAP = 0.2
ROOMY = 0.55
"""From row to row, for large numbers."""
MOST_OF_ROOM = 0.45
"""Of what is right of the names: a large number."""
LINES_GAP = 0.25
"""Between lines beside the picture, and from it."""
LOUD = 1.2
"""How much larger than the others the line is that judges."""


def pitch_of(rows: Sequence[float]) -> float:
    """The distance from row to row; of a lone row the largest that makes a difference."""
    return float(np.min(np.abs(np.diff(rows)), initial=HIGHEST / BAR_SHARE))


def value_room(
    numbers: Iterable[Sourced], rows: Sequence[float], left: float, right: float
) -> tuple[float, str]:
    """Where tracks end that begin at `left` and have their numbers behind them, and their size.

    They are as large as rows of these heights and a room from `left` to `right` allow.
    """
    shown = list(numbers)
    size = "focus" if pitch_of(rows) >= ROOMY else "number"
    widest = max(ValueLabel(number, size=size).width for number in shown)
    if widest > MOST_OF_ROOM * (right - left):
        size = "number"
        widest = max(ValueLabel(number, size=size).width for number in shown)
    return right - VALUE_GAP - widest, size


class OutputBars(VGroup):
    """Numbers as bars from 0 on, each in a row of its own, on a track from `low` to `high`.

    Parameters
    ----------
    rows
        The height of each bar's middle.
    left
        Where all tracks begin.
    unit
        The length of the number one.
    size
        Of the numbers behind the tracks.
    """

    def __init__(
        self,
        numbers: Sequence[Sourced],
        *,
        rows: Sequence[float],
        left: float,
        unit: float,
        low: float,
        high: float,
        size: str = "number",
    ) -> None:
        self.zero, self.size = left - unit * low, size
        pitch = pitch_of(rows)
        self.tracks, self.bars = VGroup(), VGroup()
        for number, y in zip(numbers, rows, strict=True):
            track = Rectangle(width=unit * (high - low), height=TRACK_SHARE * pitch)
            track.set_stroke(theme.RULE, width=1.5).set_fill(theme.PANEL, opacity=1)
            self.tracks.add(track.move_to([left, y, 0], aligned_edge=LEFT))
            bar = Rectangle(width=unit * abs(number.value), height=BAR_SHARE * pitch)
            bar.set_stroke(theme.BACKGROUND, width=2 if bar.width > THIN else 0)
            bar.set_fill(theme.TEXT if number.value >= 0 else theme.SECONDARY, opacity=1)
            side = LEFT if number.value >= 0 else RIGHT
            bar.fills = (number,)
            self.bars.add(bar.move_to([self.zero, y, 0], aligned_edge=side))
        self.bars.set_z_index(1)
        super().__init__(self.tracks, self.bars)

    def growing(self) -> list[Animation]:
        """Let each bar grow in its track."""
        return [GrowFromPoint(bar, [self.zero, bar.get_y(), 0]) for bar in self.bars]

    def beside(self, row: int, number: Sourced, color: str = theme.SECONDARY) -> ValueLabel:
        """The number of a row, behind its track."""
        value = ValueLabel(number, size=self.size, color=color, align="left")
        track = self.tracks[row]
        return value.next_to(track, RIGHT, buff=VALUE_GAP).set_y(track.get_y())


class Judgement(VGroup):
    """What the network says of its picture, what that is, and in a word whether they agree.

    Above and below the picture on a wide stage, right of it on any other.
    """

    def __init__(
        self,
        diagram: NetworkDiagram,
        *,
        said: Verbatim,
        truth: Verbatim,
        is_right: bool,
        color: str,
    ) -> None:
        area, frame, corner = stage(), diagram.image_frame, diagram.places.aside
        width = frame.width if area.is_wide else area.right - float(corner[0])
        align = "center" if area.is_wide else "left"

        def line(template: str, **slots: Verbatim) -> Words:
            return Words(template, size="title", width=width, align=align, balanced=True, **slots)

        self.said = line(_("says: {answer}"), answer=said).set_color(color)
        self.truth = line(_("really: {label}"), label=truth)
        self.verdict = line(_("right") if is_right else _("wrong")).scale(LOUD)
        super().__init__(self.said, self.truth, self.verdict)
        if area.is_wide:
            below = VGroup(self.truth, self.verdict).arrange(DOWN, buff=LINES_GAP)
            fit(below, width, frame.get_bottom()[1] - area.bottom - LINES_GAP)
            self.said.next_to(frame, UP, buff=LINES_GAP)
            below.next_to(frame, DOWN, buff=LINES_GAP)
        else:
            self.arrange(DOWN, buff=LINES_GAP, aligned_edge=LEFT)
            fit(self, width, frame.height).move_to(corner, aligned_edge=UL)

"""The outputs as bars: each in a track of its own, and laid end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    GrowFromPoint,
    Line,
    Rectangle,
    VGroup,
)

from scenes.mobjects.text.typst_text import Words, label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced

BAR_SHARE, TRACK_SHARE = 0.6, 0.72
"""Height of a bar, and of its track, in distances from row to row."""
HIGHEST = 0.42
"""Height of a bar at most, scene units."""
STACK_HEIGHT = 1.3
THIN = 0.1
"""A bar of this width has no rim: there would be nothing else to see of it."""
TICK = 0.3
"""How far the mark at one reaches below the line."""
VALUE_GAP = 0.3
ROOMY = 0.55
"""From row to row, for large numbers."""


def pitch_of(rows: Sequence[float]) -> float:
    """The distance from row to row; of a lone row the largest that makes a difference."""
    return float(np.min(np.abs(np.diff(rows)), initial=HIGHEST / BAR_SHARE))


def row_value(number: Sourced, rows: Sequence[float], color: str = theme.TEXT) -> ValueLabel:
    """A number as large as there is room in rows of these heights."""
    size = "focus" if pitch_of(rows) >= ROOMY else "number"
    return ValueLabel(number, size=size, color=color, align="left")


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
    ) -> None:
        self.unit, self.zero = unit, left - unit * low
        self.rows, pitch = rows, pitch_of(rows)
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
        self.at_home = self.bars.copy()
        super().__init__(self.tracks, self.bars)

    def growing(self) -> list[Animation]:
        """Let each bar grow in its track."""
        return [GrowFromPoint(bar, [self.zero, bar.get_y(), 0]) for bar in self.bars]

    def going_home(self) -> list[Animation]:
        """Let each bar come back to its track."""
        homes = zip(self.bars, self.at_home, strict=True)
        return [bar.animate.become(home).build() for bar, home in homes]

    def beside(self, row: int, number: Sourced, color: str = theme.TEXT) -> ValueLabel:
        """The number of a row, behind its track."""
        value, track = row_value(number, self.rows, color), self.tracks[row]
        return value.next_to(track, RIGHT, buff=VALUE_GAP).set_y(track.get_y())


class BarsEndToEnd(VGroup):
    """Where bars are added up: a line with a mark at one, and their sum above."""

    def __init__(self, rows: OutputBars, total: Sourced) -> None:
        self.rows = rows
        start = np.array([rows.zero, rows.tracks.get_y() - STACK_HEIGHT / 2, 0.0])
        length = rows.unit * max(1.0, total.value)
        self.line = Line(start, start + length * RIGHT, color=theme.SECONDARY, stroke_width=4)
        tick = Line(ORIGIN, TICK * DOWN, color=theme.TEXT, stroke_width=5)
        tick.shift(start + rows.unit * RIGHT)
        self.one = VGroup(
            tick, label("1", size="focus", color=theme.TEXT).next_to(tick, DOWN, buff=0.12)
        )
        self.sum = VGroup(
            Words(_("sum"), color=theme.SECONDARY),
            ValueLabel(total, size="title", color=theme.TEXT),
        ).arrange(RIGHT, buff=0.25, aligned_edge=DOWN)
        self.sum.next_to(start + STACK_HEIGHT * UP, UP, buff=0.25).align_to(start, LEFT)
        super().__init__(self.line, self.one, self.sum)

    def coming(self) -> list[Animation]:
        """Let the bars come to the line, one behind the other."""
        place, moves = self.line.get_start(), []
        for bar in self.rows.bars:
            laid = bar.animate.stretch_to_fit_height(STACK_HEIGHT)
            moves.append(laid.move_to(place, aligned_edge=DL).build())
            place = place + bar.width * RIGHT
        return moves

"""The outputs as bars, each in a track of its own, their name, and ticks and crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DR, LEFT, RIGHT, Animation, GrowFromPoint, Rectangle, VGroup, VMobject

from scenes.mobjects.text.marks import SideBrace
from scenes.mobjects.text.typst_text import Words
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
TICK = (((0.0, 0.45), (0.35, 0.0), (1.0, 1.0)),)
CROSS = (((0.0, 0.0), (1.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)))
VERDICT_SIDE, VERDICT_WIDTH = 0.42, 9


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


class LayerName(VGroup):
    """A brace around all outputs with their names, and what they are together.

    The words stand right of the brace on a wide stage, above it on any other.
    """

    def __init__(self, diagram: NetworkDiagram) -> None:
        area, lamps = stage(), diagram.columns[-1]
        ends = VGroup(lamps, *(diagram.end_of(i) for i in range(len(lamps))))
        self.brace = VMobject() if len(lamps) == 1 else SideBrace(ends, buff=0.2, depth=0.4)
        left = float(VGroup(ends, self.brace).get_right()[0]) + VALUE_GAP
        self.words = Words(_("output layer"), size="title")
        if area.is_wide:
            fit(self.words, area.right - left, area.height)
            self.words.move_to([left, ends.get_y(), 0], aligned_edge=LEFT)
        else:
            corner = [area.right, float(diagram.image_frame.get_bottom()[1]), 0.0]
            fit(self.words, area.right - float(diagram.places.aside[0]), area.height)
            self.words.move_to(corner, aligned_edge=DR)
        super().__init__(self.brace, self.words)


class Verdict(VMobject):
    """A tick or a cross, as high as `side`."""

    def __init__(self, side: float, *, is_right: bool, color: str) -> None:
        super().__init__(color=color, stroke_width=VERDICT_WIDTH)
        for stroke in TICK if is_right else CROSS:
            points = np.pad(side * np.array(stroke), ((0, 0), (0, 1)))
            self.start_new_path(points[0])
            self.add_points_as_corners(points[1:])

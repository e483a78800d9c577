"""Accuracies of networks along a line, one by one or counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, VGroup

from scenes import theme
from scenes.layout import stage
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.number_line import NumberLine

if TYPE_CHECKING:
    from scenes.mobjects.text import Words
    from scenes.sourced import Sourced, SourcedArray

MARGIN = 0.03
UP_ON_STAGE, UP_WHERE_TALL = 0.19, 0.12
BARS, BARS_WHERE_TALL = 0.3, 0.35
"""How high the line runs, and height of the highest bar, as shares of the stage's height."""
ROOM_FOR_ALL = 0.8
"""Where ten percent are shorter than this, scene units, only every second tick is written."""
CLEAR = 0.07
"""Between a bar and a number that stands beside it."""
RADIUS, LIFT = 0.09, 0.12
"""Of a dot, and how far above the line its middle is; scene units."""


class AccuracyLine(VGroup):
    """A line of percentages across the stage, flat bars on it, and its name below.

    Parameters
    ----------
    edges
        Of the bins, 0 to 1; every tenth of the way is a tick.
    name
        What is counted.

    Attributes
    ----------
    line, bars, name_below
        The parts.
    """

    def __init__(self, edges: SourcedArray, name: Words) -> None:
        area = stage()
        tenth = (edges.size - 1) // 10
        ticks = [edges[i].shown_as(percent=True) for i in range(0, edges.size, tenth)]
        up, bars = UP_ON_STAGE, BARS
        if area.is_tall:
            up, bars = UP_WHERE_TALL, BARS_WHERE_TALL
        ends = area.at(MARGIN, up), area.at(1 - MARGIN, up)
        every = 1 if area.width / 10 > ROOM_FOR_ALL else 2
        self.line = NumberLine(ticks, *ends, labelled=range(0, len(ticks), every))
        self.bars = Histogram(self.line, edges, height=bars * area.height)
        self.name_below = name.next_to(self.line, DOWN, buff=0.16).set_x(area.center[0])
        super().__init__(self.line, self.bars, self.name_below)

    def network_at(self, accuracy: Sourced, *, color: str = theme.TEXT) -> Dot:
        """A network as a dot on the line, at its accuracy."""
        place = self.line.point(accuracy.value) + LIFT * UP
        dot = Dot(place, radius=RADIUS, color=color)
        dot.fills = (accuracy,)
        return dot

    def flag(self, accuracy: Sourced, height: float) -> VGroup:
        """A number on a stem that stands at its place; if need be it gives way to the bars."""
        flag = self.line.flag(accuracy, height)
        number = flag[1]
        high = [bar for bar in self.bars if bar.get_top()[1] > number.get_bottom()[1] - CLEAR]
        right = max((bar.get_right()[0] for bar in high), default=-np.inf)
        if right < flag[0].get_x():
            number.shift(max(0.0, right + CLEAR - number.get_left()[0]) * RIGHT)
        return flag

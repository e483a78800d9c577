"""Accuracies of networks along a line, one by one or counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, UP, Dot, VGroup

from scenes import theme
from scenes.layout import stage
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.number_line import NumberLine

if TYPE_CHECKING:
    from scenes.mobjects.text import Words
    from scenes.sourced import Sourced, SourcedArray

MARGIN, UP_ON_STAGE = 0.03, 0.19
BARS = 0.3
"""Height of the highest bar, as a share of the stage's height."""
RADIUS, LIFT = 0.09, 0.12
"""Of a dot, and how far above the line its middle is; scene units."""


class AccuracyPlot(VGroup):
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
        ends = area.at(MARGIN, UP_ON_STAGE), area.at(1 - MARGIN, UP_ON_STAGE)
        self.line = NumberLine(ticks, *ends)
        self.bars = Histogram(self.line, edges, height=BARS * area.height)
        self.name_below = name.next_to(self.line, DOWN, buff=0.16).set_x(area.center[0])
        super().__init__(self.line, self.bars, self.name_below)

    def network_at(self, accuracy: Sourced, *, color: str = theme.TEXT) -> Dot:
        """A network as a dot on the line, at its accuracy."""
        place = self.line.point(accuracy.value) + LIFT * UP
        dot = Dot(place, radius=RADIUS, color=color)
        dot.fills = (accuracy,)
        return dot

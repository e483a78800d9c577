"""A histogram of signed numbers across the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import VGroup

from scenes.layout import stage
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.number_line import NumberLine

if TYPE_CHECKING:
    from scenes.sourced import SourcedArray
    from scenes.theme import Palette

MARGIN, OVERSHOOT = 0.025, 0.02
"""Beyond the first and the last tick, as shares of the stage's width: free, and with an axis."""
LEAST_MARGIN = 0.24
"""At least half of a number's width is free, scene units."""


class SignedBars(VGroup):
    """A number line as wide as the stage, and flat bars on it in the colors of the signs.

    Parameters
    ----------
    edges
        Of the bins, zero among them; every one is a tick.
    every
        How many ticks lie between two that show their number; zero shows it.
    up
        How high on the stage the line runs, as a share of its height.
    height
        Of the highest bar, as a share of the stage's height.
    palette
        Whose sign colors are used.

    Attributes
    ----------
    line, bars
        The parts.
    """

    def __init__(
        self, edges: SourcedArray, *, every: int, up: float, height: float, palette: Palette
    ) -> None:
        area = stage()
        margin = max(MARGIN, LEAST_MARGIN / area.width)
        zero = int(abs(edges.values).argmin())
        self.line = NumberLine(
            edges,
            area.at(margin, up),
            area.at(1 - margin, up),
            labelled=range(zero % every, edges.size, every),
            overshoot=OVERSHOOT * area.width,
        )
        self.bars = Histogram(
            self.line,
            edges,
            height=height * area.height,
            colors=[palette.sign(low) for low in edges.values[:-1]],
        )
        super().__init__(self.line, self.bars)

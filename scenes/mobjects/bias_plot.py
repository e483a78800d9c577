"""The sums of one neuron, the threshold from which on it fires, and its activation above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, UP

from scenes.layout import stage
from scenes.mobjects.firing_plot import FiringBars, ShiftedCurve, Threshold
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.number_line import NumberLine
from scenes.sourced import SourcedArray

if TYPE_CHECKING:
    from scenes.sourced import Sourced
    from scenes.sources import Record
    from scenes.theme import Palette

LEFT_END, RIGHT_END = 0.06, 0.97
FOOT, CURVE_FOOT = 0.14, 0.575
"""How high on the stage the two plots stand."""
BARS, CURVE = 0.32, 0.21
"""Heights of the highest bar and of the curve's plot, as shares of the stage's height."""
ABOVE_CURVE = 0.12
"""How far the threshold goes on, scene units."""


class BiasPlot:
    """Two plots over one line of weighted sums; each part is put on stage in its turn.

    Parameters
    ----------
    record
        Holds the two measurements.
    firing, axis
        Paths of a `FiringAgainstBias` and of its `FiringAxis`.
    bias
        The first one that the threshold shows.
    palette
        Colors of bias and activation, and of silent and firing sums.

    Attributes
    ----------
    line, bars, counts
        Weighted sums, flat bars over those that occur, and what lets them rise.
    upright, curve
        Activations.
    threshold
        Where the neuron begins to fire.
    """

    def __init__(
        self, record: Record, *, firing: str, axis: str, bias: Sourced, palette: Palette
    ) -> None:
        area, self.palette = stage(), palette
        self.line = NumberLine(
            record[f"{axis}.sums"], area.at(LEFT_END, FOOT), area.at(RIGHT_END, FOOT), overshoot=0.2
        )
        counts = record[f"{firing}.counts"].row(0)
        filled = np.flatnonzero(counts.values)
        first, last = int(filled[0]), int(filled[-1])
        self.counts = part(counts, first, last + 1)
        edges = part(record[f"{firing}.edges"], first, last + 2)
        self.bars = Histogram(self.line, edges, height=BARS * area.height)
        foot = area.at(LEFT_END, CURVE_FOOT)
        self.upright = NumberLine(
            record[f"{axis}.heights"],
            foot,
            foot + CURVE * area.height * UP,
            labels_toward=LEFT,
            color=palette.signal,
        )
        self.curve = ShiftedCurve(
            self.line,
            self.upright,
            record[f"{axis}.inputs"],
            record[f"{axis}.outputs"],
            color=palette.signal,
        )
        top = self.upright.ticks[-1].get_center()[1] + ABOVE_CURVE
        self.threshold = Threshold(self.line, top=top, bias=bias, color=palette.bias)

    def parted(self) -> FiringBars:
        """The bars as they stand now, in two lights."""
        return FiringBars(self.bars, (self.palette.negative, self.palette.positive))


def part(whole: SourcedArray, start: int, stop: int) -> SourcedArray:
    """Some numbers of a row; they keep the paths they have there."""
    return SourcedArray(whole.values[start:stop], whole.source, (start,), whole.prefix)

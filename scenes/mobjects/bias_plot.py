"""The sums of one neuron, the threshold from which on it fires, and its activation above them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, LEFT, UP, config

from scenes.layout import Stage, stage
from scenes.mobjects.firing_plot import FiringBars, ShiftedCurve, Threshold
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.number_line import NumberLine
from scenes.sourced import SourcedArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from manim.typing import Point3D

    from scenes.sourced import Sourced
    from scenes.sources import Record
    from scenes.theme import Palette

LEFT_END, RIGHT_END = 0.06, 0.97
SECOND_LINE = 0.55
"""From the top of the stage down to what stands below the formula."""
ABOVE_CURVE = 0.12
"""How far the threshold goes on, scene units."""
BEFORE_EDGE = 0.3
"""What is left free between its number and the edge of the frame."""


@dataclass(frozen=True)
class BiasPlaces:
    """Where the two plots stand, the words above them, and the biases that come after them.

    Attributes
    ----------
    foot, curve_foot
        How high on the stage the plots stand, as shares of its height.
    bars, curve
        Heights of the highest bar and of the curve's plot, in scene units.
    formula, share
        Upper left corner of the formula, and upper right one of what is said of the neuron.
    biases
        How the bars of all biases are laid out: parameters of `BiasBars`.
    middle, discs
        Of these bars, and of the line of their discs.
    """

    foot: float
    curve_foot: float
    bars: float
    curve: float
    formula: Point3D
    share: Point3D
    biases: Mapping[str, Any]
    middle: Point3D
    discs: Point3D


def bias_places(area: Stage) -> BiasPlaces:
    """All biases beside each other, but below each other on a tall stage, which has the room."""
    wide = BiasPlaces(
        foot=0.14,
        curve_foot=0.575,
        bars=0.32 * area.height,
        curve=0.21 * area.height,
        formula=area.at(0, 1),
        share=area.at(1, 1),
        biases={"width": 0.97 * area.width, "height": 0.22 * area.height},
        middle=area.at(0.5, 0.53),
        discs=area.at(0, 0.14),
    )
    if area.is_wide:
        return wide
    square = replace(
        wide,
        curve_foot=0.545,
        curve=0.19 * area.height,
        share=area.at(1, 1) + SECOND_LINE * DOWN,
        biases={"width": 0.97 * area.width, "height": 0.26 * area.height},
        middle=area.at(0.5, 0.54),
    )
    if not area.is_tall:
        return square
    return replace(
        square,
        foot=0.09,
        curve_foot=0.53,
        bars=0.38 * area.height,
        curve=0.27 * area.height,
        biases={"width": 0.83 * area.height, "height": 0.33 * area.width, "onward": DOWN},
        middle=area.at(0.545, 0.5),
        discs=area.at(0.035, 0),
    )


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
    places
        Where all this stands.
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
        self.places = places = bias_places(area)
        ends = (area.at(end, places.foot) for end in (LEFT_END, RIGHT_END))
        self.line = NumberLine(record[f"{axis}.sums"], *ends, overshoot=0.2)
        counts = record[f"{firing}.counts"].row(0)
        filled = np.flatnonzero(counts.values)
        first, last = int(filled[0]), int(filled[-1])
        self.counts = part(counts, first, last + 1)
        edges = part(record[f"{firing}.edges"], first, last + 2)
        self.bars = Histogram(self.line, edges, height=places.bars)
        foot = area.at(LEFT_END, places.curve_foot)
        self.upright = NumberLine(
            record[f"{axis}.heights"],
            foot,
            foot + places.curve * UP,
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
        right = config.frame_width / 2 - BEFORE_EDGE
        self.threshold = Threshold(self.line, top=top, right=right, bias=bias, color=palette.bias)

    def parted(self) -> FiringBars:
        """The bars as they stand now, in two lights."""
        return FiringBars(self.bars, (self.palette.negative, self.palette.positive))


def part(whole: SourcedArray, start: int, stop: int) -> SourcedArray:
    """Some numbers of a row; they keep the paths they have there."""
    return SourcedArray(whole.values[start:stop], whole.source, (start,), whole.prefix)

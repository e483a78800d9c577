"""Where the sums of one neuron fall, and from where on it fires."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Polygon, VGroup, VMobject

from scenes.mobjects.number_line import plane_points
from scenes.mobjects.text import Formula
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.mobjects.histogram import Histogram
    from scenes.mobjects.number_line import NumberLine
    from scenes.sourced import Sourced, SourcedArray

CURVE_WIDTH = 6.0
SILENT = 0.4
"""Opacity of the part of a histogram in which the neuron does not fire."""
FIRING = 0.95


class ShiftedCurve(VMobject):
    """The activation of a neuron over its weighted sum, shifted by its bias.

    Parameters
    ----------
    across, up
        Weighted sums, and activations.
    inputs, outputs
        The activation function, shape (samples,) each.
    """

    def __init__(
        self,
        across: NumberLine,
        up: NumberLine,
        inputs: SourcedArray,
        outputs: SourcedArray,
        *,
        color: str,
    ) -> None:
        super().__init__(color=color, stroke_width=CURVE_WIDTH)
        self.across, self.up = across, up
        self.fills = (inputs, outputs)
        self.samples = inputs.values, outputs.values
        self.slide(0.0)

    def slide(self, bias: float) -> Self:
        """Stand where a bias puts the curve: a bias of -3 moves it to the right by 3."""
        low, high = self.across.values[[0, -1]]
        # Half a sample beyond the end is not seen; without it the end would tremble.
        inputs, outputs = self.samples
        sums = inputs - bias
        seen = (low - 0.1 <= sums) & (sums <= high + 0.1)
        self.set_points_as_corners(plane_points(self.across, self.up, sums[seen], outputs[seen]))
        return self


class FiringBars(VGroup):
    """A histogram of sums in two lights, parted at the sum from which on the neuron fires.

    Parameters
    ----------
    bars
        The histogram, already showing its counts.
    colors
        Of the part that is silent and of that which fires.
    """

    def __init__(self, bars: Histogram, colors: Sequence[str]) -> None:
        self.line = bars.line
        self.boxes = [np.array([bar.points.min(axis=0), bar.points.max(axis=0)]) for bar in bars]
        self.silent, self.firing = (
            VGroup(*(Polygon(*np.zeros((4, 3)), stroke_width=0) for _ in self.boxes))
            .set_fill(color, opacity=opacity)
            .set_stroke(width=0)
            for color, opacity in zip(colors, (SILENT, FIRING), strict=True)
        )
        super().__init__(self.silent, self.firing)
        self.fills = bars.fills
        self.slide(0.0)

    def slide(self, bias: float) -> Self:
        """Part the bars where sum and bias together are zero."""
        x = self.line.point(-bias)[0]
        for silent, firing, (low, high) in zip(self.silent, self.firing, self.boxes, strict=True):
            edge = float(np.clip(x, low[0], high[0]))
            _box(silent, low[0], edge, low[1], high[1])
            _box(firing, edge, high[0], low[1], high[1])
        return self


class Threshold(VGroup):
    """The line from which on a neuron fires, with its bias above.

    Parameters
    ----------
    line
        Of the weighted sums.
    top
        Where it ends, scene units.
    right
        How far letter and value may reach.
    bias
        The first one that is shown.
    color
        Of all parts.

    Attributes
    ----------
    stem, letter, value
        The parts; letter and value together say what the bias is.
    """

    def __init__(
        self, line: NumberLine, *, top: float, right: float, bias: Sourced, color: str
    ) -> None:
        self.line, self.right = line, right
        foot = line.point(0)
        self.stem = DashedLine(
            foot, np.array([foot[0], top, 0]), color=color, stroke_width=3.5, dash_length=0.09
        )
        self.letter = Formula("b =", color=color)
        self.value = ValueLabel(bias, size="body", color=color)
        super().__init__(self.stem, self.letter, self.value)
        self.slide(0.0)

    def slide(self, bias: float) -> Self:
        """Stand where sum and bias together are zero."""
        x = self.line.point(-bias)[0]
        self.stem.set_x(x)
        self.value.next_to([x, self.stem.get_top()[1], 0], UP, buff=0.14)
        self.letter.next_to(self.value, LEFT, buff=0.12)
        self.letter.shift((self.value.get_bottom()[1] - self.letter[0].get_bottom()[1]) * UP)
        both = VGroup(self.letter, self.value)
        middle = min(x, self.right - both.width / 2)
        both.shift((middle - both.get_x()) * RIGHT)
        return self


def _box(bar: Polygon, left: float, right: float, low: float, high: float) -> None:
    if right <= left:
        bar.reset_points()
        return
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    bar.set_points_as_corners([np.array([x, y, 0.0]) for x, y in corners])

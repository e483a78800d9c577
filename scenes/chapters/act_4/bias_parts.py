"""The two plots over one line of sums along which the bias slides, and the bars of all biases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    DashedLine,
    Polygon,
    Rectangle,
    UpdateFromAlphaFunc,
    VGroup,
    config,
)

from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.bars import HistogramBars
from scenes.mobjects.plots.number_line import NumberLine, plane_points
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Formula, em
from scenes.mobjects.text.value_label import ValueLabel, width_in_em
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.activation_looks import activation_look
from scenes.subject.sourced import SourcedArray
from scenes.subject.words import number_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from manim.typing import Point3D, Point3DLike, Vector3D

    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced


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


BAR_SHARE = 0.55
"""Of the room of a neuron, taken by its bar."""
READABLE_PITCH, READABLE_ROWS = 0.66, 0.36
"""With less room to a neuron, only the lowest and the highest bias are written out."""
LABELS_APART = 0.05
SHORTEST = 0.01


class BiasBars(VGroup):
    """Bars that go up for positive biases and down for negative ones, or right and left.

    Parameters
    ----------
    biases
        Shape (neurons,).
    onward
        From neuron to neuron: to the right, or downward, and then width is height.

    Attributes
    ----------
    pitch
        From neuron to neuron, scene units.
    """

    def __init__(
        self,
        biases: SourcedArray,
        *,
        width: float,
        height: float,
        color: str,
        onward: Vector3D = RIGHT,
    ) -> None:
        self.biases = biases
        self.lies = onward is DOWN
        self.pitch = width / biases.size
        largest = float(np.abs(biases.values).max()) or 1.0
        self.bars, self.labels = VGroup(), VGroup()
        for place, bias in enumerate(biases):
            length = max(abs(bias.value) / largest * height, SHORTEST)
            bar = self._box(BAR_SHARE * self.pitch, length).set_fill(color, opacity=1)
            middle = ((place + 0.5) * self.pitch - width / 2) * onward
            bar.move_to(middle, aligned_edge=-self.away(place))
            bar.fills = (bias,)
            self.bars.add(bar)
        for place in self._written():
            tip, away = self.bars[place].get_edge_center(self.away(place)), self.away(place)
            self.labels.add(ValueLabel(biases[place]).next_to(tip, away, buff=0.12))
        self.zero = self._box(width, 0.015).set_fill(theme.SECONDARY, opacity=1)
        super().__init__(self.zero, self.bars, self.labels)

    def away(self, neuron: int) -> Vector3D:
        """From zero to the end of a neuron's bar, length 1."""
        positive = RIGHT if self.lies else UP
        return positive if self.biases.values[neuron] >= 0 else -positive

    def discs(self, shares: SourcedArray, *, at: Point3DLike) -> VGroup:
        """A disc for every bar, as bright as a share is large, in line with this point."""
        radius = min(0.2, 0.4 * self.pitch)
        discs = [Neuron(radius=radius).fire(share, share.value) for share in shares]
        for disc, bar in zip(discs, self.bars, strict=True):
            disc.move_to([at[0], bar.get_y(), 0] if self.lies else [bar.get_x(), at[1], 0])
        return VGroup(*discs)

    def _box(self, along: float, away: float) -> Rectangle:
        width, height = (away, along) if self.lies else (along, away)
        return Rectangle(width=width, height=height, stroke_width=0)

    def _written(self) -> list[int]:
        widest = max(width_in_em(number_text(bias)) for bias in self.biases) * em("note")
        needed = READABLE_ROWS if self.lies else max(READABLE_PITCH, widest + LABELS_APART)
        if self.pitch >= needed:
            return list(range(self.biases.size))
        return sorted({int(self.biases.values.argmin()), int(self.biases.values.argmax())})


class BiasPlot:
    """Two plots over one line of weighted sums; each part is put on stage in its turn.

    Parameters
    ----------
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
    """

    def __init__(
        self, record: RecordView, *, firing: str, axis: str, bias: Sourced, palette: Palette
    ) -> None:
        area, self.palette = stage(), palette
        self.places = places = bias_places(area)
        ends = (area.at(end, places.foot) for end in (LEFT_END, RIGHT_END))
        self.line = NumberLine(record[f"{axis}.sums"], *ends, overshoot=0.2)
        counts = record[f"{firing}.counts"].row(0)
        filled = np.flatnonzero(counts.values)
        first, last = int(filled[0]), int(filled[-1])
        self.counts = counts.part(first, last + 1)
        edges = record[f"{firing}.edges"].part(first, last + 2)
        self.bars = HistogramBars(self.line, edges, height=places.bars)
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


SILENT = 0.4
"""Opacity of the part of a histogram in which the neuron does not fire."""
FIRING = 0.95


class ShiftedCurve(Curve):
    """The activation of a neuron over its weighted sum, shifted by its bias.

    Parameters
    ----------
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
        super().__init__(across, up, inputs, outputs, color=color)
        self.across, self.up = across, up
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

    def __init__(self, bars: HistogramBars, colors: Sequence[str]) -> None:
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
    right
        How far letter and value may reach.
    bias
        The first one that is shown.
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


SUM = r"\( w_1 a_1 + w_2 a_2 + dots.c + w_n a_n {{ + b : bias }} {{ \) : close }}"


class NeuronFormula(Formula):
    """A function of a weighted sum; its bracket can open for a bias.

    Parameters
    ----------
    palette
        Colors of the function and of the bias.

    Attributes
    ----------
    bias, bracket
        The term that is hidden at first, and what then closes before it.
    """

    def __init__(self, activation: str, palette: Palette) -> None:
        function = activation_look(activation).symbol
        super().__init__(
            f"{{{{ {function} : f }}}} {SUM}", colors={"f": palette.signal, "bias": palette.bias}
        )
        self.bias, self.bracket = self.select("bias"), self.select("close")
        left = self.bias.get_left()[0]
        before = [g for g in self.family_members_with_points() if g.get_right()[0] < left]
        self.room = self.bias.get_right()[0] - max(glyph.get_right()[0] for glyph in before)
        self.bias.set_opacity(0)
        self.bracket.shift(-self.room * RIGHT)

    def admit_bias(self) -> list[Animation]:
        """Let the bias in, and the bracket make room for it."""
        return [
            self.bracket.animate.shift(self.room * RIGHT).build(),
            self.bias.animate.set_opacity(1).build(),
        ]


def slide(
    part: ShiftedCurve | FiringBars | Threshold, start: float, end: float, **kwargs: Any
) -> Animation:
    """Move a part of a plot from where one bias puts it to where another does."""

    def stand_between(part: Any, share: float) -> None:
        part.slide((1 - share) * start + share * end)

    return UpdateFromAlphaFunc(part, stand_between, **kwargs)

"""The hill of a neuron's sums under its curve, along which a bias slides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, DashedLine, Dot, Polygon, Rectangle, VGroup, smooth

from scenes.mobjects.plots.activation_plane import ActivationPlane
from scenes.mobjects.text.typst_text import em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import brightness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.mobjects.network.neuron import Neuron
    from scenes.mobjects.plots.number_line import NumberLine
    from scenes.stage.layout import Stage
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray

LIT, DARK = 0.9, 0.55
"""Opacity of the bars of a hill on both sides of the threshold."""
HILL_SHARE = 0.7
"""Of the plot's height, taken by the highest bar."""


class Hill(VGroup):
    """How many pictures give which sum, as bars that are lit on one side of a threshold.

    Parameters
    ----------
    edges, counts
        Of a histogram, shape (bins + 1,) and (bins,).
    """

    def __init__(
        self, line: NumberLine, edges: SourcedArray, counts: SourcedArray, *, height: float
    ) -> None:
        self.line = line
        self.lows, self.highs = edges.values[:-1], edges.values[1:]
        self.heights = height * counts.values / (counts.values.max(initial=0.0) or 1.0)
        self.risen = 1.0
        self.dark, self.lit = (
            VGroup(*(Polygon(*np.zeros((4, 3)), stroke_width=0) for _ in self.lows))
            .set_fill(color, opacity=opacity)
            .set_stroke(width=0)
            for color, opacity in ((theme.RULE, DARK), (theme.TEXT, LIT))
        )
        super().__init__(self.dark, self.lit)
        self.fills = (counts,)
        self.stand(0.0, np.inf)

    def stand(self, offset: float, threshold: float, risen: float = 1.0) -> Self:
        """Stand this far to the right; bars are lit from the threshold on."""
        foot = self.line.point(0)[1]
        low, high = self.line.values[[0, -1]]
        lefts, rights = (np.clip(edges + offset, low, high) for edges in (self.lows, self.highs))
        parts = np.clip(threshold, lefts, rights)
        for bars, ends in ((self.dark, (lefts, parts)), (self.lit, (parts, rights))):
            xs = [self.line.points_of(end)[:, 0] for end in ends]
            for bar, left, right, height in zip(bars, *xs, risen * self.heights, strict=True):
                _box(bar, float(left), float(right), float(foot), float(foot + height))
        return self


def _box(bar: Polygon, left: float, right: float, low: float, high: float) -> None:
    if right <= left or high <= low:
        bar.reset_points()
        return
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    bar.set_points_as_corners([np.array([x, y, 0.0]) for x, y in corners])


class BiasPlot(VGroup):
    """Sums along one axis: a hill of them, the curve above it, a threshold, and one picture's dot.

    The bias can be seen in two ways. At first it is added: hill and dot slide, threshold and curve
    stay. When the view has `moved` (0 to 1), hill and dot stay, threshold and curve slide instead.

    Parameters
    ----------
    record
        With the histogram at `hill`, a `FiringAxis` at `axis`, and `OtherBiases` at `ours`.
    """

    def __init__(
        self,
        record: RecordView,
        *,
        hill: str,
        axis: str,
        ours: str,
        room: Stage,
        palette: Palette,
    ) -> None:
        foot = np.array([room.left, room.bottom, 0.0])
        plane = ActivationPlane(record, axis=axis, room=room, palette=palette)
        self.line, self.upright, self.curve = plane
        self.hill = Hill(
            self.line,
            record[f"{hill}.edges"],
            record[f"{hill}.counts"],
            height=HILL_SHARE * room.height,
        )
        top = foot + (room.height + 0.1) * UP
        self.stem = DashedLine(foot, top, dash_length=0.12, stroke_width=5, color=palette.signal)
        self.weighted_sum = record.number(f"{ours}.weighted_sum").value
        self.dot = Dot(radius=0.13, color=theme.TEXT).set_stroke(theme.BACKGROUND, width=3)
        self.bias, self.moved, self.lit_from = 0.0, 0.0, np.inf
        super().__init__(self.hill, self.line, self.upright, self.curve, self.stem, self.dot)
        self.stand(0.0)

    def stand(self, bias: float, moved: float = 0.0) -> Self:
        """Stand as this bias and this view ask for."""
        self.bias, self.moved = bias, moved
        here = -moved * bias
        offset = (1 - moved) * bias
        self.hill.stand(offset, here if np.isfinite(self.lit_from) else np.inf)
        self.curve.slide(-here)
        self.stem.set_x(self.line.point(here)[0])
        total = self.weighted_sum + bias
        height = float(np.interp(total, *self.curve.samples))
        low, high = self.line.values[[0, -1]]
        x = float(np.clip(self.weighted_sum + offset, low, high))
        height = min(height, float(self.upright.values[-1]))
        self.dot.move_to([self.line.point(x)[0], self.upright.point(height)[1], 0.0])
        return self

    def light_up(self) -> Self:
        """Let the bars right of the threshold be lit."""
        self.lit_from = 0.0
        return self.stand(self.bias, self.moved)


class Slide(Animation):
    """Let a plot slide from the bias and the view that it stands for to others."""

    def __init__(
        self, plot: BiasPlot, bias: float, *, moved: float | None = None, **kwargs: Any
    ) -> None:
        self.start_at = (plot.bias, plot.moved)
        self.end_at = (bias, plot.moved if moved is None else moved)
        kwargs.setdefault("rate_func", smooth)
        super().__init__(plot, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand in between."""
        share = self.rate_func(alpha)
        pairs = zip(self.start_at, self.end_at, strict=True)
        self.mobject.stand(*((1 - share) * one + share * other for one, other in pairs))


class Rise(Animation):
    """Let a hill grow out of its axis."""

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand at a part of the height."""
        self.mobject.stand(0.0, np.inf, self.rate_func(alpha))


class FollowActivation(Animation):
    """Let a neuron hold one computed activation after another."""

    def __init__(
        self, neuron: Neuron, values: Sequence[Sourced], activation: str, **kwargs: Any
    ) -> None:
        self.passing_values = tuple(values)
        self.levels = brightness([value.value for value in values], activation)
        kwargs.setdefault("rate_func", smooth)
        super().__init__(neuron, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Hold the activation whose turn it is."""
        last = len(self.passing_values) - 1
        turn = min(int(self.rate_func(alpha) * (last + 1)), last)
        self.mobject.fire(self.passing_values[turn], float(self.levels[turn]))


BAR_THICKNESS = 0.45
"""Of the distance between two neurons, taken by the bar of a bias."""
SHORTEST = 0.02
LABEL_EMS = 3.034074
"""Room for the number at the end of a bar."""


class BiasBars(VGroup):
    """The bias of each neuron of a column as a bar beside it: to the right above zero.

    The lowest and the highest are written out.

    Parameters
    ----------
    room
        Right of the column; the largest magnitude reaches its end.
    """

    def __init__(self, biases: SourcedArray, column: VGroup, *, room: Stage, color: str) -> None:
        values = biases.values
        largest = float(np.abs(values).max()) or 1.0
        labels = em("number") * LABEL_EMS
        reach = max((room.width - 2 * labels) / 2, 0.2)
        pitch = abs(column[0].get_y() - column[1].get_y()) if len(column) > 1 else 0.5
        zero = room.center[0]
        self.zero = Rectangle(width=0.02, height=column.height + 0.2, stroke_width=0)
        self.zero.set_fill(theme.SECONDARY, opacity=1).move_to([zero, column.get_y(), 0])
        self.bars, self.labels = VGroup(), VGroup()
        for bias, disc in zip(biases, column, strict=True):
            length = max(abs(bias.value) / largest * reach, SHORTEST)
            bar = Rectangle(width=length, height=BAR_THICKNESS * pitch, stroke_width=0)
            bar.set_fill(color, opacity=1)
            bar.move_to([zero, disc.get_y(), 0], aligned_edge=LEFT if bias.value >= 0 else RIGHT)
            bar.fills = (bias,)
            self.bars.add(bar)
        for place in sorted({int(values.argmin()), int(values.argmax())}):
            side = RIGHT if values[place] >= 0 else LEFT
            label = ValueLabel(biases[place].shown_as(signed=True), color=color)
            self.labels.add(label.next_to(self.bars[place], side, buff=0.15))
        super().__init__(self.zero, self.bars, self.labels)

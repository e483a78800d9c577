"""Networks of many sizes, drawn small, and above each how often its trainings are right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Arrow,
    DashedLine,
    Dot,
    FadeIn,
    GrowFromEdge,
    Line,
    Rectangle,
    VGroup,
)

from scenes.mobjects.network.network_sketch import NetworkSketch
from scenes.mobjects.plots.accuracy_plot import (
    HIGH_ROOM,
    LEFT_ROOM,
    LOW_ROOM,
    AccuracyPlot,
)
from scenes.mobjects.plots.number_line import NumberLine
from scenes.mobjects.text.typst_text import Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

NAMES_ROOM, LINE_ROOM = 1.8, 0.55
"""Left of the plot, and of a line of words or numbers below it, scene units."""
OVERSHOOT = 0.15
"""Of axes, as of other plots."""
SKETCH_ROOM, LOW_SKETCH_ROOM, WIDEST_SKETCH = 2.15, 1.8, 1.9
"""Below the plot, for the networks; and for those whose depths are read below them; their width."""
USED = 0.9
"""Of the room of a width: what its networks take."""
BEAM_COLORS = "#141824", "#AEB9D6"
"""Of a beam, at its foot and at its top: it gets lighter as it rises."""
SPAN_OPACITY = 0.45
CAP = 0.2
"""Length of the ends of a bracket."""
RUN_RADII = 0.028, 0.075
PRICE_WIDTH, PRICE_BEAM, SKETCH_SIDE, BEAM_GAP = 14.0, 0.14, 2.2, 0.3
"""Of a line along the axis; of a beam; of a network below the curve, at most; between these two."""
OUR_RADIUS, NAME_GAP = 0.13, 0.3
"""Of the dot of the film's own network; between words side by side."""
SKETCH_SHARES = 0.08, 0.62
"""Where that network stands, from below to above, on the axis of right answers."""


class SizePlot(VGroup):
    """Shares of right answers, and below them room for a network of each width.

    Parameters
    ----------
    widths
        Numbers of neurons in a hidden layer; none for a network without hidden layers.
    depths
        Numbers of hidden layers that stand side by side above each width, if they are to be read.

    Attributes
    ----------
    up, ground, numbers, words
        The axis of shares; the line below the plot; the widths, and above them the depths; their
        names.
    foot
        The height on which the plot stands.
    """

    def __init__(
        self, widths: Sequence[Sourced], shares: SourcedArray, *, depths: Sequence[Sourced] = ()
    ) -> None:
        area = stage()
        lines = 1 + bool(depths)
        self.sketch_room = LOW_SKETCH_ROOM if depths else SKETCH_ROOM
        left = area.left + NAMES_ROOM
        self.foot = area.bottom + lines * LINE_ROOM + self.sketch_room
        self.room = Stage(left, area.right, area.top - HIGH_ROOM, self.foot)
        self.widths = widths
        self.up = NumberLine(
            [share.shown_as(percent=True) for share in shares],
            self.room.at(0, 0), self.room.at(0, 1), labels_toward=LEFT, overshoot=OVERSHOOT,
        )  # fmt: skip
        self.ground = Line(
            self.room.at(0, 0), self.room.at(1, 0), color=theme.SECONDARY, stroke_width=3
        )
        self.right = note(_("right answers"))
        rows = [
            (_("neurons"), [(width, cell) for width, cell in zip(widths, self.cells, strict=True)])
        ]
        if depths:
            slots = [
                (depth, self.slot(column, place, len(depths)))
                for column in range(len(widths))
                for place, depth in enumerate(depths)
            ]
            rows.append((_("layers"), slots))
        self.numbers, self.words = VGroup(), VGroup(self.right)
        for row, (name, numbered) in enumerate(rows):
            line = area.bottom + (row + 0.5) * LINE_ROOM
            for number, room in numbered:
                label = ValueLabel(number.shown_as(decimals=None))
                self.numbers.add(label.move_to([room.center[0], line, 0]))
            word = note(name).move_to([area.left, line, 0], LEFT)
            self.words.add(word.shift((self.numbers[-1].baseline - word.baseline) * UP))
        super().__init__(self.up, self.ground, self.numbers, self.words)
        self._put_name()

    def stand_as_before(self) -> Self:
        """Stand where the plot of the scene before stood, as high as that was."""
        area = stage()
        foot = np.array([area.left + LEFT_ROOM, area.bottom + LOW_ROOM, 0])
        self.up.lay(foot, [foot[0], area.top - HIGH_ROOM, 0])
        self.ground.put_start_and_end_on(foot + OVERSHOOT * LEFT, [area.right, foot[1], 0])
        return self._put_name()

    def _put_name(self) -> Self:
        self.right.next_to(self.up, UP, buff=0.15).align_to(self.up, LEFT)
        return self

    @property
    def cells(self) -> tuple[Stage, ...]:
        """The room of each width, from left to right."""
        return self.room.columns(*len(self.widths) * [1], gap=0.0)

    def slot(self, column: int, place: int, of: int) -> Stage:
        """One of several parts, side by side, of the room of a width."""
        cell = self.cells[column]
        return cell.inset((1 - USED) / 2 * cell.width, 0.0).columns(*of * [1], gap=0.0)[place]

    def sketch(
        self, column: int, depth: int, palette: Palette, *, place: int = 0, of: int = 1
    ) -> NetworkSketch:
        """A network of as many hidden layers, below its part of the plot."""
        slot = self.slot(column, place, of)
        aside = max(0.06, 0.12 * slot.width, (slot.width - WIDEST_SKETCH) / 2)
        inner = slot.inset(aside, 0.0)
        room = Stage(inner.left, inner.right, self.foot - 0.14, self.foot - self.sketch_room + 0.06)
        return NetworkSketch(self.widths[column], depth, room, palette)

    def height_of(self, share: float) -> float:
        """Where a share stands."""
        return float(self.up.point(share)[1])

    def level(self, share: Sourced, *, color: str) -> DashedLine:
        """Draw a dashed line at one height, from side to side."""
        height = self.height_of(share.value)
        line = DashedLine([self.room.left, height, 0], [self.room.right, height, 0])
        line.set_stroke(color, width=4).fills = (share,)
        return line


class Trainings(VGroup):
    """All trainings of one size, side by side in the order of their seeds: none hides another.

    A dot for each, a line at their mean, and a box around them; or, where the plot begins at zero,
    instead of the box a beam from its foot up to each dot.
    """

    def __init__(
        self, plot: SizePlot, slot: Stage, runs: SourcedArray, mean: Sourced, *, has_beams: bool
    ) -> None:
        width, middle = 0.8 * slot.width, float(slot.center[0])
        pitch = width / runs.size
        xs = middle + pitch * (np.arange(runs.size) - (runs.size - 1) / 2)
        heights = [plot.height_of(run.value) for run in runs]
        radius = float(np.clip(0.3 * pitch, *RUN_RADII))
        self.foot = plot.foot
        self.beams = VGroup(
            *(
                _box(float(x), 1.6 * radius, (plot.foot, y if has_beams else plot.foot + 0.001))
                for x, y in zip(xs, heights, strict=True)
            )
        )
        self.beams.set_fill(BEAM_COLORS, opacity=float(has_beams)).set_sheen_direction(UP)
        ends = (min(heights) - radius, max(heights) + radius)
        self.span = _box(middle, width, ends)
        self.span.set_fill(theme.RULE, opacity=0.0 if has_beams else SPAN_OPACITY)
        half = (width / 2 + 0.02) * RIGHT
        at = np.array([middle, plot.height_of(mean.value), 0.0])
        self.mean = Line(at - half, at + half, color=theme.TEXT, stroke_width=5)
        self.mean.fills = (mean,)
        self.dots = VGroup(
            *(Dot([x, y, 0], radius, color=theme.TEXT) for x, y in zip(xs, heights, strict=True))
        )
        for beam, dot, run in zip(self.beams, self.dots, runs, strict=True):
            beam.fills = dot.fills = (run,)
        super().__init__(self.beams, self.span, self.mean, self.dots)

    def rise(self) -> Animation:
        """Let each training rise out of the ground, a beam below it."""
        return AnimationGroup(
            *(GrowFromEdge(beam, DOWN) for beam in self.beams),
            *(
                FadeIn(dot, target_position=np.array([dot.get_x(), self.foot, 0]))
                for dot in self.dots
            ),
        )

    @property
    def marks(self) -> VGroup:
        """All but the beams."""
        return VGroup(self.span, self.mean, self.dots)


def _box(x: float, width: float, ends: Sequence[float]) -> Rectangle:
    low, high = ends
    box = Rectangle(width=width, height=high - low, stroke_width=0)
    return box.move_to([x, (low + high) / 2, 0])


def step_up(low: Trainings, high: Trainings, color: str) -> VGroup:
    """By how much the one mean is above the other: a line from the height of the first."""
    start, end = low.mean.get_end(), high.mean.get_start()
    corner = np.array([end[0], start[1], 0.0])
    flat = Line(start, corner, color=color, stroke_width=3)
    rise = Line(corner, end, color=color, stroke_width=9)
    rise.fills = (*low.mean.fills, *high.mean.fills)
    return VGroup(flat, rise)


def bracket(
    x: float, heights: tuple[float, float], values: tuple[Sourced, ...], color: str
) -> VGroup:
    """An upright bracket between two heights, for the values between which it stands."""
    low, high = np.array([x, min(heights), 0.0]), np.array([x, max(heights), 0.0])
    half = CAP / 2 * RIGHT
    back = Line(low, high, color=color, stroke_width=7)
    back.fills = values
    caps = (Line(end - half, end + half, color=color, stroke_width=4) for end in (low, high))
    return VGroup(back, *caps)


def drop(level: Line, low: Trainings, *, color: str) -> Arrow:
    """How far the mean of trainings is below a level: an arrow down, beside them."""
    x, y = low.mean.get_end()[:2]
    return Arrow(
        [x, level.get_y(), 0], [x, y, 0], buff=0, color=color, stroke_width=8, tip_length=0.2,
        max_tip_length_to_length_ratio=0.4, max_stroke_width_to_length_ratio=12,
    )  # fmt: skip


class PricePlot(AccuracyPlot):
    """Right answers over numbers of parameters, and what two networks cost.

    Parameters
    ----------
    ticks
        No parameters, those of the smaller network, and those of the larger one.

    Attributes
    ----------
    counts
        Their numbers of parameters, below the axis; like `prices` they come later than the plot.
    prices
        Along the axis: from nothing to the smaller network, and from there to the larger one.
    """

    def __init__(
        self, ticks: tuple[Sourced, Sourced, Sourced], shares: SourcedArray, *, signal: str
    ) -> None:
        room = ValueLabel(ticks[-1]).width / 2
        super().__init__(
            ticks, shares, across_name=_("parameters"), name_room=room,
            high_room=HIGH_ROOM if stage().is_wide else 2 * HIGH_ROOM,
        )  # fmt: skip
        self.ticks, self.colors_told = ticks, (theme.TEXT, signal)
        labels = self.across.labels
        self.counts = labels[1:]
        labels.remove(*labels)
        places = self.across.points_of([tick.value for tick in ticks])
        self.prices = VGroup(
            *(
                Line(*ends, color=color, stroke_width=PRICE_WIDTH)
                for ends, color in zip(pairwise(places), self.colors_told, strict=True)
            )
        )
        for price, tick in zip(self.prices, ticks[1:], strict=True):
            price.fills = (tick,)

    def trainings(
        self, count: Sourced, shares: SourcedArray, mean: Sourced, *, is_told: bool
    ) -> VGroup:
        """A dot for each training of a network, and a beam up to their mean."""
        radius = RUN_RADII[is_told]
        x, y = self.point(count.value, mean.value)[:2]
        beam = _box(float(x), PRICE_BEAM, (float(self.point(0, 0)[1]), float(y)))
        beam.set_fill(BEAM_COLORS, opacity=1).set_sheen_direction(UP).fills = (mean,)
        dots = VGroup(
            *(Dot(self.point(count.value, run.value), radius, color=theme.TEXT) for run in shares)
        )
        for dot, run in zip(dots, shares, strict=True):
            dot.fills = (run,)
        return VGroup(beam, dots)

    def told(self, place: int, share: Sourced) -> ValueLabel:
        """Right answers of the smaller or the larger network, below the curve."""
        label = ValueLabel(share, size="focus", color=self.colors_told[place])
        at = self.point(self.ticks[1 + place].value, share.value) + 0.3 * DOWN
        return label.next_to(at, (DOWN + RIGHT, DOWN + LEFT)[place], buff=0.2)

    def ours(self, count: Sourced, share: Sourced, *, right: float) -> VGroup:
        """The film's own network: a dot at its place, and above it a name, where there is room."""
        color = self.colors_told[1]
        dot = Dot(self.point(count.value, share.value), OUR_RADIUS, color=color)
        dot.fills = (count, share)
        name = Words(_("ours: {share}"), color=color, share=share)
        left = max(dot.get_x(), self.names[1].get_right()[0] + NAME_GAP)
        if left + name.width > right:
            name = ValueLabel(share, size="body", color=color)
        name.move_to([left, self.names[1].get_y(), 0], LEFT)
        return VGroup(dot, name)

    def sketch(self, place: int, width: Sourced, depth: int, palette: Palette) -> NetworkSketch:
        """The smaller or the larger network, beside its beam."""
        xs = self.across.points_of([tick.value for tick in self.ticks])[1:, 0]
        low, high = self.up.points_of(SKETCH_SHARES)[:, 1]
        side = min(SKETCH_SIDE, 0.4 * float(np.ptp(xs)))
        left = (xs[0] + BEAM_GAP, xs[1] - BEAM_GAP - side)[place]
        room = Stage(float(left), float(left + side), float(high), float(low))
        return NetworkSketch(width, depth, room, palette)

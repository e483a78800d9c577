"""Pictures piled up over their sums, and a threshold that a bias slides past them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    DashedLine,
    Dot,
    FadeIn,
    Group,
    GrowFromEdge,
    Rectangle,
    Square,
    Succession,
    Transform,
    VGroup,
    smooth,
    there_and_back,
)

from scenes.mobjects.raster.picture_cloud import PictureCloud
from scenes.mobjects.text.typst_text import Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.motion.travel import Travel
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.mobjects.plots.activation_plane import ActivationPlane
    from scenes.mobjects.plots.number_line import NumberLine
    from scenes.stage.layout import Stage
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray

HILL_SHARE = 0.88
"""Of the plot's height, taken by the highest pile of pictures."""
LARGEST = 0.8
"""Side of a picture, with the gap to the next one; scene units."""
FAR_LEFT = 0.05
"""Of the line's length: so far beyond its left end the threshold is at first, and all are lit."""
GAP = 0.06
"""Share of it that is left free."""
LIT_WITHIN = 4.0
"""A picture goes out while it passes the threshold by one part in so many of its side."""
OUT = 0.16
"""How bright a picture still is that has gone out."""
BETWEEN = (0.15, 0.25)
"""Two numbers below the line: nearer, one of them is not seen; farther, it has its full light."""
FRAME_WIDTH = 5


class PictureHill(PictureCloud):
    """Pictures that stand on a line, each over its sum, and on one another where they are many.

    One more has a place on top of those that it would cover.

    Parameters
    ----------
    pictures
        Their pixels 0..1, shape (pictures, pixels).
    sums
        Shape (pictures,).
    last_sum
        Of the one that comes last; beyond an end of the line it stands at that end.

    Attributes
    ----------
    order
        In which they pile up, the lowest ones first; 0 to 1, shape (pictures,).
    last_place
        The middle of the one that comes last, shape (3,).
    """

    def __init__(
        self,
        line: NumberLine,
        pictures: SourcedArray,
        sums: SourcedArray,
        last_sum: float,
        *,
        height: float,
    ) -> None:
        places = line.points_of(sums.values)[:, 0]
        low, high = (float(line.point(end)[0]) for end in line.values[[0, -1]])
        last = float(np.clip(line.point(last_sum)[0], low, high))
        side = LARGEST
        rows, top = _rows(places, last, side)
        while side * (1 + max(rows.max(), top)) > height:
            side *= 0.97
            rows, top = _rows(places, last, side)
        foot = float(line.point(0)[1])
        centers = np.stack([places, foot + side * (rows + 0.5), 0 * places], axis=1)
        super().__init__(pictures, centers, side=(1 - GAP) * side)
        self.fills = (pictures, sums)
        self.order = rows / max(int(rows.max()), 1)
        self.last_place = np.array([last, foot + side * (top + 0.5), 0.0])

    def rise(self, top: float) -> Self:
        """Stand as before they fall: all of them as high as that, and not yet seen."""
        xs = self.points[:, 0]
        return self.place(np.stack([xs, 0 * xs + top, 0 * xs], axis=1), alphas=0.0)


def _rows(places: NDArray[np.float64], last: float, side: float) -> tuple[NDArray[np.int64], int]:
    """The lowest row in which each has room, from the left to the right; the last is on top."""
    ends: list[float] = []
    rows = np.zeros(len(places), np.int64)
    for i in np.argsort(places, kind="stable"):
        free = [row for row, end in enumerate(ends) if end <= places[i]]
        rows[i] = free[0] if free else len(ends)
        if not free:
            ends.append(0.0)
        ends[rows[i]] = places[i] + side
    return rows, 1 + int(rows[np.abs(places - last) < side].max(initial=-1))


class BiasPlot(Group):
    """Pictures over their sums, a curve, and a threshold that both slide as the bias asks for.

    The pictures stay. Those right of the threshold are lit. A dot lies where the threshold meets
    the curve.

    Parameters
    ----------
    record
        With `OtherBiases` at `ours`.
    plane
        Line, upright axis and curve.
    pictures, sums
        What the hill consists of, as of `PictureHill`.
    our_ink
        Of our picture, shape (pixels,).
    place, side
        Of our picture at first: beside the plot, and large.
    threshold
        The sum at which the threshold stands at first.

    Attributes
    ----------
    ours, frame
        Our picture, and around it a frame.
    number
        Of the sum at which the threshold stands, below it; on stage from `number_threshold` on.
    """

    def __init__(
        self,
        record: RecordView,
        *,
        plane: ActivationPlane,
        pictures: SourcedArray,
        sums: SourcedArray,
        our_ink: SourcedArray,
        ours: str,
        place: NDArray[np.float64],
        side: float,
        threshold: Sourced,
        palette: Palette,
    ) -> None:
        self.line, self.upright, self.curve = plane.line, plane.upright, plane.curve
        self.our_sum = record.number(f"{ours}.weighted_sum").value
        foot = np.array([self.line.point(0)[0], self.line.axis.get_y(), 0.0])
        self.top = foot + self.upright.axis.height * UP
        height = HILL_SHARE * self.upright.axis.height
        self.hill = PictureHill(self.line, pictures, sums, self.our_sum, height=height)
        self.ours = PictureCloud(our_ink, [place], side=side)
        self.signal = palette.signal
        self.frame = Square(side, color=self.signal, stroke_width=FRAME_WIDTH).move_to(place)
        self.stem = DashedLine(
            self.top + 0.1 * UP, foot, dash_length=0.12, stroke_width=5, color=self.signal
        )
        self.dot = Dot(radius=0.13, color=self.signal)
        self.number = ValueLabel(threshold, size="focus", color=self.signal)
        self.number.set_y(self.line.labels[0].get_y())
        self.bias = 0.0
        self.lit_from = float(self.line.values[0] - FAR_LEFT * np.ptp(self.line.values))
        super().__init__(
            *(self.hill, self.ours, self.frame, self.line, self.upright, self.curve),
            *(self.stem, self.dot),
        )
        self.stand(0.0)

    def bring_ours(self) -> Animation:
        """Let our picture go to its own place on the hill, in a second."""
        side, place = float(self.hill.sides[0]), self.hill.last_place
        target = self.ours.copy().place([place], sides=side)
        return AnimationGroup(
            Travel(self.ours, target, lag=0.0, run_time=1.0),
            self.frame.animate.scale(side / self.frame.width).move_to(place).build(),
        )

    def stand(self, bias: float, lit_from: float | None = None) -> Self:
        """Stand as this bias asks for; lit is what is so far beyond the threshold."""
        self.lit_from = self.lit_from if lit_from is None else lit_from
        self.bias = bias
        self.curve.slide(bias)
        x = float(self.line.point(-bias)[0])
        self.stem.set_x(x)
        half_way = float(np.interp(0.0, *self.curve.samples))
        self.dot.move_to([x, self.upright.point(half_way)[1], 0.0])
        front = float(self.line.point(self.lit_from - bias)[0])
        self.hill.light(self.light_at(self.hill.points[:, 0] - front))
        ours = self.line.points_of([self.our_sum])[:, 0]
        self.ours.light(self.light_at(ours - front))
        self.number.shift((x - self.number.digit_box.get_x()) * RIGHT)
        if self.number in self.submobjects:
            for label in self.line.labels:
                label.glyphs.set_opacity(_seen_beside(self.number, label))
        return self

    def light_at(self, beyond: NDArray[np.float64]) -> NDArray[np.float64]:
        """How bright a picture is so far beyond the threshold, scene units."""
        side = float(self.hill.sides[0])
        return np.asarray(OUT + (1 - OUT) * np.clip(0.5 + LIT_WITHIN * beyond / side, 0, 1))

    def across_to_dot(self) -> DashedLine:
        """From the upright axis to the dot; not on stage by itself."""
        place = self.dot.get_center()
        start = [self.upright.axis.get_x(), place[1], 0.0]
        return DashedLine(start, place, dash_length=0.12, stroke_width=5, color=self.signal)

    def number_threshold(self) -> Animation:
        """Let the number below the threshold appear; it goes along with it."""
        self.add(self.number)
        # There is one at zero, where the threshold is at first.
        near = [label for label in self.line.labels if _seen_beside(self.number, label) < 1]
        away = [label.glyphs.animate.set_opacity(0) for label in near]
        return Succession(AnimationGroup(*away, run_time=0.3), FadeIn(self.number, run_time=0.4))


def _seen_beside(number: ValueLabel, label: ValueLabel) -> float:
    """How much of a number of the line is seen beside that of the threshold, 0 to 1."""
    apart = abs(label.get_x() - number.get_x()) - (label.width + number.width) / 2
    return float(np.interp(apart, BETWEEN, (0.0, 1.0)))


class Slide(Animation):
    """Let a plot slide from the bias that it stands for to another."""

    def __init__(
        self,
        plot: BiasPlot,
        bias: float | None = None,
        *,
        lit_from: float | None = None,
        **kwargs: Any,
    ) -> None:
        self.start_at = (plot.bias, plot.lit_from)
        self.end_at = (
            plot.bias if bias is None else bias,
            plot.lit_from if lit_from is None else lit_from,
        )
        kwargs.setdefault("rate_func", smooth)
        super().__init__(plot, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand in between."""
        share = self.rate_func(alpha)
        pairs = zip(self.start_at, self.end_at, strict=True)
        self.mobject.stand(*((1 - share) * one + share * other for one, other in pairs))

    def finish(self) -> None:
        """Leave no number half seen."""
        super().finish()
        for label in self.mobject.line.labels:
            if label.glyphs.get_fill_opacity() < 1:
                label.glyphs.set_opacity(0)


def pulse_in(bar: Rectangle, color: str) -> Animation:
    """Let a bar have another color for a moment."""
    return Transform(bar, bar.copy().set_fill(color), rate_func=there_and_back, run_time=0.7)


BAR_THICKNESS = 0.55
"""Of the distance between two neurons, taken by the bar of a bias."""
SHORTEST = 0.03
LABEL_EMS = 3.034074
"""Room for the number at the end of a bar."""
MARGIN = 0.06
"""Between a neuron and its bar."""
HEADING_SHARE = 0.34
"""Of the room beside the column on a wide stage, as wide as a heading is at most."""
LINE = 1.5
"""From one heading to the other where they stand above the column, in ems."""


class BiasBars(VGroup):
    """The bias of each neuron of a column as a bar out of it: to the right above zero.

    Three are written out: the one of `ours`, the lowest and the highest. A heading at each side
    says what bars of that side do: on a wide stage beyond all bars and their numbers; else above
    the column.

    Parameters
    ----------
    ours
        Place of a neuron.
    decimals
        Of the numbers.
    area
        Around the column; the largest magnitude reaches near its closer end.
    """

    def __init__(
        self,
        biases: SourcedArray,
        column: VGroup,
        *,
        ours: int,
        decimals: int,
        area: Stage,
        color: str,
    ) -> None:
        values = biases.values
        largest = float(np.abs(values).max()) or 1.0
        ends = float(column.get_left()[0]), float(column.get_right()[0])
        sides = replace(area, right=ends[0]), replace(area, left=ends[1])
        narrow = min(side.width for side in sides)
        self.headings = VGroup()
        said = _("negative: harder to light up"), _("positive: easier to light up")
        for side, way, words in zip(sides, (LEFT, RIGHT), said, strict=True):
            if area.is_wide:
                align, width = "left" if way is LEFT else "right", HEADING_SHARE * narrow
                heading = Words(words, color=color, width=width, align=align, balanced=True)
                heading.move_to(side.at(0.5 + way[0] / 2, 0.5), aligned_edge=way)
            else:
                heading = Words(words, color=color, width=area.width)
                row = 1 if way is LEFT else 2
                heading.move_to([area.at(0.5 + way[0] / 2, 0)[0], column.get_top()[1], 0], way)
                heading.shift(row * em("body") * LINE * UP)
            self.headings.add(heading)
        beside = max(heading.width for heading in self.headings) if area.is_wide else 0.0
        reach = max(narrow - em("number") * LABEL_EMS - beside - 0.4, 0.2)
        pitch = abs(column[0].get_y() - column[1].get_y()) if len(column) > 1 else 0.5
        self.bars, self.labels = VGroup(), {}
        for bias, disc in zip(biases, column, strict=True):
            length = max(abs(bias.value) / largest * reach, SHORTEST)
            way = RIGHT if bias.value >= 0 else LEFT
            bar = Rectangle(width=length, height=BAR_THICKNESS * pitch, stroke_width=0)
            bar.set_fill(color, opacity=1)
            bar.move_to(disc.get_edge_center(way) + MARGIN * way, aligned_edge=-way)
            bar.fills = (bias,)
            self.bars.add(bar)
        for place in (ours, int(values.argmin()), int(values.argmax())):
            way = RIGHT if values[place] >= 0 else LEFT
            label = ValueLabel(biases[place].shown_as(decimals=decimals, signed=True), color=color)
            self.labels[place] = label.next_to(self.bars[place], way, buff=0.15)
        super().__init__(self.bars, self.headings, *self.labels.values())

    def grow(self, place: int) -> Animation:
        """Let the bar of a neuron grow out of it."""
        bar = self.bars[place]
        return GrowFromEdge(bar, LEFT if bar.fills[0].value >= 0 else RIGHT)

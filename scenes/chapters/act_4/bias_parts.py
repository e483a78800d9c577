"""Pictures piled up over their sums, under the curve along which a bias slides them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    DashedLine,
    Dot,
    Group,
    GrowFromEdge,
    Rectangle,
    Square,
    Transform,
    VGroup,
    smooth,
    there_and_back,
)

from scenes.mobjects.plots.activation_plane import ActivationPlane
from scenes.mobjects.raster.picture_cloud import PictureCloud
from scenes.mobjects.text.typst_text import Words, em
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.plots.number_line import NumberLine
    from scenes.stage.layout import Stage
    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray

CURVE_SHARE, HILL_SHARE = 0.29, 0.62
"""Of the plot's height, taken by the curve and by the highest pile of pictures below it."""
LARGEST = 0.62
"""Side of a picture, with the gap to the next one; scene units."""
FAR_LEFT = 0.05
"""Of the line's length: so far beyond its left end the threshold is at first, and all are lit."""
GAP = 0.06
"""Share of it that is left free."""
LIT_WITHIN = 4.0
"""A picture goes out while it passes the threshold by one part in so many of its side."""
OUT = 0.16
"""How bright a picture still is that has gone out."""
BETWEEN = 0.15
"""Two numbers below the line."""


class PictureHill(PictureCloud):
    """Pictures that stand on a line, each over its sum, and on one another where they are many.

    Those right of a threshold are lit.

    Parameters
    ----------
    pictures
        Their pixels 0..1, shape (pictures, pixels).
    sums
        Shape (pictures,).

    Attributes
    ----------
    order
        In which they pile up, the lowest ones first; 0 to 1, shape (pictures,).
    """

    def __init__(
        self, line: NumberLine, pictures: SourcedArray, sums: SourcedArray, *, height: float
    ) -> None:
        self.line, self.sums = line, sums.values
        places = line.points_of(self.sums)[:, 0]
        side = LARGEST
        while side * (1 + (rows := _rows(places, side)).max()) > height:
            side *= 0.97
        self.levels = line.point(0)[1] + side * (rows + 0.5)
        centers = np.stack([places, self.levels, 0 * places], axis=1)
        super().__init__(pictures, centers, side=(1 - GAP) * side)
        self.fills = (pictures, sums)
        self.order = rows / max(int(rows.max()), 1)

    def stand(self, offset: float, lit_from: float) -> Self:
        """Stand so far to the right; what is beyond the line's left end is not seen."""
        xs = self.line.points_of(self.sums + offset)[:, 0]
        left, threshold = (self.line.point(end)[0] for end in (self.line.values[0], lit_from))
        xs = np.maximum(xs, left - self.sides)
        self.points = np.stack([xs, self.levels, 0 * xs], axis=1)
        self.alphas = np.clip(1 + (xs - left) / self.sides, 0, 1)
        shares = np.clip(0.5 + LIT_WITHIN * (xs - threshold) / self.sides, 0, 1)
        return self.light(OUT + (1 - OUT) * shares)

    def rise(self, top: float) -> Self:
        """Stand as before they fall: all of them as high as that, and not yet seen."""
        self.points = np.column_stack([self.points[:, 0], 0 * self.levels + top, 0 * self.levels])
        return self.place(alphas=0.0)


def _rows(places: NDArray[np.float64], side: float) -> NDArray[np.int64]:
    """The lowest row in which each picture has room, those at the left being placed first."""
    ends: list[float] = []
    rows = np.zeros(len(places), np.int64)
    for i in np.argsort(places, kind="stable"):
        free = [row for row, end in enumerate(ends) if end <= places[i]]
        rows[i] = free[0] if free else len(ends)
        if not free:
            ends.append(0.0)
        ends[rows[i]] = places[i] + side
    return rows


class BiasPlot(Group):
    """Sums along one axis: a hill of pictures, the curve above it, a threshold, and our picture.

    A dot lies where the threshold meets the curve.

    The bias can be seen in two ways. At first it is added: hill and our picture slide, threshold
    and curve stay. When the view has `moved` (0 to 1), the hill stays, threshold and curve slide
    instead.

    Parameters
    ----------
    record
        With `FunctionAxes` at `axis`, and `OtherBiases` at `ours`.
    pictures, sums
        What the hill consists of, as of `PictureHill`.
    picture
        Ours, which lies on the curve.

    Attributes
    ----------
    base
        The line on which the curve stands.
    number
        Of the sum at which the threshold stands, below it; None before `number_threshold`.
    outlines
        Around the pictures that were lit when `outline_lit` was called; they go along with them.
    """

    def __init__(
        self,
        record: RecordView,
        *,
        pictures: SourcedArray,
        sums: SourcedArray,
        axis: str,
        ours: str,
        picture: Group,
        room: Stage,
        palette: Palette,
    ) -> None:
        self.room = replace(room, bottom=room.top - CURVE_SHARE * room.height)
        above = ActivationPlane(record, axis=axis, room=self.room, palette=palette)
        self.base = above.line.axis.set_stroke(theme.RULE, width=2)
        self.upright, self.curve = above.upright, above.curve
        self.line = ActivationPlane(record, axis=axis, room=room, palette=palette).line
        self.hill = PictureHill(self.line, pictures, sums, height=HILL_SHARE * room.height)
        foot = np.array([room.left, room.bottom, 0.0])
        top = foot + (room.height + 0.1) * UP
        self.signal = palette.signal
        self.stem = DashedLine(top, foot, dash_length=0.12, stroke_width=5, color=self.signal)
        self.dot = Dot(radius=0.13, color=self.signal)
        self.outlines, self.outlined = VGroup(), np.zeros(len(sums.values), bool)
        self.number: ValueLabel | None = None
        self.weighted_sum = record.number(f"{ours}.weighted_sum").value
        self.ours = picture
        self.bias, self.moved = 0.0, 0.0
        self.lit_from = float(self.line.values[0] - FAR_LEFT * np.ptp(self.line.values))
        super().__init__(
            *(self.hill, self.outlines, self.line, self.base, self.upright, self.curve),
            *(self.stem, self.dot, self.ours),
        )
        self.stand(0.0)

    def stand(self, bias: float, moved: float = 0.0, lit_from: float | None = None) -> Self:
        """Stand as this bias and this view ask for; lit is what is so far beyond the threshold."""
        self.lit_from = self.lit_from if lit_from is None else lit_from
        self.bias, self.moved = bias, moved
        here = -moved * bias
        offset = (1 - moved) * bias
        self.hill.stand(offset, here + self.lit_from)
        self.curve.slide(-here)
        for outline, place in zip(self.outlines, self.hill.points[self.outlined], strict=True):
            outline.move_to(place)
        self.stem.set_x(self.line.point(here)[0])
        self.dot.move_to(self.on_curve(here, 0.0))
        if self.number is not None:
            self.number.shift((self.stem.get_x() - self.number.digit_box.get_x()) * RIGHT)
        low, high = (self.line.point(end)[0] for end in self.line.values[[0, -1]])
        x, y, _z = self.on_curve(self.weighted_sum + offset, self.weighted_sum + bias)
        # At the left end it stands beside the numbers of the axis, and covers none.
        half = self.ours.width / 2
        self.ours.move_to([np.clip(x, low + half, high), y, 0.0])
        return self

    def on_curve(self, place: float, total: float) -> NDArray[np.float64]:
        """Over a number of the line, as high as the activation at a sum with its bias."""
        height = min(float(np.interp(total, *self.curve.samples)), self.upright.values[-1])
        return np.array([self.line.point(place)[0], self.upright.point(height)[1], 0.0])

    def across_to_dot(self) -> DashedLine:
        """From the upright axis to the dot; not on stage by itself."""
        place = self.dot.get_center()
        start = [self.upright.axis.get_x(), place[1], 0.0]
        return DashedLine(start, place, dash_length=0.12, stroke_width=5, color=self.signal)

    def number_threshold(self, value: Sourced) -> ValueLabel:
        """Put a number, not yet seen, below the threshold; it goes along with it."""
        number = ValueLabel(value, size="focus", color=self.signal)
        number.set_y(self.line.labels[0].get_y()).glyphs.set_opacity(0)
        self.add(number)
        self.number = number
        self.stand(self.bias, self.moved)
        return number

    def passed_by_number(self, values: Sequence[Sourced]) -> list[ValueLabel]:
        """Those numbers of the line that such a number passes from the first value to the last."""
        half = max(ValueLabel(each, size="focus").width for each in values) / 2 + BETWEEN
        low, high = sorted(self.line.point(values[i].value)[0] for i in (0, -1))
        return [
            label
            for label in self.line.labels
            if label.get_right()[0] > low - half and label.get_left()[0] < high + half
        ]

    def outline_lit(self) -> VGroup:
        """Put outlines, not yet seen, around the pictures that are lit now."""
        self.outlined = self.hill.sums + self.bias > self.lit_from
        side = float(self.hill.sides[0])
        self.outlines.add(
            *(
                Square(side, color=self.signal, stroke_width=3, stroke_opacity=0).move_to(place)
                for place in self.hill.points[self.outlined]
            )
        )
        return self.outlines


class Slide(Animation):
    """Let a plot slide from the bias and the view that it stands for to others."""

    def __init__(
        self,
        plot: BiasPlot,
        bias: float | None = None,
        *,
        moved: float | None = None,
        lit_from: float | None = None,
        **kwargs: Any,
    ) -> None:
        self.start_at = (plot.bias, plot.moved, plot.lit_from)
        given = (bias, moved, lit_from)
        self.end_at = tuple(
            there if wanted is None else wanted
            for there, wanted in zip(self.start_at, given, strict=True)
        )
        kwargs.setdefault("rate_func", smooth)
        super().__init__(plot, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand in between."""
        share = self.rate_func(alpha)
        pairs = zip(self.start_at, self.end_at, strict=True)
        self.mobject.stand(*((1 - share) * one + share * other for one, other in pairs))


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

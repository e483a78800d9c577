"""The long number line, the short one, and all that travels from one to the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    DashedLine,
    Dot,
    LaggedStart,
    Line,
    ReplacementTransform,
    Transform,
    VGroup,
)

from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.bars import HistogramBars
from scenes.mobjects.plots.number_line import NumberLine, plane_point
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Formula, Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import brightness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manim.typing import Point3D, Point3DLike, Vector3DLike

    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray


ABOVE_BARS = 0.2
"""From the highest bar to the number of a single sum, scene units."""
WIDE_TICKS, NEAR_TICKS = 8, 4
"""From one number on a line to the next."""


@dataclass(frozen=True)
class SquishingPlaces:
    """Where the lines run; heights and lengths are shares of the stage's height.

    Attributes
    ----------
    wide, near, short, axis
        How high on the stage a line runs: first, seen closer, squished, below the curve.
    unit
        From zero to one on the short line, in scene units: it will stand upright.
    high_bars, bars, counted_bars
        Heights of the highest bars on the first three of these lines.
    picture, picture_side
        Where the picture stands whose sum is squished: shares of the stage, and scene units.
    formula, table
        Middles of what is written about the curve, as shares of the stage.
    formula_size, name_width
        Of the formula, and of what it is called, scene units.
    """

    wide: float
    near: float
    short: float
    axis: float
    unit: float
    high_bars: float
    bars: float
    counted_bars: float
    picture: tuple[float, float]
    picture_side: float
    formula: tuple[float, float]
    table: tuple[float, float]
    formula_size: str
    name_width: float


def squishing_places(area: Stage) -> SquishingPlaces:
    """Words beside the curve on a wide stage and a square one, above and below it on a tall one."""
    if area.is_tall:
        return SquishingPlaces(
            wide=0.08,
            near=0.6,
            short=0.1,
            axis=0.275,
            unit=0.75 * area.width,
            high_bars=0.78,
            bars=0.3,
            counted_bars=0.32,
            picture=(0.0, 0.34),
            picture_side=1.7,
            formula=(0.5, 0.9),
            table=(0.5, 0.1),
            formula_size="title",
            name_width=area.width,
        )
    wide = SquishingPlaces(
        wide=0.16,
        near=0.6,
        short=0.165,
        axis=0.14,
        unit=0.68 * area.height,
        high_bars=0.62,
        bars=0.22,
        counted_bars=0.26,
        picture=(0.0, 0.165),
        picture_side=0.2 * area.height,
        formula=(0.2, 0.52),
        table=(0.79, 0.45),
        formula_size="title",
        name_width=area.width / 3,
    )
    if area.is_wide:
        return wide
    return replace(
        wide, picture=(0.0, 0.39), formula=(0.24, 0.62), table=(0.77, 0.345), formula_size="body"
    )


PITCH = 0.75
GAP = 0.3
"""On both sides of a sign of equality, scene units."""


class FunctionTable(VGroup):
    """Lines such as `f(0) = 0.50`, with their signs of equality one below the other.

    Parameters
    ----------
    inputs, outputs
        Numbers, and the function at each of them.
    color
        Of the name and of the outputs.
    bounds
        Values that the function comes close to but never takes: a number of a machine that
        equals one of them was rounded, and its line says so.
    """

    def __init__(
        self,
        inputs: Iterable[Sourced],
        outputs: Iterable[Sourced],
        *,
        name: str,
        color: str,
        bounds: tuple[float, ...] = (),
    ) -> None:
        self.calls, self.signs, self.values = VGroup(), VGroup(), VGroup()
        for line, (before, after) in enumerate(zip(inputs, outputs, strict=True)):
            sign = Formula("approx" if after.value in bounds else "=")
            sign.move_to(line * PITCH * DOWN)
            call = Words("{name}({number})", name=Verbatim(name), number=before)
            call.slot("name").set_color(color)
            value = ValueLabel(after, size="body", color=color)
            call.next_to(sign.get_center(), LEFT, buff=sign.width / 2 + GAP)
            value.next_to(sign.get_center(), RIGHT, buff=sign.width / 2 + GAP)
            call.shift((value.baseline - call.slot("number")[-1].get_bottom()[1]) * UP)
            self.calls.add(call)
            self.signs.add(sign)
            self.values.add(value)
        super().__init__(self.calls, self.signs, self.values)

    def lines(self) -> list[VGroup]:
        """The lines, each whole."""
        columns = zip(self.calls, self.signs, self.values, strict=True)
        return [VGroup(*parts) for parts in columns]


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
        self.bars = HistogramBars(
            self.line,
            edges,
            height=height * area.height,
            colors=[palette.sign(low) for low in edges.values[:-1]],
        )
        super().__init__(self.line, self.bars)


DOT, RADIUS = 0.12, 0.17


class SquishedSum(VGroup):
    """A dot at the sum, a neuron at the activation, each with its number.

    Parameters
    ----------
    line, short_line
        Where sums are, and where what they are squished to is: 0..1.
    height
        Of the stem below the number of the sum, scene units.
    palette
        Of the sum's sign, and of the activation's number.
    """

    def __init__(
        self,
        line: NumberLine,
        short_line: NumberLine,
        sum_: Sourced,
        activation: Sourced,
        *,
        height: float,
        palette: Palette,
    ) -> None:
        self.dot = Neuron(radius=DOT).move_to(line.point(sum_.value))
        self.dot.set_fill(palette.sign(sum_.value)).fills = (sum_,)
        self.flag = line.flag(sum_, height)
        self.neuron = Neuron(radius=RADIUS).move_to(short_line.point(activation.value))
        self.neuron.fire(activation, float(brightness([activation.value], "sigmoid")[0]))
        self.value = ValueLabel(activation, color=palette.signal)
        self.value.next_to(self.neuron, UP, buff=0.2)
        super().__init__(self.dot, self.flag, self.neuron, self.value)


class SquishingPlot:
    """The parts of a scene that squishes a number line; each is put on stage in its turn.

    Parameters
    ----------
    sums, squishing
        Paths of a `SquishedSums`, and of the `Squishing` of the bins' edges near zero.
    palette
        Colors of the signs, and of what is squished.

    Attributes
    ----------
    line, short
        The line seen closer, and the one from zero to one; they may stand up.
    """

    def __init__(self, record: RecordView, *, sums: str, squishing: str, palette: Palette) -> None:
        self.record, self.sums, self.squishing, self.palette = record, sums, squishing, palette
        self.places = at = squishing_places(stage())
        self.wide = self._bars("wide", every=WIDE_TICKS, up=at.wide, height=at.high_bars)
        self.near = self._bars("near", every=NEAR_TICKS, up=at.near, height=at.bars)
        self.near.bars.show_counts(record[f"{sums}.near.counts"])
        self.line = self.near.line
        unit = record[f"{sums}.squished.edges"]
        self.unit = [unit[0], unit[unit.size - 1]]
        half, middle = at.unit / 2 * RIGHT, stage().at(0.5, at.short)
        self.short = self._unit_line(middle - half, middle + half, DOWN)

    def stretch(self) -> Line:
        """The part of the long line that the short one shows."""
        ends = (self.line.point(end.value) for end in self.unit)
        return Line(*ends, color=self.palette.signal, stroke_width=8)

    def squished_sum(self, sum_: Sourced, activation: Sourced) -> SquishedSum:
        """One sum on the line seen closer, and what becomes of it on the short one."""
        height = self.near.bars.height_of_highest + ABOVE_BARS
        return SquishedSum(
            self.line, self.short, sum_, activation, height=height, palette=self.palette
        )

    def squished_bars(self) -> HistogramBars:
        """All sums, counted between zero and one."""
        height = self.places.counted_bars * stage().height
        return HistogramBars(self.short, self.record[f"{self.sums}.squished.edges"], height=height)

    def end_labels(self, bars: HistogramBars, low: Sourced, high: Sourced) -> VGroup:
        """Numbers above the first and the last of these bars."""
        ends = ((low, bars[0]), (high, bars[-1]))
        return VGroup(*(ValueLabel(share).next_to(bar, UP, buff=0.15) for share, bar in ends))

    def standing(self) -> tuple[NumberLine, NumberLine]:
        """Where the long line and the short one are to go, to span a plane."""
        foot = stage().at(0.5, self.places.axis)
        across = self.line.copy().shift(foot - self.line.point(0))
        up = self._unit_line(foot, foot + self.places.unit * UP, LEFT)
        # The long line says zero already.
        up.labels[0].set_opacity(0)
        return across, up

    def ceiling(self) -> DashedLine:
        """How high the curve may come."""
        right = self.line.values[-1]
        ends = (plane_point(self.line, self.short, x, 1) for x in (0, right))
        return DashedLine(*ends, color=theme.RULE, stroke_width=2)

    def curve(self) -> Curve:
        """What squishes, as a curve over the plane that the lines span now."""
        path = self.squishing
        inputs, outputs = self.record[f"{path}.curve_inputs"], self.record[f"{path}.curve_outputs"]
        return Curve(self.line, self.short, inputs, outputs, color=self.palette.signal)

    def _bars(self, part: str, *, every: int, up: float, height: float) -> SignedBars:
        edges = self.record[f"{self.sums}.{part}.edges"]
        return SignedBars(edges, every=every, up=up, height=height, palette=self.palette)

    def _unit_line(
        self, start: Point3DLike, end: Point3DLike, labels_toward: Vector3DLike
    ) -> NumberLine:
        color = self.palette.signal
        return NumberLine(self.unit, start, end, labels_toward=labels_toward, color=color)


THREAD_OPACITY = 0.45
THREAD_START = 0.18
"""Threads begin below the numbers of the line, as a share of the way."""
LAG = 0.06
DOT_RADIUS = 0.055


class SquishedTicks(VGroup):
    """Marks at some numbers of a line, which go to what the numbers are squished to.

    Parameters
    ----------
    line, short_line
        Where the numbers are, and where they go.
    numbers, squished
        Before and after, shape (ticks,) each.

    Attributes
    ----------
    threads
        From each number on the line to its place on the short line; not on stage by themselves.
    heights
        After `slide_back`, from each number up to its mark.
    """

    def __init__(
        self,
        line: NumberLine,
        short_line: NumberLine,
        numbers: SourcedArray,
        squished: SourcedArray,
        *,
        color: str,
    ) -> None:
        self.numbers, self.squished, self.mark_color = numbers, squished, color
        self.marks = VGroup(*(line.mark(x, color=color) for x in numbers.values))
        starts = [line.point(x) for x in numbers.values]
        ends = [short_line.point(y) for y in squished.values]
        below = [
            start + THREAD_START * (end - start) for start, end in zip(starts, ends, strict=True)
        ]
        self.threads = self._faint(below, ends)
        self.heights = VGroup()
        super().__init__(self.marks)

    def squish(self, short_line: NumberLine, *, seconds: float) -> Animation:
        """Let every mark glide to its place on the short line, one after another."""
        self.fills = (self.numbers, self.squished)
        glides = [
            AnimationGroup(
                Create(thread), Transform(mark, short_line.mark(y, color=self.mark_color))
            )
            for mark, thread, y in zip(self.marks, self.threads, self.squished.values, strict=True)
        ]
        return LaggedStart(*glides, lag_ratio=LAG, run_time=seconds)

    def stand_on(self, short_line: NumberLine, **kwargs: Any) -> Animation:
        """Let all marks go along with the short line to where that will be."""
        marks = (short_line.mark(y, color=self.mark_color) for y in self.squished.values)
        return Transform(self.marks, VGroup(*marks), **kwargs)

    def slide_back(self, across: NumberLine, up: NumberLine, *, seconds: float) -> Animation:
        """Let every mark on the upright short line go back over the number that it came from."""
        places = [
            plane_point(across, up, x, y)
            for x, y in zip(self.numbers.values, self.squished.values, strict=True)
        ]
        feet = [across.point(x) for x in self.numbers.values]
        self.heights = self._faint(feet, places)
        glides = [
            AnimationGroup(
                Transform(mark, Dot(place, radius=DOT_RADIUS, color=self.mark_color)),
                Create(height),
            )
            for mark, place, height in zip(self.marks, places, self.heights, strict=True)
        ]
        return LaggedStart(*glides, lag_ratio=LAG, run_time=seconds)

    def _faint(self, starts: Iterable[Point3D], ends: Iterable[Point3D]) -> VGroup:
        lines = (
            Line(start, end, color=self.mark_color, stroke_width=1.5)
            for start, end in zip(starts, ends, strict=True)
        )
        return VGroup(*lines).set_stroke(opacity=THREAD_OPACITY)


def zoom_in(
    wide: NumberLine, wide_bars: HistogramBars, near: NumberLine, near_bars: HistogramBars
) -> list[Animation]:
    """Let a line with bars grow beyond the stage while a finer one grows out of it.

    At every moment both lines have one scale. Take the wide line and its bars off the stage when
    they are gone.
    """
    small = near.at_scale_of(wide).set_opacity(0)
    small_bars = near_bars.copy().stand(small).set_opacity(0)
    large = wide.at_scale_of(near).set_opacity(0)
    large_bars = wide_bars.copy().stand(large, height=near_bars.height_of_highest).set_opacity(0)
    return [
        Transform(wide, large),
        Transform(wide_bars, large_bars),
        ReplacementTransform(small, near),
        ReplacementTransform(small_bars, near_bars),
    ]

"""The long number line, the short one, and all that travels from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    Dot,
    LaggedStart,
    Line,
    Polygon,
    Transform,
    VGroup,
    smooth,
    squish_rate_func,
)

from scenes.mobjects.plots.activation_plane import ActivationPlane
from scenes.mobjects.plots.number_line import (
    LABELLED_TICK,
    NumberLine,
    plane_point,
    plane_points,
)
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manim.typing import Point3D, Point3DLike
    from numpy.typing import NDArray

    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray


@dataclass(frozen=True)
class SquishingPlaces:
    """Where the lines run; heights and lengths are shares of the stage's, if not said otherwise.

    Attributes
    ----------
    low, high, short
        How high a line runs: the long one at first and then, and the short one.
    unit
        From zero to one on the short line, of the stage's width.
    hill, raised_hill, pile
        At most so high are bars on the long line, low and high, and on the short one.
    """

    low: float = 0.13
    high: float = 0.76
    short: float = 0.13
    unit: float = 0.72
    hill: float = 0.68
    raised_hill: float = 0.16
    pile: float = 0.68


EVERY = 4
"""From one number on the long line to the next."""
MARGIN = 0.5
"""Left and right of all bars, scene units."""
FAR, FAR_GAP = 2.0, 0.5
"""Width of a bar that holds all sums beyond an end of the long line, and its distance from there;
in the line's units."""


class SquishingPlot:
    """The parts of a scene that squishes a number line; each is put on stage in its turn.

    Parameters
    ----------
    sums, squishing
        Paths of a `SquishedSums`, and of the `Squishing` of the ticks.
    plane
        Where the short line and the long one end: its axes stand as they do later.

    Attributes
    ----------
    line
        The long line; `raised`, with its numbers at the top, and `across` are where it goes.
    far, raised_far
        Below the sums that are beyond its ends, if there are any: how far out they go.
    """

    def __init__(
        self,
        record: RecordView,
        *,
        sums: str,
        squishing: str,
        plane: ActivationPlane,
        palette: Palette,
    ) -> None:
        self.record, self.squishing, self.palette = record, squishing, palette
        self.plane, self.places = plane, SquishingPlaces()
        self.ticks, self.squished = record[f"{squishing}.ticks"], record[f"{squishing}.squished"]
        at, area = self.places, stage()
        reached = record[f"{sums}.pieces.edges"]
        self.reached = [
            end
            for end in (reached[0], reached[reached.size - 1])
            if not self.ticks.values[0] <= end.value <= self.ticks.values[-1]
        ]
        self.line, self.far = self._with_far_ends(at.low)
        self.raised, self.raised_far = self._with_far_ends(at.high)
        # Below it is where ticks travel.
        for label in (*self.raised.labels, *(end[-1] for end in self.raised_far)):
            label.set_y(area.top - label.height / 2 - 0.02)
        ends = (plane.line.ticks[i].get_center() for i in (0, -1))
        self.across = self._long_line(*ends)
        edges = record[f"{sums}.squished.edges"]
        self.unit = [edges[0], edges[edges.size - 1]]
        half, middle = at.unit * area.width / 2 * RIGHT, area.at(0.5, at.short)
        self.short = NumberLine(self.unit, middle - half, middle + half, color=palette.function)
        self.bars = SumBars(record, sums, self.line, self.short)
        self.hill_height = self.bars.fitting(at.hill * area.height)
        self.unit_height = min(
            self.bars.fitting(at.raised_hill * area.height),
            self.bars.fitting_piles(at.pile * area.height),
        )

    def stretch(self) -> Line:
        """The part of the long line that the short one shows."""
        ends = (self.line.point(end.value) for end in self.unit)
        return Line(*ends, color=self.palette.function, stroke_width=10)

    def end_labels(self, low: Sourced, high: Sourced) -> VGroup:
        """Numbers above the first and the last pile."""
        tops = self.bars.pile_tops(self.unit_height)
        ends = ((low, 0), (high, -1))
        return VGroup(
            *(
                ValueLabel(share, size="focus").next_to(tops[place], UP, buff=0.15)
                for share, place in ends
            )
        )

    def bounds(self, first: Sourced, last: Sourced) -> VGroup:
        """On the short line: where the first pile ends, and where the last one begins."""
        marks = VGroup()
        for bound in (first, last):
            mark = self.short.mark(bound.value, length=MARK, color=theme.TEXT)
            label = ValueLabel(bound).next_to(mark, DOWN, buff=0.1)
            marks.add(VGroup(mark, label.match_y(self.short.labels[0])))
        return marks

    def curve(self) -> Curve:
        """What squishes, over the long line where that ends."""
        path = self.squishing
        inputs, outputs = self.record[f"{path}.curve_inputs"], self.record[f"{path}.curve_outputs"]
        color = self.palette.function
        return Curve(self.across, self.plane.upright, inputs, outputs, color=color, width=7.0)

    def _with_far_ends(self, height: float) -> tuple[NumberLine, VGroup]:
        # Beyond both ends of the line there is as much room, so that zero is in the middle.
        room = stage().inset(MARGIN, 0.0)
        beyond = FAR + FAR_GAP if self.reached else 0.0
        share = beyond / (float(np.ptp(self.ticks.values)) + 2 * beyond)
        line = self._long_line(room.at(share, height), room.at(1 - share, height))
        ends = VGroup()
        for end in self.reached:
            inner, outer = far_bar(line, end.value)
            mark = line.ticks[0].copy().set_length(LABELLED_TICK).move_to(outer)
            base = line.axis.copy().put_start_and_end_on(inner, outer)
            label = ValueLabel(end.shown_as(decimals=0)).set_x(outer[0])
            ends.add(VGroup(base, mark, label.match_y(line.labels[0])))
        return line, ends

    def _long_line(self, start: Point3DLike, end: Point3DLike) -> NumberLine:
        zero = int(abs(self.ticks.values).argmin())
        return NumberLine(
            self.ticks,
            start,
            end,
            labelled=range(zero % EVERY, self.ticks.size, EVERY),
            overshoot=0.15,
        )


def far_bar(line: NumberLine, value: float) -> NDArray[np.float64]:
    """The end near the line, and the other one, of the bar in which a number beyond it lies."""
    end, way = (line.values[-1], 1.0) if value > 0 else (line.values[0], -1.0)
    return line.points_of([end + way * FAR_GAP, end + way * (FAR_GAP + FAR)])


LAG = 1.0
"""The last sums leave when the first have arrived."""


class SumBars(VGroup):
    """All sums as bars on a long line, in pieces that fall onto a short one and keep their areas.

    Those beyond the line are one bar at each end, of as much area too.

    Parameters
    ----------
    sums
        Path of a `SquishedSums`.
    """

    def __init__(self, record: RecordView, sums: str, line: NumberLine, short: NumberLine) -> None:
        counts, edges = record[f"{sums}.pieces.counts"], record[f"{sums}.pieces.edges"]
        self.counts = counts.values
        ends, piles = record[f"{sums}.squished.edges"], record[f"{sums}.piles"].values.astype(int)
        self.short, self.ground = short, float(short.axis.get_y())
        places = line.points_of(edges.values)[:, 0]
        self.before = np.stack([places[:-1], places[1:]])
        between = (edges.values[:-1] + edges.values[1:]) / 2
        is_far = (between < line.values[0]) | (between > line.values[-1])
        for piece in np.flatnonzero(is_far):
            self.before[:, piece] = sorted(far_bar(line, between[piece])[:, 0])
        self.stacked = np.zeros(len(self.counts))
        bounds = short.points_of(ends.values)[:, 0]
        self.after = np.stack([bounds[piles], bounds[piles + 1]])
        middles = np.abs(between)
        self.delays = np.clip(middles / line.values[-1], 0, 1)
        self.below = np.zeros(len(piles))
        self.pile_counts = np.zeros(ends.size - 1)
        # What was nearest to zero lies at the bottom.
        for piece in np.argsort(middles, kind="stable"):
            self.below[piece] = self.pile_counts[piles[piece]]
            self.pile_counts[piles[piece]] += self.counts[piece]
            same = (self.before == self.before[:, [piece]]).all(axis=0) & (middles < middles[piece])
            self.stacked[piece] = self.counts[same].sum()
        super().__init__(*(Polygon(*np.zeros((4, 3))) for _ in self.counts))
        self.set_fill(theme.SECONDARY, opacity=1).set_stroke(theme.SECONDARY, width=1)
        self.fills = (counts,)
        self.stand(float(line.axis.get_y()), 0.0)

    def fitting(self, height: float) -> float:
        """The area of one sum with which the highest bar on the long line has this height."""
        widths = self.before[1] - self.before[0]
        most = ((self.stacked + self.counts) / widths).max(initial=0.0)
        return height / float(most or 1.0)

    def fitting_piles(self, height: float) -> float:
        """The area of one sum with which the highest pile has this height."""
        width = float((self.after[1] - self.after[0])[0])
        return height * width / float(self.pile_counts.max() or 1.0)

    def pile_tops(self, area: float) -> NDArray[np.float64]:
        """The middles of all piles' tops, shape (piles, 3)."""
        count = len(self.pile_counts)
        tops = self.short.points_of((np.arange(count) + 0.5) / count)
        tops[:, 1] += area * self.pile_counts / (self.after[1] - self.after[0])[0]
        return tops

    def stand(self, foot: float, area: float, fallen: float = 0.0) -> Self:
        """Stand at this height of the long line, or as far as this on the way to the short one.

        Parameters
        ----------
        area
            Of one sum, scene units squared.
        """
        self.state = (foot, area, fallen)
        ways = np.array([smooth(x) for x in np.clip((1 + LAG) * fallen - LAG * self.delays, 0, 1)])
        lefts, rights = (1 - ways) * self.before + ways * self.after
        heights = area * self.counts / (rights - lefts)
        layers = area * self.below / (self.after[1] - self.after[0])
        stacks = area * self.stacked / (self.before[1] - self.before[0])
        lows = (1 - ways) * (foot + stacks) + ways * (self.ground + layers)
        for bar, left, right, low, height in zip(self, lefts, rights, lows, heights, strict=True):
            if right - left < 1e-6 or height < 1e-6:
                bar.reset_points()
                continue
            corners = [(left, low), (right, low), (right, low + height), (left, low + height)]
            bar.set_points_as_corners([np.array([x, y, 0.0]) for x, y in (*corners, corners[0])])
        return self


class MoveBars(Animation):
    """Let bars go from how they stand to how they shall stand: see `SumBars.stand`."""

    def __init__(
        self, bars: SumBars, foot: float, area: float, fallen: float = 0.0, **kwargs: Any
    ) -> None:
        self.start_at, self.end_at = np.array(bars.state), np.array((foot, area, fallen))
        super().__init__(bars, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand in between."""
        share = self.rate_func(alpha)
        self.mobject.stand(*map(float, (1 - share) * self.start_at + share * self.end_at))


THREAD_OPACITY = 0.55
MARK = 0.36
"""Length of a mark, scene units."""
TICK_LAG = 0.06
DOT_RADIUS = 0.075


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
        self.marks = VGroup(*(self._mark(line, x) for x in numbers.values))
        starts = [line.point(x) for x in numbers.values]
        ends = [short_line.point(y) for y in squished.values]
        self.threads = self._faint(starts, ends)
        self.heights = VGroup()
        super().__init__(self.marks)

    def squish(self, short_line: NumberLine, *, seconds: float) -> Animation:
        """Let every mark glide to its place on the short line, one after another."""
        self.fills = (self.numbers, self.squished)
        glides = [
            AnimationGroup(
                Create(thread),
                Transform(mark, self._mark(short_line, y)),
            )
            for mark, thread, y in zip(self.marks, self.threads, self.squished.values, strict=True)
        ]
        return LaggedStart(*glides, lag_ratio=TICK_LAG, run_time=seconds)

    def stand_on(self, short_line: NumberLine, **kwargs: Any) -> Animation:
        """Let all marks go along with the short line to where that will be."""
        marks = (self._mark(short_line, y) for y in self.squished.values)
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
                # It rises to what has landed.
                Create(height, rate_func=squish_rate_func(smooth, 0.75, 1)),
            )
            for mark, place, height in zip(self.marks, places, self.heights, strict=True)
        ]
        return LaggedStart(*glides, lag_ratio=TICK_LAG, run_time=seconds)

    def _mark(self, line: NumberLine, value: float) -> Line:
        return line.mark(value, length=MARK, color=self.mark_color).set_stroke(width=5)

    def _faint(self, starts: Iterable[Point3D], ends: Iterable[Point3D]) -> VGroup:
        lines = (
            Line(start, end, color=self.mark_color, stroke_width=3.5)
            for start, end in zip(starts, ends, strict=True)
        )
        return VGroup(*lines).set_stroke(opacity=THREAD_OPACITY)


class PullOut(Animation):
    """Let a line and the curve over it shrink or grow to the scale of another line there."""

    def __init__(
        self, line: NumberLine, curve: Curve, plane: ActivationPlane, **kwargs: Any
    ) -> None:
        self.line, self.curve, self.plane = line, curve, plane
        self.ends = [own.ticks[i].get_center() for own in (plane.line,) for i in (0, -1)]
        inputs, outputs = (sourced.values for sourced in curve.fills)
        far, high = plane.curve.samples
        left, right = far < inputs[0], far > inputs[-1]
        self.inputs = np.concatenate([far[left], inputs, far[right]])
        self.outputs = np.concatenate([high[left], outputs, high[right]])
        super().__init__(VGroup(line, plane.line, curve), **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand at a scale in between; what is beyond the ends is not seen."""
        share = self.rate_func(alpha)
        near, far = self.line, self.plane.line
        low, high = (1 - share) * near.values[[0, -1]] + share * far.values[[0, -1]]
        (left, right), (first, last) = self.ends, (low, high)
        # Where they come close to each other, the numbers that leave are gone.
        for own, opacity in ((near, max(0.0, 1 - 4 * share)), (far, share)):
            start, end = (
                left + (value - first) / (last - first) * (right - left)
                for value in own.values[[0, -1]]
            )
            own.lay(start, end)
            fade(own, opacity, float(left[0]), float(right[0]))
        # One axis is there all the time.
        far.axis.put_start_and_end_on(left - far.overshoot * RIGHT, right + far.overshoot * RIGHT)
        far.axis.set_stroke(opacity=1)
        near.axis.set_stroke(opacity=0)
        seen = (low <= self.inputs) & (self.inputs <= high)
        upright = self.plane.upright
        points = plane_points(far, upright, self.inputs[seen], self.outputs[seen])
        self.curve.set_points_as_corners(points)


def fade(line: NumberLine, opacity: float, left: float, right: float) -> None:
    """Show ticks and numbers of a line this much between two places, and not at all beyond."""
    for place, parts in ((line.ticks, line.ticks), (line.labels, [x.glyphs for x in line.labels])):
        for where, part in zip(place, parts, strict=True):
            is_seen = left - 0.01 <= where.get_x() <= right + 0.01
            part.set_opacity(opacity if is_seen else 0.0)

"""Sums on a long line, the short line from zero to one, and the plane that the two span."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.layout import stage
from scenes.mobjects.curve import Curve
from scenes.mobjects.histogram import Histogram
from scenes.mobjects.number_line import NumberLine, plane_point
from scenes.mobjects.signed_bars import SignedBars
from scenes.mobjects.squished_sum import SquishedSum
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from manim.typing import Point3DLike, Vector3DLike

    from scenes.sourced import Sourced
    from scenes.sources import Record
    from scenes.theme import Palette

WIDE, NEAR, SHORT, AXIS = 0.16, 0.6, 0.165, 0.14
"""How high on the stage a line runs: first, seen closer, squished, below the curve."""
UNIT = 0.68
"""From zero to one on the short line, as a share of the stage's height: it will stand upright."""
HIGH_BARS, BARS, COUNTED_BARS = 0.62, 0.22, 0.26
"""Heights of the highest bars, as shares of the stage's height."""
ABOVE_BARS = 0.2
"""From the highest bar to the number of a single sum, scene units."""
WIDE_TICKS, NEAR_TICKS = 8, 4
"""From one number on a line to the next."""


class SquishingPlot:
    """The parts of a scene that squishes a number line; each is put on stage in its turn.

    Parameters
    ----------
    record
        Holds the two measurements.
    sums, squishing
        Paths of a `SquishedSums`, and of the `Squishing` of the bins' edges near zero.
    palette
        Colors of the signs, and of what is squished.

    Attributes
    ----------
    wide, near
        All sums, and those near zero seen closer: a line with bars each.
    line, short
        The line seen closer, and the one from zero to one; they may stand up.
    """

    def __init__(self, record: Record, *, sums: str, squishing: str, palette: Palette) -> None:
        self.record, self.sums, self.squishing, self.palette = record, sums, squishing, palette
        self.wide = self._bars("wide", every=WIDE_TICKS, up=WIDE, height=HIGH_BARS)
        self.near = self._bars("near", every=NEAR_TICKS, up=NEAR, height=BARS)
        self.near.bars.show_counts(record[f"{sums}.near.counts"])
        self.line = self.near.line
        unit = record[f"{sums}.squished.edges"]
        self.unit = [unit[0], unit[unit.size - 1]]
        half = UNIT * stage().height / 2 * RIGHT
        middle = stage().at(0.5, SHORT)
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

    def squished_bars(self) -> Histogram:
        """All sums, counted between zero and one."""
        height = COUNTED_BARS * stage().height
        return Histogram(self.short, self.record[f"{self.sums}.squished.edges"], height=height)

    def end_labels(self, bars: Histogram, low: Sourced, high: Sourced) -> VGroup:
        """Numbers above the first and the last of these bars."""
        ends = ((low, bars[0]), (high, bars[-1]))
        return VGroup(*(ValueLabel(share).next_to(bar, UP, buff=0.15) for share, bar in ends))

    def standing(self) -> tuple[NumberLine, NumberLine]:
        """Where the long line and the short one are to go, to span a plane."""
        foot = stage().at(0.5, AXIS)
        across = self.line.copy().shift(foot - self.line.point(0))
        up = self._unit_line(foot, foot + UNIT * stage().height * UP, LEFT)
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

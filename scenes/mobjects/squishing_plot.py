"""Sums on a long line, the short line from zero to one, and the plane that the two span."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.layout import Stage, stage
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
    places
        Where they stand.
    wide, near
        All sums, and those near zero seen closer: a line with bars each.
    line, short
        The line seen closer, and the one from zero to one; they may stand up.
    """

    def __init__(self, record: Record, *, sums: str, squishing: str, palette: Palette) -> None:
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

    def squished_bars(self) -> Histogram:
        """All sums, counted between zero and one."""
        height = self.places.counted_bars * stage().height
        return Histogram(self.short, self.record[f"{self.sums}.squished.edges"], height=height)

    def end_labels(self, bars: Histogram, low: Sourced, high: Sourced) -> VGroup:
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

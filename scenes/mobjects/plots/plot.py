"""Plots: number lines, curves and lines through computed points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DashedLine, Dot, VGroup, VMobject

from scenes.mobjects.plots.number_line import NumberLine, plane_point, plane_points
from scenes.stage import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Point3DLike
    from numpy.typing import NDArray

    from scenes.mobjects.text.typst_text import Words
    from scenes.subject.sourced import Sourced, SourcedArray


class Curve(VMobject):
    """A line through many computed points: no point between them is claimed."""

    def __init__(
        self,
        across: NumberLine,
        up: NumberLine,
        inputs: SourcedArray,
        outputs: SourcedArray,
        *,
        color: str,
        width: float = 6.0,
    ) -> None:
        super().__init__(color=color, stroke_width=width)
        self.fills = (inputs, outputs)
        self.set_points_as_corners(plane_points(across, up, inputs.values, outputs.values))


DOT_RADIUS = 0.07
RING = 2.2
"""Radius of a ring that calls out a dot, in radii of the dot."""
LABEL_PITCH = 0.5
"""Names at the ends of lines keep this distance, scene units."""


class PlotLine(VGroup):
    """One line of a plot, straight from point to point, with or without dots there."""

    def __init__(self, curve: Curve, dots: VGroup) -> None:
        self.curve, self.dots = curve, dots
        super().__init__(curve, dots)

    @property
    def end(self) -> NDArray[np.float64]:
        """Where the line ends on the right, shape (3,)."""
        return np.asarray(self.curve.get_end())


class Plot(VGroup):
    """Two axes with their names, which meet at `corner`."""

    def __init__(
        self,
        across: SourcedArray | Sequence[Sourced],
        up: SourcedArray | Sequence[Sourced],
        *,
        corner: Point3DLike,
        width: float,
        height: float,
        across_name: Words,
        up_name: Words,
        is_logarithmic: bool = False,
    ) -> None:
        foot = np.array(corner, dtype=float)
        self.across = NumberLine(
            across, foot, foot + width * RIGHT, overshoot=0.15, is_logarithmic=is_logarithmic
        )
        self.up = NumberLine(up, foot, foot + height * UP, labels_toward=LEFT, overshoot=0.15)
        self.names = VGroup(
            across_name.next_to(self.across, DOWN, buff=0.15),
            up_name.next_to(self.up, UP, buff=0.15),
        )
        up_name.align_to(self.up, LEFT)
        super().__init__(self.across, self.up, self.names)

    def point(self, x: float, y: float) -> NDArray[np.float64]:
        """Where two numbers meet, shape (3,)."""
        return plane_point(self.across, self.up, x, y)

    def line(
        self,
        xs: SourcedArray,
        ys: SourcedArray,
        *,
        color: str,
        width: float = 4.0,
        has_dots: bool = True,
    ) -> PlotLine:
        """Draw a line through computed points."""
        curve = Curve(self.across, self.up, xs, ys, color=color, width=width)
        places = zip(xs.values, ys.values, strict=True) if has_dots else ()
        dots = VGroup(*(Dot(self.point(x, y), DOT_RADIUS, color=color) for x, y in places))
        return PlotLine(curve, dots)

    def level(self, height: Sourced, *, color: str) -> DashedLine:
        """Draw a dashed line at one height, from side to side."""
        low, high = self.across.values[[0, -1]]
        line = DashedLine(self.point(low, height.value), self.point(high, height.value))
        line.set_stroke(color, width=2.5).fills = (height,)
        return line


def ring_at(place: Point3DLike) -> Circle:
    """A ring that calls out one dot of a plot."""
    return Circle(RING * DOT_RADIUS, color=theme.TEXT, stroke_width=3).move_to(place)


def at_line_ends(names: Sequence[Words], lines: Sequence[PlotLine]) -> VGroup:
    """Put each name to the right of its line's end, without one over another."""
    ends = [line.end for line in lines]
    wanted = np.array([end[1] for end in ends])
    order = np.argsort(wanted)
    heights = spread(wanted[order], LABEL_PITCH)
    for place, height in zip(order, heights, strict=True):
        name = names[place].next_to(ends[place], RIGHT, buff=0.25)
        name.shift((height - name.get_y()) * UP)
    return VGroup(*names)


def spread(heights: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    """Ascending heights, moved apart as little as needed to keep a distance."""
    blocks: list[tuple[float, int]] = []
    for height in heights:
        middle, count = float(height), 1
        while blocks and middle - blocks[-1][0] < pitch * (count + blocks[-1][1]) / 2:
            other, more = blocks.pop()
            middle = (middle * count + other * more) / (count + more)
            count += more
        blocks.append((middle, count))
    places = [m + pitch * (i - (n - 1) / 2) for m, n in blocks for i in range(n)]
    return np.array(places)

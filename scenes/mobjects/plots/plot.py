"""Plots: number lines, curves and lines through computed points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes.mobjects.plots.number_line import NumberLine, plane_point, plane_points

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


LABEL_PITCH = 0.5
"""Names at the ends of lines keep this distance, scene units."""


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
    ) -> None:
        foot = np.array(corner, dtype=float)
        self.across = NumberLine(across, foot, foot + width * RIGHT, overshoot=0.15)
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

    def line(self, xs: SourcedArray, ys: SourcedArray, *, color: str, width: float = 4.0) -> Curve:
        """Draw a line through computed points, straight from one to the next."""
        return Curve(self.across, self.up, xs, ys, color=color, width=width)


def at_line_ends(names: Sequence[Words], lines: Sequence[Curve]) -> VGroup:
    """Put each name to the right of its line's end, without one over another."""
    ends = [line.get_end() for line in lines]
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

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

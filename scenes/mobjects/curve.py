"""The curve of a function over a plane of two number lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import VMobject

from scenes.mobjects.number_line import NumberLine, plane_points

if TYPE_CHECKING:
    from scenes.sourced import SourcedArray


class Curve(VMobject):
    """A line through many computed points: no point between them is claimed.

    Parameters
    ----------
    across, up
        The horizontal and the vertical number line.
    inputs, outputs
        The function at many places, shape (samples,) each.
    color
        Of the line.
    width
        Of the line, as manim counts it.

    Attributes
    ----------
    fills
        The values that the heights stand for.
    """

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

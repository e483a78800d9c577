"""A small plot of an activation function, with one neuron's sum and activation on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, DR, LEFT, UL, UP, DashedLine, Dot, VGroup

from scenes import theme
from scenes.mobjects.curve import Curve
from scenes.mobjects.number_line import NumberLine, plane_point
from scenes.mobjects.text import Formula
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from manim.typing import Point3DLike

    from scenes.sourced import Sourced
    from scenes.sources import Record

HIGH = 0.5
"""Above this share of the plot's height a number stands below its dot."""


class BendPlot(VGroup):
    """The function over three numbers: an end, the neuron's sum, the other end.

    Parameters
    ----------
    record, path
        Where a `Squishing` of these three numbers is.
    total, activation
        The sum and the activation as the trace has them.
    name
        What formulas call the function.
    corner
        Lower left corner of the plane.
    width, height
        Of the plane, scene units.

    Attributes
    ----------
    plane, drop, dot, total, activation
        Axes with curve and name; the way from the sum up to the curve; the numbers at both ends.
    """

    def __init__(
        self,
        record: Record,
        path: str,
        *,
        total: Sourced,
        activation: Sourced,
        name: str,
        corner: Point3DLike,
        width: float,
        height: float,
        color: str,
    ) -> None:
        x, y, _ = corner
        ticks, squished = record[f"{path}.ticks"], record[f"{path}.squished"]
        across = NumberLine([ticks[0], ticks[2]], corner, [x + width, y, 0], labelled=())
        up = NumberLine([squished[0], squished[2]], corner, [x, y + height, 0], labelled=())
        curve = Curve(
            across, up, record[f"{path}.curve_inputs"], record[f"{path}.curve_outputs"],
            color=color, width=4.0,
        )  # fmt: skip
        title = Formula(name, color=color)
        title.move_to([x + 0.12, y + height + 0.04, 0], aligned_edge=UP + LEFT)
        self.plane = VGroup(across.axis, curve, title)
        place = plane_point(across, up, total.value, activation.value)
        foot = across.point(total.value)
        # A dashed line needs some length.
        end = place if abs(place[1] - foot[1]) > 0.05 else foot + 0.05 * UP
        self.drop = DashedLine(foot, end, color=theme.TEXT, stroke_width=2, dash_length=0.06)
        self.dot = Dot(place, radius=0.065, color=theme.TEXT)
        is_high = place[1] - y > HIGH * height
        self.total = ValueLabel(total).next_to(foot, DOWN, buff=0.14)
        self.activation = ValueLabel(activation)
        self.activation.next_to(self.dot, DR if is_high else UL, buff=0.04)
        super().__init__(self.plane, self.drop, self.dot, self.total, self.activation)

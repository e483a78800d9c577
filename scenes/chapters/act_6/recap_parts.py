"""The small curve of the activation function, and where each idea stands beside the network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, DR, LEFT, RIGHT, UL, UP, DashedLine, Dot, VGroup

from scenes.mobjects.plots.number_line import NumberLine, plane_point
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Formula
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, square, stage

if TYPE_CHECKING:
    from manim.typing import Point3DLike
    from numpy.typing import NDArray

    from scenes.stage.layout import NetworkPlaces
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced


SUM_ROOM, NOTE_ROOM = 0.34, 0.37
"""For the number below the curve, and for the name below the weights."""


@dataclass(frozen=True)
class IdeaPlaces:
    """Where ideas stand beside the network.

    Attributes
    ----------
    note_gap
        From the picture to its note.
    is_note_late
        Whether pixels would fly across the note on their way into the column.
    grid
        The weights of one neuron.
    plane
        The curve of its function.
    formula, formula_size
        Upper right corner of the formula of a layer, and its text size.
    function, function_width, function_edge
        Lower right corner of the words about the network as a function, where lines break, and
        where they are aligned.
    next_gap, names_side, names_gap
        From line to line of what comes next, and from name to name.
    """

    note_gap: float
    is_note_late: bool
    grid: Stage
    plane: Stage
    formula: NDArray[np.float64]
    formula_size: str
    function: NDArray[np.float64]
    function_width: float | None
    function_edge: NDArray[np.float64]
    next_gap: float
    names_side: NDArray[np.float64]
    names_gap: float


def idea_places(network: NetworkPlaces) -> IdeaPlaces:
    """Above and below the picture on a wide stage; on any other in a row with it."""
    area = stage()
    picture = square(network.image, network.image_side)
    if area.is_wide:
        side, foot = 1.5, area.bottom + SUM_ROOM
        weights = np.array([network.image[0], area.top - side / 2, 0.0])
        return IdeaPlaces(
            note_gap=0.16, is_note_late=False, grid=square(weights, side),
            plane=Stage(picture.left, picture.right, foot + 1.0, foot),
            formula=area.at(1, 1), formula_size="body",
            function=area.at(1, 0), function_width=None, function_edge=RIGHT,
            next_gap=0.65, names_side=RIGHT, names_gap=1.0,
        )  # fmt: skip
    row = Stage(picture.right + 0.35, area.right, picture.top, picture.bottom)
    # On a tall stage the formula stands below weights and curve, on a square one beside them.
    below = 0.45 if area.is_tall else 0.0
    side = row.height - NOTE_ROOM - below
    left = row.left + side + 0.35
    right = row.right if area.is_tall else left + 1.25
    in_row = IdeaPlaces(
        note_gap=0.08, is_note_late=True,
        grid=Stage(row.left, row.left + side, row.top, row.top - side),
        plane=Stage(left, right, row.top, row.bottom + below + SUM_ROOM),
        formula=row.at(1, 1), formula_size="note",
        function=row.at(1, 0), function_width=2.7, function_edge=RIGHT,
        next_gap=0.65, names_side=DOWN, names_gap=0.65,
    )  # fmt: skip
    if not area.is_tall:
        return in_row
    return replace(
        in_row,
        formula=row.at(1, 0) + 0.22 * UP, formula_size="body",
        function=area.at(1, 0), function_width=1.9, function_edge=LEFT,
        next_gap=1.0, names_gap=0.7,
    )  # fmt: skip


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
    corner
        Lower left corner of the plane.

    Attributes
    ----------
    plane, drop, dot, total, activation
        Axes with curve and name; the way from the sum up to the curve; the numbers at both ends.
    """

    def __init__(
        self,
        record: RecordView,
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

"""The plot of a function with its formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.typst_text import note
from scenes.stage import theme
from scenes.stage.layout import Stage, stage
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenes.mobjects.text.typst_text import Formula
    from scenes.subject.sourced import SourcedArray


@dataclass(frozen=True)
class CurvePlaces:
    """Where things stand.

    Attributes
    ----------
    planes
        Of each function's plot, between its axes.
    rise
        From the top of a plane to the middle of the formula above it.
    name_room
        What the learning curves leave free for their names.
    """

    planes: dict[str, Stage]
    rise: float
    name_room: float


def curve_places(functions: Iterable[str]) -> CurvePlaces:
    """Two functions below each other on a tall stage, on any other side by side."""
    area = stage()
    if area.is_tall:
        planes = [
            Stage(row.left + 0.6, row.right - 0.3, row.top - 1.8, row.bottom + 0.9)
            for row in area.rows(1, 1)
        ]
        return CurvePlaces(dict(zip(functions, planes, strict=True)), rise=1.25, name_room=1.3)
    lefts, width = ((0.05, 0.61), 0.39) if area.is_wide else ((0.09, 0.62), 0.35)
    planes = []
    for left in lefts:
        foot, top = area.at(left, 0.16), area.at(left + width, 0.66)
        planes.append(Stage(foot[0], top[0], top[1], foot[1]))
    return CurvePlaces(
        dict(zip(functions, planes, strict=True)),
        rise=0.27 * area.height, name_room=1.9 if area.is_wide else 1.3,
    )  # fmt: skip


CURVE_WIDTH, TAIL_WIDTH = 6.0, 11.0


class FunctionPanel(VGroup):
    """A plot of a function with its formula.

    Parameters
    ----------
    inputs, outputs
        The function at many places, shape (samples,) each.
    formula
        Stands above the middle of the plot, as far as the stage allows, at the height `formula_y`.
    """

    def __init__(
        self,
        sums: SourcedArray,
        activations: SourcedArray,
        inputs: SourcedArray,
        outputs: SourcedArray,
        *,
        formula: Formula,
        formula_y: float,
        plane: Stage,
        color: str,
    ) -> None:
        self.inputs, self.outputs = inputs, outputs
        self.plot = Plot(
            sums, activations, corner=plane.at(0, 0), width=plane.width, height=plane.height,
            across_name=note(_("sum")), up_name=note(_("activation")),
        )  # fmt: skip
        self.line = self.plot.line(inputs, outputs, color=color, width=CURVE_WIDTH, has_dots=False)
        self.formula = formula.move_to(self.plot.across.get_x() * RIGHT + formula_y * UP)
        beyond = self.formula.get_right()[0] - stage().right
        self.formula.shift(max(0.0, beyond) * LEFT)
        super().__init__(self.plot, self.formula, self.line)

    def tails(self, reach: float) -> VGroup:
        """The curve beyond `reach` on both sides of zero, thick."""
        low, high = (int(i) for i in np.searchsorted(self.inputs.values, (-reach, reach)))
        return VGroup(
            *(
                self.plot.line(
                    self.inputs.part(*ends), self.outputs.part(*ends),
                    color=theme.TEXT, width=TAIL_WIDTH, has_dots=False,
                )
                for ends in ((0, low), (high, self.inputs.size))
            )
        )  # fmt: skip

"""An activation function: its formula above its curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.layout import stage
from scenes.mobjects.plot import Plot
from scenes.mobjects.text import note
from scenes.words import _

if TYPE_CHECKING:
    from scenes.layout import Stage
    from scenes.mobjects.text import Formula
    from scenes.sourced import SourcedArray

CURVE_WIDTH, TAIL_WIDTH = 6.0, 11.0


class FunctionPanel(VGroup):
    """A plot of a function with its formula.

    Parameters
    ----------
    sums, activations
        The numbers on the axes.
    inputs, outputs
        The function at many places, shape (samples,) each.
    formula
        Stands above the middle of the plot, as far as the stage allows, at the height `formula_y`.
    plane
        Between the axes.

    Attributes
    ----------
    plot, formula, line
        The parts.
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

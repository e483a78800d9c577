"""What stands above and below the parts of a layer's equation: letters, formula, size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, RIGHT, AnimationGroup, VGroup

from scenes import theme
from scenes.layout import stage
from scenes.mobjects.equation_room import LETTER_UP
from scenes.mobjects.text import Formula, Words
from scenes.words import _

if TYPE_CHECKING:
    from scenes.mobjects.layer_equation import LayerEquation

ABOVE_VECTORS = 0.28
"""From the higher of two vectors up to the middle of their letters."""


class EquationHeaders(VGroup):
    """The letters of the parts, and the formula that they make.

    Attributes
    ----------
    weights, inputs
        The letters above the matrix and above its vector.
    formula
        `f(W a + b)`, hidden at first: `reveal` shows its parts `opening`, `product`, `bias` and
        `closing`.
    size
        How large the matrix truly is.
    """

    def __init__(self, equation: LayerEquation) -> None:
        top = stage().top - LETTER_UP
        low = top
        if equation.room.is_stacked:
            vectors = (equation.inputs, equation.sums)
            low = max(float(part.get_top()[1]) for part in vectors) + ABOVE_VECTORS
        self.weights = Formula("W").set_x(equation.weights.get_x()).set_y(top)
        self.inputs = Formula("a").set_x(equation.inputs.get_x()).set_y(low)
        code = (
            f"{{{{ {equation.function}\\( : opening }}}} {{{{ W a : product }}}}"
            " {{ + b : bias }} {{ \\) : closing }}"
        )
        self.formula = Formula(code)
        self.formula.select("opening")[:-1].set_color(equation.palette.signal)
        self.formula.select("bias")[-1].set_color(equation.palette.bias)
        self.formula.set_y(low).set_opacity(0)
        self.formula.set_x((equation.equals.get_left()[0] + equation.right) / 2)
        self.size = _size(equation)
        if equation.room.is_stacked:
            self.size.next_to(self.weights, RIGHT, buff=0.3)
            heading = VGroup(self.weights, self.size).set_x(equation.weights.get_x())
            # It may be longer than the matrix is wide.
            heading.shift(max(0.0, stage().left - float(heading.get_left()[0])) * RIGHT)
        else:
            self.size.next_to(equation.weights, DOWN, buff=0.2)
        super().__init__(self.weights, self.inputs, self.formula, self.size)

    def reveal(self, *parts: str) -> AnimationGroup:
        """Let parts of the formula appear."""
        found = [self.formula.select(part) for part in parts]
        return AnimationGroup(*(part.animate.set_opacity(1) for part in found))


def _size(equation: LayerEquation) -> Words:
    template = _("{rows} × {columns}")
    if equation.drawn.is_elided:
        template = _("{rows} × {columns}; the columns with the largest terms are drawn")
    rows, columns = (
        equation.record.number(f"model.layer_sizes[{i}]", decimals=None)
        for i in (equation.layer + 1, equation.layer)
    )
    return Words(template, size="note", color=theme.SECONDARY, rows=rows, columns=columns)

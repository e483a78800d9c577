"""What a neuron computes, at first without its bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT

from scenes.mobjects.text import Formula

if TYPE_CHECKING:
    from manim import Animation

    from scenes.theme import Palette

FUNCTIONS = {"sigmoid": "sigma", "relu": '"ReLU"'}
SUM = r"\( w_1 a_1 + w_2 a_2 + dots.c + w_n a_n {{ + b : bias }} {{ \) : close }}"


class NeuronFormula(Formula):
    """A function of a weighted sum; its bracket can open for a bias.

    Parameters
    ----------
    activation
        Name of the function.
    palette
        Colors of the function and of the bias.

    Attributes
    ----------
    bias, bracket
        The term that is hidden at first, and what then closes before it.
    """

    def __init__(self, activation: str, palette: Palette) -> None:
        function = FUNCTIONS.get(activation, f'"{activation}"')
        super().__init__(
            f"{{{{ {function} : f }}}} {SUM}", colors={"f": palette.signal, "bias": palette.bias}
        )
        self.bias, self.bracket = self.select("bias"), self.select("close")
        left = self.bias.get_left()[0]
        before = [g for g in self.family_members_with_points() if g.get_right()[0] < left]
        self.room = self.bias.get_right()[0] - max(glyph.get_right()[0] for glyph in before)
        self.bias.set_opacity(0)
        self.bracket.shift(-self.room * RIGHT)

    def admit_bias(self) -> list[Animation]:
        """Let the bias in, and the bracket make room for it."""
        return [
            self.bracket.animate.shift(self.room * RIGHT).build(),
            self.bias.animate.set_opacity(1).build(),
        ]

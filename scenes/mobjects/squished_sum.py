"""One sum on a number line, and what it is squished to on another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, VGroup

from scenes.mobjects.neuron import Neuron
from scenes.mobjects.value_label import ValueLabel
from scenes.scales import brightness

if TYPE_CHECKING:
    from scenes.mobjects.number_line import NumberLine
    from scenes.sourced import Sourced
    from scenes.theme import Palette

DOT, RADIUS = 0.12, 0.17


class SquishedSum(VGroup):
    """A dot at the sum, a neuron at the activation, each with its number.

    Parameters
    ----------
    line, short_line
        Where sums are, and where what they are squished to is: 0..1.
    sum_, activation
        Before and after.
    height
        Of the stem below the number of the sum, scene units.
    palette
        Of the sum's sign, and of the activation's number.

    Attributes
    ----------
    dot, flag
        The sum: a disc in the color of its sign, and its number on a stem.
    neuron, value
        The activation: a disc as bright as that, and its number.
    """

    def __init__(
        self,
        line: NumberLine,
        short_line: NumberLine,
        sum_: Sourced,
        activation: Sourced,
        *,
        height: float,
        palette: Palette,
    ) -> None:
        self.dot = Neuron(radius=DOT).move_to(line.point(sum_.value))
        self.dot.set_fill(palette.sign(sum_.value)).fills = (sum_,)
        self.flag = line.flag(sum_, height)
        self.neuron = Neuron(radius=RADIUS).move_to(short_line.point(activation.value))
        self.neuron.fire(activation, float(brightness([activation.value], "sigmoid")[0]))
        self.value = ValueLabel(activation, color=palette.signal)
        self.value.next_to(self.neuron, UP, buff=0.2)
        super().__init__(self.dot, self.flag, self.neuron, self.value)

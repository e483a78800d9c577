"""The neuron that pushes another one most, ringed, with its push."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, Circle, VGroup

from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from scenes.mobjects.network_diagram import NetworkDiagram
    from scenes.sourced import SourcedArray

AROUND = 0.06
"""Between a disc and its ring, scene units."""


class PushMark(VGroup):
    """A ring around the neuron with the largest contribution, and that contribution.

    Parameters
    ----------
    diagram
        Whose neurons they are.
    layer
        Theirs, counted from 0, the first one after the input.
    contributions
        What each of them adds to one neuron of the next layer, shape (neurons,).

    Attributes
    ----------
    neuron
        Which of them it is.
    ring, value
        The parts.
    """

    def __init__(self, diagram: NetworkDiagram, layer: int, contributions: SourcedArray) -> None:
        self.neuron = int(contributions.values.argmax())
        disc = diagram.columns[layer][self.neuron]
        self.ring = Circle(disc.width / 2 + AROUND, color=diagram.palette.signal, stroke_width=3)
        self.ring.move_to(disc)
        push = contributions[self.neuron].shown_as(signed=True)
        self.value = ValueLabel(push, color=diagram.palette.sign(push.value))
        self.value.next_to(self.ring, LEFT, buff=0.18)
        super().__init__(self.ring, self.value)

"""The network's answer, boxed, with how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, VGroup

from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from scenes.mobjects.network_diagram import NetworkDiagram
    from scenes.sourced import SourcedArray


class AnswerMark(VGroup):
    """A box around the brightest output neuron with its name, its activation beside it.

    Parameters
    ----------
    diagram
        Whose output neurons they are.
    outputs
        Shape (classes,).

    Attributes
    ----------
    answer
        Which of them is brightest.
    box, value
        The parts.
    """

    def __init__(self, diagram: NetworkDiagram, outputs: SourcedArray) -> None:
        self.answer = int(outputs.values.argmax())
        self.box = diagram.answer_box(self.answer)
        self.value = ValueLabel(outputs[self.answer], color=diagram.palette.signal)
        self.value.next_to(self.box, RIGHT, buff=0.15)
        super().__init__(self.box, self.value)

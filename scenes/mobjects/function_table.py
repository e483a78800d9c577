"""A function at a few numbers, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.mobjects.text import Formula, Name, Words
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenes.sourced import Sourced

PITCH = 0.75
GAP = 0.3
"""On both sides of a sign of equality, scene units."""


class FunctionTable(VGroup):
    """Lines such as `f(0) = 0.50`, with their signs of equality one below the other.

    Parameters
    ----------
    inputs, outputs
        Numbers, and the function at each of them.
    name
        Of the function: one letter.
    color
        Of the name and of the outputs.
    bounds
        Values that the function comes close to but never takes: a number of a machine that
        equals one of them was rounded, and its line says so.

    Attributes
    ----------
    calls, signs, values
        The columns.
    """

    def __init__(
        self,
        inputs: Iterable[Sourced],
        outputs: Iterable[Sourced],
        *,
        name: str,
        color: str,
        bounds: tuple[float, ...] = (),
    ) -> None:
        self.calls, self.signs, self.values = VGroup(), VGroup(), VGroup()
        for line, (before, after) in enumerate(zip(inputs, outputs, strict=True)):
            sign = Formula("approx" if after.value in bounds else "=")
            sign.move_to(line * PITCH * DOWN)
            call = Words("{name}({number})", name=Name(name), number=before)
            call.slot("name").set_color(color)
            value = ValueLabel(after, size="body", color=color)
            call.next_to(sign.get_center(), LEFT, buff=sign.width / 2 + GAP)
            value.next_to(sign.get_center(), RIGHT, buff=sign.width / 2 + GAP)
            foot = value.submobjects[0].get_bottom()[1]
            call.shift((foot - call.slot("number")[-1].get_bottom()[1]) * UP)
            self.calls.add(call)
            self.signs.add(sign)
            self.values.add(value)
        super().__init__(self.calls, self.signs, self.values)

    def lines(self) -> list[VGroup]:
        """The lines, each whole."""
        columns = zip(self.calls, self.signs, self.values, strict=True)
        return [VGroup(*parts) for parts in columns]

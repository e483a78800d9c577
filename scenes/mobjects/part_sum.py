"""A digit as the sum of its parts: nine = loop + line."""

from __future__ import annotations

from manim import RIGHT, VGroup

from scenes.mobjects.pen_part import PenDigit, PenPart
from scenes.mobjects.text import label

SLOT = 1.1
"""From part to part, in heights of the digit."""


class PartSum(VGroup):
    """A digit in pen strokes and, to its right, every stroke again, with signs between them.

    Parameters
    ----------
    digit
        One of `DIGIT_PARTS`.
    height
        Of the digit, in scene units.

    Attributes
    ----------
    written, signs, parts
        The digit, the signs, and its strokes beside it, each as high up as in the digit.
    """

    def __init__(self, digit: int, *, height: float) -> None:
        slot = SLOT * height
        self.written = PenDigit(digit, height=height)
        self.signs, self.parts = VGroup(), VGroup()
        for i, stroke in enumerate(self.written, start=1):
            sign = label("=" if i == 1 else "+", size="title")
            self.signs.add(sign.move_to((i - 0.5) * slot * RIGHT))
            self.parts.add(stroke.copy().set_x(i * slot))
        super().__init__(self.written, self.signs, self.parts)

    def part(self, name: str) -> PenPart | None:
        """Its stroke of this name, if it has one."""
        return next((part for part in self.parts if part.name == name), None)

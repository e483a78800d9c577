"""A digit as the sum of its parts: nine = loop + line."""

from __future__ import annotations

from manim import RIGHT, VGroup

from scenes.mobjects.pen_part import PenDigit, PenPart
from scenes.mobjects.text import label

SLOT = 1.1


class PartSum(VGroup):
    """A digit in pen strokes and, to its right, every stroke again, with signs between them.

    Parameters
    ----------
    digit
        One of `DIGIT_PARTS`.
    height
        Of the digit, in scene units.
    slot
        From part to part, in heights of the digit.
    sign_size
        Of the signs between them.
    balanced
        Whether a sign is as far from the stroke at its left as from that at its right, for narrow
        slots; else it stands halfway between their middles.

    Attributes
    ----------
    written, signs, parts
        The digit, the signs, and its strokes beside it, each as high up as in the digit.
    """

    def __init__(
        self,
        digit: int,
        *,
        height: float,
        slot: float = SLOT,
        sign_size: str = "title",
        balanced: bool = False,
    ) -> None:
        step = slot * height
        self.written = PenDigit(digit, height=height)
        self.signs, self.parts = VGroup(), VGroup()
        for i, stroke in enumerate(self.written, start=1):
            sign = label("=" if i == 1 else "+", size=sign_size)
            self.signs.add(sign.move_to((i - 0.5) * step * RIGHT))
            self.parts.add(stroke.copy().set_x(i * step))
            if balanced:
                before = self.parts[-2] if i > 1 else self.written
                ends = before.get_right()[0], self.parts[-1].get_left()[0]
                sign.set_x(sum(ends) / 2)
        super().__init__(self.written, self.signs, self.parts)

    def part(self, name: str) -> PenPart | None:
        """Its stroke of this name, if it has one."""
        return next((part for part in self.parts if part.name == name), None)

"""A connection that we hope for: dashed, since it stands for no weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, DashedLine

from scenes import theme

if TYPE_CHECKING:
    from manim import Mobject

GAP = 0.05
"""From the line to what it connects, in scene units."""


class HopedLink(DashedLine):
    """A quiet dashed line from one thing to another on its right."""

    def __init__(self, start: Mobject, end: Mobject) -> None:
        super().__init__(
            start.get_right() + GAP * RIGHT, end.get_left() + GAP * LEFT, dash_length=0.09
        )
        self.set_stroke(theme.SECONDARY, width=2)

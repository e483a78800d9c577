"""A sum as a bar that rises above zero or sinks below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes import theme
from scenes.mobjects.text import Words, label
from scenes.words import _

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from scenes.sourced import Sourced

WIDTH = 0.34
THINNEST = 0.004


class SumBar(VGroup):
    """A bar from zero to a sum, in the color of its sign.

    Parameters
    ----------
    sourced
        What it shows first.
    within
        All that it will show: the largest magnitude reaches an end of the axis.
    height
        Of the axis, from end to end.
    palette
        Whose sign colors are used.

    Attributes
    ----------
    axis, zero, bar, names
        The parts; the names stand at zero and at both ends.
    sourced
        What it shows now.
    """

    def __init__(
        self, sourced: Sourced, *, within: ArrayLike, height: float, palette: theme.Palette
    ) -> None:
        self.largest = float(np.abs(np.asarray(within, dtype=np.float64)).max(initial=0.0))
        self.palette = palette
        half = height / 2
        self.axis = Line(half * DOWN, half * UP, color=theme.RULE, stroke_width=2)
        self.zero = Line(WIDTH * LEFT, WIDTH * RIGHT)
        self.zero.set_stroke(theme.SECONDARY, width=2)
        self.bar = Rectangle(width=WIDTH, height=1, stroke_width=0, fill_opacity=1)
        self.names = VGroup(
            label("0").next_to(self.zero, LEFT, buff=0.12),
            Words(_("for"), size="note", color=palette.positive).next_to(self.axis, UP, buff=0.12),
            Words(_("against"), size="note", color=palette.negative).next_to(
                self.axis, DOWN, buff=0.12
            ),
        )
        super().__init__(self.axis, self.bar, self.zero, self.names)
        self.show(sourced)

    def show(self, sourced: Sourced) -> Self:
        """Show another sum."""
        self.sourced = sourced
        share = abs(sourced.value) / self.largest if self.largest > 0 else 0.0
        up = DOWN if sourced.value < 0 else UP
        self.bar.stretch_to_fit_height(max(min(share, 1.0) * self.axis.height / 2, THINNEST))
        self.bar.move_to(self.zero.get_center(), aligned_edge=-up)
        self.bar.set_fill(self.palette.sign(sourced.value))
        self.bar.fills = (sourced,)
        return self

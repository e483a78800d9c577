"""The outputs as bars that are laid end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Animation,
    GrowFromEdge,
    Line,
    Rectangle,
    VGroup,
)

from scenes.mobjects.text.typst_text import Words, label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.subject.sourced import Sourced

BAR_HEIGHT = 0.42
"""Scene units."""
STACK_HEIGHT = 1.0
THIN = 0.1
"""A bar of this width has no rim: there would be nothing else to see of it."""
TICK = 0.3
"""How far the mark at one reaches below the line."""


class OutputBars(VGroup):
    """Numbers from 0 on as bars, each in a row of its own; `line` is where they are added up.

    Parameters
    ----------
    rows
        The height of each bar's middle.
    left, length
        Where all bars begin, and what is the longer: the number one, or all bars end to end.
    """

    def __init__(
        self,
        numbers: Sequence[Sourced],
        total: Sourced,
        *,
        rows: Sequence[float],
        left: float,
        length: float,
    ) -> None:
        unit = length / max(1.0, total.value)
        self.bars = VGroup()
        for number, y in zip(numbers, rows, strict=True):
            bar = Rectangle(width=unit * number.value, height=BAR_HEIGHT)
            bar.set_stroke(theme.BACKGROUND, width=2 if bar.width > THIN else 0).set_fill(
                theme.TEXT, opacity=1
            ).move_to([left, y, 0], aligned_edge=LEFT)
            bar.fills = (number,)
            self.bars.add(bar)
        start = np.array([left, float(np.mean(rows)), 0.0])
        self.line = Line(start, start + length * RIGHT, color=theme.SECONDARY, stroke_width=4)
        tick = Line(ORIGIN, TICK * DOWN, color=theme.TEXT, stroke_width=5)
        tick.shift(start + unit * RIGHT)
        self.one = VGroup(
            tick, label("1", size="focus", color=theme.TEXT).next_to(tick, DOWN, buff=0.12)
        )
        self.sum = VGroup(
            Words(_("sum"), color=theme.SECONDARY),
            ValueLabel(total, size="title", color=theme.TEXT),
        ).arrange(RIGHT, buff=0.25, aligned_edge=DOWN)
        self.sum.next_to(start + STACK_HEIGHT * UP, UP, buff=0.25).align_to(start, LEFT)
        super().__init__(self.line, self.bars, self.one, self.sum)

    def growing(self) -> list[Animation]:
        """Let each bar grow in its row."""
        return [GrowFromEdge(bar, LEFT) for bar in self.bars]

    def end_to_end(self) -> list[Animation]:
        """Let the bars come to the line, one behind the other."""
        place, moves = self.line.get_start(), []
        for bar in self.bars:
            laid = bar.animate.stretch_to_fit_height(STACK_HEIGHT)
            moves.append(laid.move_to(place, aligned_edge=DL).build())
            place = place + bar.width * RIGHT
        return moves

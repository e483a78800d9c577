"""Bars grow, lines are drawn, strokes are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from manim import (
    LEFT,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    GrowFromEdge,
    Succession,
    linear,
)

if TYPE_CHECKING:
    from manim import VMobject

    from scenes.mobjects.plots.bars import NamedBars

AROUND = 0.4
"""Time in which a name appears, and in which a number does, in seconds."""


def grow_bar(bars: NamedBars, row: int, *, seconds: float) -> Animation:
    """Let a bar grow out of its left end as its name appears, and then its number."""
    return Succession(
        AnimationGroup(
            FadeIn(bars.names[row], run_time=AROUND),
            GrowFromEdge(bars.bars[row], LEFT, run_time=seconds),
        ),
        FadeIn(bars.values[row], run_time=AROUND),
    )


def draw_together(lines: Iterable[VMobject], *, seconds: float) -> Animation:
    """Draw many lines side by side, from left to right."""
    return AnimationGroup(*(Create(line, rate_func=linear, run_time=seconds) for line in lines))


def write(strokes: Iterable[VMobject], *, seconds: float) -> Animation:
    """Draw strokes one after the other, as a pen does."""
    return Succession(*(Create(stroke) for stroke in strokes), run_time=seconds)

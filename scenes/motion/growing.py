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
    LaggedStart,
    Succession,
    linear,
)

if TYPE_CHECKING:
    from manim import VMobject

    from scenes.mobjects.plots.bars import NamedBars
    from scenes.mobjects.plots.plot import PlotLine

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


DOT_SECONDS = 0.25


def draw_line(line: PlotLine, *, seconds: float) -> Animation:
    """Draw a line from left to right; each dot appears when the line has come to it."""
    coming = [FadeIn(dot, scale=0.4, run_time=DOT_SECONDS) for dot in line.dots]
    step = seconds / max(len(coming) - 1, 1)
    return AnimationGroup(
        Create(line.curve, rate_func=linear, run_time=seconds),
        LaggedStart(*coming, lag_ratio=step / DOT_SECONDS),
    )


def draw_together(lines: Iterable[PlotLine], *, seconds: float) -> Animation:
    """Draw many lines side by side, from left to right."""
    return AnimationGroup(
        *(Create(line.curve, rate_func=linear, run_time=seconds) for line in lines)
    )


def write(strokes: Iterable[VMobject], *, seconds: float) -> Animation:
    """Draw strokes one after the other, as a pen does."""
    return Succession(*(Create(stroke) for stroke in strokes), run_time=seconds)

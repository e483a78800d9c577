"""Lines of a plot are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Animation, AnimationGroup, Create, FadeIn, LaggedStart, linear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenes.mobjects.plot import PlotLine
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

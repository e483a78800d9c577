"""Bars grow to the number that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, Animation, AnimationGroup, FadeIn, GrowFromEdge, Succession

if TYPE_CHECKING:
    from scenes.mobjects.named_bars import NamedBars

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

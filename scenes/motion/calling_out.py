"""A cell of a picture is called out, another one, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Animation, FadeIn, FadeOut, Mobject, ReplacementTransform, Succession, Transform

if TYPE_CHECKING:
    from scenes.mobjects.callout import CellCallout


def one_then_other(one: Mobject, other: Mobject, *, seconds: float = 2.0) -> Animation:
    """Fade one text out, then another in: laid over each other, neither could be read."""
    return Succession(FadeOut(one), FadeIn(other), run_time=seconds)


def move_on(before: CellCallout, after: CellCallout) -> list[Animation]:
    """Glide from one cell to another."""
    parts = ((before.rays, after.rays), (before.frame, after.frame), (before.swatch, after.swatch))
    return [
        *(ReplacementTransform(part, other) for part, other in parts),
        one_then_other(before.value, after.value),
    ]


def round_off(callout: CellCallout) -> list[Animation]:
    """Turn the frame and the large cell into discs."""
    return [
        Transform(callout.swatch, callout.swatch.rounded()),
        Transform(callout.frame, callout.frame.rounded()),
        Transform(callout.rays, callout.rounded_rays()),
    ]

"""Strokes are written, come apart, and take their places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from manim import (
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    LaggedStart,
    Succession,
    TransformFromCopy,
)

if TYPE_CHECKING:
    from manim import Mobject, VMobject

    from scenes.mobjects.part_sum import PartSum


def write(strokes: Iterable[VMobject], *, seconds: float) -> Animation:
    """Draw strokes one after the other, as a pen does."""
    return Succession(*(Create(stroke) for stroke in strokes), run_time=seconds)


def come_apart(row: PartSum, *, seconds: float) -> Animation:
    """Let the strokes of a written digit slide out of it, and signs appear between them."""
    slides = map(TransformFromCopy, row.written, row.parts)
    return AnimationGroup(*slides, FadeIn(row.signs), run_time=seconds)


def travel_to(parts: Iterable[Mobject], places: Iterable[Mobject], *, seconds: float) -> Animation:
    """Let parts become what stands at their places, one a little after the other."""
    moves = [part.animate.become(place) for part, place in zip(parts, places, strict=True)]
    return LaggedStart(*moves, lag_ratio=0.15, run_time=seconds)

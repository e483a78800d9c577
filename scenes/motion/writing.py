"""Strokes are written, and strokes take their places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from manim import Animation, Create, LaggedStart, Succession

if TYPE_CHECKING:
    from manim import Mobject, VMobject


def write(strokes: Iterable[VMobject], *, seconds: float) -> Animation:
    """Draw strokes one after the other, as a pen does."""
    return Succession(*(Create(stroke) for stroke in strokes), run_time=seconds)


def travel_to(parts: Iterable[Mobject], places: Iterable[Mobject], *, seconds: float) -> Animation:
    """Let parts become what stands at their places, one a little after the other."""
    moves = [part.animate.become(place) for part, place in zip(parts, places, strict=True)]
    return LaggedStart(*moves, lag_ratio=0.15, run_time=seconds)

"""Lines are drawn, strokes are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from manim import Animation, AnimationGroup, Create, Succession, linear

if TYPE_CHECKING:
    from manim import VMobject


def draw_together(lines: Iterable[VMobject], *, seconds: float) -> Animation:
    """Draw many lines side by side, from left to right."""
    return AnimationGroup(*(Create(line, rate_func=linear, run_time=seconds) for line in lines))


def write(strokes: Iterable[VMobject], *, seconds: float) -> Animation:
    """Draw strokes one after the other, as a pen does."""
    return Succession(*(Create(stroke) for stroke in strokes), run_time=seconds)

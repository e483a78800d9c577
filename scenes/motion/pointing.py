"""Pointing at what a caption speaks of, while it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import (
    AnimationGroup,
    FadeIn,
    FadeOut,
    Rectangle,
    Succession,
    Transform,
    there_and_back,
)

from scenes.mobjects.text.typst_text import Formula, Words
from scenes.mobjects.text.value_label import ValueLabel

if TYPE_CHECKING:
    import numpy as np
    from manim import Animation, Mobject
    from numpy.typing import NDArray

PULSE_SECONDS = 0.8
PULSE_SCALE = 1.12


def pulse(*mobjects: Mobject, color: str, scale: float = PULSE_SCALE) -> Animation:
    """Let things grow a little and shrink again; words turn into a color on the way.

    Each grows around its own middle and is the same afterwards.
    """
    return AnimationGroup(
        *(_swelling(mobject, color, scale) for mobject in mobjects), run_time=PULSE_SECONDS
    )


def _swelling(mobject: Mobject, color: str, scale: float) -> Animation:
    target = mobject.copy().scale(scale)
    for part in target.get_family():
        if isinstance(part, Words | Formula | ValueLabel):
            part.set_color(color)
    return Transform(mobject, target, rate_func=there_and_back)


def run_along(places: NDArray[np.float64], color: str, *, seconds: float = 1.8) -> Animation:
    """Let a mark run along an input column, past every pixel; their places have shape (n, 3)."""
    mark = Rectangle(width=0.34, height=0.1, color=color, stroke_width=4).move_to(places[0])
    run = mark.animate(run_time=seconds - 0.4).move_to(places[-1]).build()
    return Succession(FadeIn(mark, run_time=0.2), run, FadeOut(mark, run_time=0.2))

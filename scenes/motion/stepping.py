"""Something goes step by step through the rows of a record."""

from __future__ import annotations

from typing import Any

from manim import Animation, linear

from scenes.mobjects.answer_board import AnswerBoard, SweptPixel


class StepThrough(Animation):
    """Show one step after another; nothing is interpolated.

    Parameters
    ----------
    mobject
        At its first step before, at its last one after.

    Attributes
    ----------
    passing_values
        What a viewer sees go by; the ledger of the scene lists them.
    """

    def __init__(self, mobject: AnswerBoard | SweptPixel, **kwargs: Any) -> None:
        self.passing_values = tuple(
            value for step in range(mobject.steps) for value in mobject.shown_at(step)
        )
        self.step = 0
        kwargs.setdefault("rate_func", linear)
        super().__init__(mobject, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the step whose turn it is."""
        step = min(int(self.rate_func(alpha) * self.mobject.steps), self.mobject.steps - 1)
        if step != self.step:
            self.step = step
            self.mobject.show_step(step)

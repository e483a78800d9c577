"""A bias slides, and what depends on it slides along."""

from __future__ import annotations

from typing import Any

from manim import Animation

from scenes.mobjects.firing_plot import FiringBars, ShiftedCurve, Threshold


class Slide(Animation):
    """Move a part of a plot from where one bias puts it to where another does.

    Parameters
    ----------
    part
        It ends at the second bias.
    start, end
        The biases.
    """

    def __init__(
        self, part: ShiftedCurve | FiringBars | Threshold, start: float, end: float, **kwargs: Any
    ) -> None:
        self.start, self.end = start, end
        super().__init__(part, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand between the two places."""
        share = self.rate_func(alpha)
        self.mobject.slide((1 - share) * self.start + share * self.end)

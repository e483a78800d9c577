"""Numbers that count: every number shown in between is a computed one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Animation, linear

from scenes.mobjects.plots.bars import SumBar
from scenes.mobjects.text.value_label import ValueLabel
from scenes.subject.sourced import Sourced


class Count(Animation):
    """Show one sourced value after another in a label or as a bar; the last one stays.

    Nothing is interpolated: between two running sums there is no third. The ledger of the scene
    lists all `passing_values`.
    """

    def __init__(
        self, label: ValueLabel | SumBar, values: Sequence[Sourced], **kwargs: Any
    ) -> None:
        self.passing_values = tuple(values)
        kwargs.setdefault("rate_func", linear)
        super().__init__(label, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the value whose turn it is."""
        turn = int(self.rate_func(alpha) * len(self.passing_values))
        value = self.passing_values[min(turn, len(self.passing_values) - 1)]
        if value is not self.mobject.sourced:
            self.mobject.show(value)

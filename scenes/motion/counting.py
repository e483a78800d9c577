"""Numbers that count: every number shown in between is a computed one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, UP, Animation, VMobject, linear, smooth
from numpy.typing import NDArray

from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.text.value_label import ValueLabel, character_outlines
from scenes.subject.sourced import Sourced


class Count(Animation):
    """Show one sourced value after another in a label; the last one stays.

    Nothing is interpolated: between two running sums there is no third. The ledger of the scene
    lists all `passing_values`.
    """

    def __init__(self, label: ValueLabel, values: Sequence[Sourced], **kwargs: Any) -> None:
        self.passing_values = tuple(values)
        kwargs.setdefault("rate_func", linear)
        super().__init__(label, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the value whose turn it is."""
        turn = int(self.rate_func(alpha) * len(self.passing_values))
        value = self.passing_values[min(turn, len(self.passing_values) - 1)]
        if value is not self.mobject.sourced:
            self.mobject.show(value)


class FollowActivation(Animation):
    """Let a neuron hold one computed activation after another, each as bright as its level."""

    def __init__(
        self, neuron: Neuron, values: Sequence[Sourced], levels: NDArray[np.float64], **kwargs: Any
    ) -> None:
        self.passing_values, self.levels = tuple(values), levels
        kwargs.setdefault("rate_func", smooth)
        super().__init__(neuron, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Hold the activation whose turn it is."""
        last = len(self.passing_values) - 1
        turn = min(int(self.rate_func(alpha) * (last + 1)), last)
        self.mobject.fire(self.passing_values[turn], float(self.levels[turn]))


ROLL = 0.4
"""How far digits slide, in heights of the em square."""


class Roll(Animation):
    """Let a label show another value: digits that change slide up and out, then new ones slide in.

    Old and new digits are never seen together: over each other, neither could be read. Nothing in
    between is a number, so nothing false is shown. They slide no farther than `room`, in scene
    units: what stands above or below a number may be near.
    """

    def __init__(
        self, label: ValueLabel, value: Sourced, *, room: float = np.inf, **kwargs: Any
    ) -> None:
        self.value, self.room = value, room
        kwargs.setdefault("run_time", 0.6)
        super().__init__(label, suspend_mobject_updating=False, **kwargs)

    def begin(self) -> None:
        """Part the glyphs into those that stay, that leave and that come."""
        label = self.mobject
        after = label.copy().show(self.value)
        before, coming = character_outlines(label), character_outlines(after)
        staying = [key for key in before if key in coming]
        self._leaving = _outline(label, [before[key] for key in before if key not in staying])
        self._coming = _outline(label, [coming[key] for key in coming if key not in staying])
        self._distance = min(ROLL * label.em_height, self.room)
        self._opacity = label.glyphs.get_fill_opacity()
        super().begin()
        label.glyphs.set_points(_joined([before[key] for key in staying]))
        label.add(self._leaving, self._coming)

    def interpolate_mobject(self, alpha: float) -> None:
        """Slide digits out in the first half, and others in by the same way in the second."""
        # From -1, where all that leaves is there, to 1, where all that comes is.
        turn = 2 * self.rate_func(alpha) - 1
        for part, shown, side in ((self._leaving, -turn, UP), (self._coming, turn, DOWN)):
            seen = max(0.0, shown)
            way = (1 - seen) * self._distance * side
            part.set_points(part.at_rest + way).set_fill(opacity=seen * self._opacity)

    def clean_up_from_scene(self, scene: Any) -> None:
        """Show the new value as any label does."""
        super().clean_up_from_scene(scene)
        for part in (self._leaving, self._coming):
            part.reset_points()
            self.mobject.remove(part)
        self.mobject.show(self.value)


class _Sliding(VMobject):
    at_rest: NDArray[np.float64]


def _outline(label: ValueLabel, outlines: Sequence[NDArray[np.float64]]) -> _Sliding:
    sliding = _Sliding(stroke_width=0, fill_color=label.glyph_color)
    sliding.at_rest = _joined(outlines)
    return sliding


def _joined(outlines: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.concatenate([np.zeros((0, 3)), *outlines])

"""A line of sums, and where picture, weights and tiles stand above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Line, Rectangle, VGroup, linear

from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.mobjects.text.typst_text import em, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced

COLUMNS = 5
GAP = 0.3
TICK, THICKNESS = 0.14, 0.2
NEVER_WIDER = 5.0
QUESTION_ROOM = 1.0
"""Between the four pictures and the line's tiles where they are close to each other."""


@dataclass(frozen=True)
class MaskPlaces:
    """Where things stand.

    Attributes
    ----------
    picture, weights
        The two large grids, the weights on the left or above: sums above zero lie right below the
        picture.
    upper, lower
        The weights and four tiles, in a row at the top of a wide stage; five tiles on the line of
        sums.
    y, left, right
        Height and ends of the line of sums.
    """

    picture: Stage
    weights: Stage
    upper: tuple[Stage, ...]
    lower: tuple[Stage, ...]
    y: float
    left: float
    right: float

    @property
    def shown_weights(self) -> Stage:
        """Where the weights stand large above the tiles on the line."""
        row = self.lower[0].top + GAP
        side = min(self.upper[0].top - row, NEVER_WIDER)
        return square([(self.left + self.right) / 2, row + side / 2, 0], side)


def mask_places(area: Stage) -> MaskPlaces:
    """The line of sums at the bottom, everything else above it."""
    y = area.bottom + em("number") + 0.380556
    pitch = area.width / COLUMNS
    above = area.top - y - TICK
    side = min(pitch - GAP, (above - GAP) / 2)
    xs = [area.left + (column + 0.5) * pitch for column in range(COLUMNS)]
    lower = tuple(square([x, y + TICK + 0.1 + side / 2, 0], side) for x in xs)
    upper = tuple(square([x, area.top - side / 2, 0], side) for x in xs)
    if not area.is_wide:
        # The weights stand above the four pictures, as large as there is room.
        up = lower[0].center[1] + lower[0].height + QUESTION_ROOM
        four = tuple(
            square([room.center[0], up, 0], side) for room in area.columns(*[1] * len(lower[1:]))
        )
        large = min(area.top - four[0].top - GAP, area.width, NEVER_WIDER)
        upper = (square([area.center[0], area.top - large / 2, 0], large), *four)
    room = Stage(area.left, area.right, area.top, y + THICKNESS + em("focus") + 0.370833)
    one, other = (room.rows if area.is_tall else room.columns)(1, 1, gap=2 * GAP)
    large = min(one.width, one.height, NEVER_WIDER)
    return MaskPlaces(
        square(other.center, large), square(one.center, large), upper, lower, y, xs[0], xs[-1]
    )


class SumLine(QuickCopy, VGroup):
    """A line of sums: a bar from zero to the present sum, which is written above its end.

    Parameters
    ----------
    ends
        The smallest and the largest sum, which are as far from zero.
    zero
        A sum of nothing, where the bar begins.
    """

    def __init__(self, ends: tuple[Sourced, Sourced], zero: Sourced, *, places: MaskPlaces) -> None:
        self.places, self.reach = places, ends[1].value
        self.sourced = zero
        line = Line([places.left, places.y, 0], [places.right, places.y, 0])
        self.axis = VGroup(line, *(self._tick(each) for each in (ends[0], zero, ends[1])))
        self.axis.set_stroke(theme.SECONDARY, width=4)
        self.labels = VGroup(*(self.below(each) for each in (ends[0], zero, ends[1])))
        self.bar = Rectangle(width=1, height=THICKNESS, stroke_width=0)
        self.bar.set_fill(theme.TEXT, opacity=1)
        self.total = ValueLabel(zero, size="focus")
        self.name_of_sums = note(_("sum"))
        self.name_of_sums.next_to(line.get_left(), UP, buff=0.2, aligned_edge=LEFT)
        super().__init__(self.axis, self.labels, self.bar, self.total, self.name_of_sums)
        self.show(zero)

    def at(self, value: float) -> NDArray[np.float64]:
        """Where a sum stands on the line."""
        middle = (self.places.left + self.places.right) / 2
        half = (self.places.right - self.places.left) / 2
        return np.array([middle + half * value / self.reach, self.places.y, 0.0])

    def below(self, value: Sourced) -> ValueLabel:
        """A sum, written below its place."""
        return ValueLabel(value).next_to(self.at(value.value), DOWN, buff=TICK + 0.1)

    def show(self, value: Sourced) -> Self:
        """Let the bar reach to another sum."""
        start, end = self.at(0.0), self.at(value.value)
        self.bar.stretch_to_fit_width(max(abs(end[0] - start[0]), 0.06))
        self.bar.move_to((start + end) / 2)
        self.bar.fills = (value,)
        if self.total.sourced is not value:
            self.total.show(value)
        self.total.next_to(end, UP, buff=THICKNESS / 2 + 0.2)
        self.sourced = value
        return self

    def _tick(self, value: Sourced) -> Line:
        return Line(TICK * UP, TICK * DOWN).move_to(self.at(value.value))


class AddUp(Animation):
    """Let a line of sums take one term after another."""

    def __init__(self, line: SumLine, sums: Sequence[Sourced], **kwargs: Any) -> None:
        self.passing_values = tuple(sums)
        kwargs.setdefault("rate_func", linear)
        super().__init__(line, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the sum whose turn it is."""
        count = len(self.passing_values)
        value = self.passing_values[min(int(self.rate_func(alpha) * count), count - 1)]
        if value is not self.mobject.sourced:
            self.mobject.show(value)


def clock(places: MaskPlaces, color: str) -> Line:
    """A line on which the time to guess runs out, along the line of sums."""
    y = places.y
    middle = (places.left + places.right) / 2
    half = (places.right - places.left) / 2
    line = Line([middle, y, 0] + half * LEFT, [middle, y, 0] + half * RIGHT)
    return line.set_stroke(color, width=14)

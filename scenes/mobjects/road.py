"""Two stops on a road: where a viewer is, and where the way leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.mobjects.text import Words, em

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GAP = 0.35
"""Between a stop and the road, scene units."""


class Stop(VGroup):
    """A place with a remark under it.

    Attributes
    ----------
    place, remark
        The parts.
    """

    def __init__(self, place: str, remark: str, *, color: str) -> None:
        self.place = Words(place, size="title", color=color)
        self.remark = Words(remark, color=theme.SECONDARY).set_x(self.place.get_x())
        # By their baselines, not by the letters that reach below them.
        self.place.shift(-self.place.baseline * UP)
        self.remark.shift(-(self.remark.baseline + 1.7 * em("title")) * UP)
        super().__init__(self.place, self.remark)


class Road(VGroup):
    """A road from the first stop to the second.

    Parameters
    ----------
    now, later
        Each stop and what is said about it.
    center, length
        Of the road with its stops: they stand at a quarter and at three quarters.
    color
        Of the mark under the first stop.
    direction
        Where it leads: `RIGHT` or `DOWN`.

    Attributes
    ----------
    now, here, way, later
        The parts, in the order of travelling.
    """

    def __init__(
        self,
        now: tuple[str, str],
        later: tuple[str, str],
        *,
        center: NDArray[np.float64],
        length: float,
        color: str,
        direction: NDArray[np.float64] = RIGHT,
    ) -> None:
        self.direction = direction
        start, end = center - length / 4 * direction, center + length / 4 * direction
        self.now = Stop(*now, color=theme.TEXT).shift(start)
        self.later = Stop(*later, color=theme.SECONDARY).shift(end)
        first = self.now.get_edge_center(direction) + GAP * direction
        last = self.later.get_edge_center(-direction) - GAP * direction
        # Beside each other, by their places: the remarks under them do not count.
        y = start[1] + em("title") / 4
        ends = [[x, y, 0] for x in (first[0], last[0])] if direction[0] else [first, last]
        self.way = Line(*ends).set_stroke(theme.RULE, width=3)
        left, right = self.now.place.get_left()[0], self.now.place.get_right()[0]
        below = start[1] - em("title") / 4
        self.here = Line(*([x, below, 0] for x in (left, right))).set_stroke(color, width=4)
        super().__init__(self.now, self.here, self.way, self.later)

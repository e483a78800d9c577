"""A number line: an axis, its ticks, and the numbers at some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, Line, VGroup

from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from manim.typing import Point3DLike, Vector3D, Vector3DLike
    from numpy.typing import ArrayLike, NDArray

    from scenes.subject.sourced import Sourced, SourcedArray

LABELLED_TICK = 0.2
TICK = 0.11
LABEL_GAP = 0.14
AXIS_WIDTH = 3.0
TICK_WIDTH = 2.0


class NumberLine(VGroup):
    """A straight line with the first of its ticks at `start` and the last at `end`.

    Two of them with as many ticks and the same labels transform into each other.

    The ticks are ascending numbers, evenly spaced or not; those whose indices are in `labelled` (by
    default all) show their number. The axis reaches beyond both ends by `overshoot`.
    """

    def __init__(
        self,
        ticks: SourcedArray | Sequence[Sourced],
        start: Point3DLike,
        end: Point3DLike,
        *,
        labelled: Collection[int] | None = None,
        overshoot: float = 0.0,
        labels_toward: Vector3DLike = DOWN,
        color: str = theme.SECONDARY,
    ) -> None:
        numbers = list(ticks)
        self.overshoot = overshoot
        self.values: NDArray[np.float64] = np.array([number.value for number in numbers])
        chosen = range(len(numbers)) if labelled is None else sorted(labelled)
        first, last = np.array(start, dtype=float), np.array(end, dtype=float)
        along = (last - first) / np.linalg.norm(last - first)
        self.axis = Line(
            first - overshoot * along,
            last + overshoot * along,
            color=color,
            stroke_width=AXIS_WIDTH,
        )
        shares = self._shares()
        self.ticks = VGroup(
            *(
                tick_mark(
                    first + share * (last - first),
                    along,
                    length=LABELLED_TICK if i in set(chosen) else TICK,
                    color=color,
                )
                for i, share in enumerate(shares)
            )
        )
        self.labelled: NDArray[np.float64] = self.values[list(chosen)]
        decimals = _decimals((100 if numbers[0].percent else 1) * self.labelled)
        self.labels = VGroup(
            *(
                ValueLabel(numbers[i].shown_as(decimals=decimals)).next_to(
                    self.point(numbers[i].value),
                    labels_toward,
                    buff=LABELLED_TICK / 2 + LABEL_GAP,
                )
                for i in chosen
            )
        )
        super().__init__(self.axis, self.ticks, self.labels)

    @property
    def direction(self) -> Vector3D:
        """From small numbers to large ones, of length 1."""
        return np.asarray(self.axis.get_unit_vector())

    @property
    def across(self) -> Vector3D:
        """The direction turned left by a right angle: up from a line that runs to the right."""
        along = self.direction
        return np.array([-along[1], along[0], 0.0])

    def point(self, value: float) -> NDArray[np.float64]:
        """Where a number stands now, shape (3,); also beyond the ends."""
        return self.points_of([value])[0]

    def points_of(self, values: ArrayLike) -> NDArray[np.float64]:
        """Where numbers, shape (n,), stand now, shape (n, 3); also beyond the ends."""
        # The ticks know it after a move or a transform too.
        first, last = self.ticks[0].get_center(), self.ticks[-1].get_center()
        return np.asarray(first + self._shares(values)[:, np.newaxis] * (last - first))

    def lay(self, start: Point3DLike, end: Point3DLike) -> Self:
        """Move the first and the last tick to other places on a parallel line."""
        beyond = self.overshoot * self.direction
        before = [tick.get_center() for tick in self.ticks]
        first, last = np.array(start, dtype=float), np.array(end, dtype=float)
        for label, value in zip(self.labels, self.labelled, strict=True):
            label.shift(first + self._shares(value) * (last - first) - self.point(value))
        for tick, place, share in zip(self.ticks, before, self._shares(), strict=True):
            tick.shift(first + share * (last - first) - place)
        self.axis.put_start_and_end_on(first - beyond, last + beyond)
        return self

    def _shares(self, values: ArrayLike | None = None) -> NDArray[np.float64]:
        """Position of numbers, by default of the ticks: 0 at the first tick, 1 at the last."""
        numbers = np.asarray(self.values if values is None else values)
        ends = self.values[[0, -1]]
        low, high = ends
        return np.asarray((numbers - low) / (high - low))

    def mark(self, value: float, *, length: float = LABELLED_TICK, color: str) -> Line:
        """A further tick at a number."""
        return tick_mark(self.point(value), self.direction, length=length, color=color)

    def flag(self, sourced: Sourced, height: float) -> VGroup:
        """A number on a stem that stands at its place."""
        foot = self.point(sourced.value)
        stem = Line(foot, foot + height * self.across, color=theme.TEXT, stroke_width=TICK_WIDTH)
        return VGroup(stem, ValueLabel(sourced).next_to(stem, self.across, buff=0.1))


def tick_mark(middle: NDArray[np.float64], along: Vector3D, *, length: float, color: str) -> Line:
    """A short line across an axis that runs along a direction."""
    half = length / 2 * np.array([-along[1], along[0], 0.0])
    return Line(middle - half, middle + half, color=color, stroke_width=TICK_WIDTH)


def plane_point(across: NumberLine, up: NumberLine, x: float, y: float) -> NDArray[np.float64]:
    """The point of a plane with a horizontal and a vertical number line, shape (3,)."""
    return plane_points(across, up, [x], [y])[0]


def plane_points(
    across: NumberLine, up: NumberLine, xs: ArrayLike, ys: ArrayLike
) -> NDArray[np.float64]:
    """Points of such a plane, shape (n, 3)."""
    right, above = across.points_of(xs)[:, 0], up.points_of(ys)[:, 1]
    return np.stack([right, above, np.zeros_like(right)], axis=1)


def _decimals(values: NDArray[np.float64]) -> int:
    """Decimals that show all these ticks as they are, three at most."""
    return next((d for d in range(3) if np.allclose(values, np.round(values, d))), 3)

"""A number line that is squished onto another, tick by tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manim import Animation, AnimationGroup, Create, Dot, LaggedStart, Line, Transform, VGroup

from scenes.mobjects.number_line import NumberLine, plane_point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manim.typing import Point3D

    from scenes.sourced import SourcedArray

THREAD_OPACITY = 0.45
THREAD_START = 0.18
"""Threads begin below the numbers of the line, as a share of the way."""
LAG = 0.06
DOT_RADIUS = 0.055


class SquishedTicks(VGroup):
    """Marks at some numbers of a line, which go to what the numbers are squished to.

    Parameters
    ----------
    line, short_line
        Where the numbers are, and where they go.
    numbers, squished
        Before and after, shape (ticks,) each.
    color
        Of the marks.

    Attributes
    ----------
    marks
        One a number; on the line at first.
    threads
        From each number on the line to its place on the short line; not on stage by themselves.
    heights
        After `slide_back`, from each number up to its mark.
    """

    def __init__(
        self,
        line: NumberLine,
        short_line: NumberLine,
        numbers: SourcedArray,
        squished: SourcedArray,
        *,
        color: str,
    ) -> None:
        self.numbers, self.squished, self.mark_color = numbers, squished, color
        self.marks = VGroup(*(line.mark(x, color=color) for x in numbers.values))
        starts = [line.point(x) for x in numbers.values]
        ends = [short_line.point(y) for y in squished.values]
        below = [
            start + THREAD_START * (end - start) for start, end in zip(starts, ends, strict=True)
        ]
        self.threads = self._faint(below, ends)
        self.heights = VGroup()
        super().__init__(self.marks)

    def squish(self, short_line: NumberLine, *, seconds: float) -> Animation:
        """Let every mark glide to its place on the short line, one after another."""
        self.fills = (self.numbers, self.squished)
        glides = [
            AnimationGroup(
                Create(thread), Transform(mark, short_line.mark(y, color=self.mark_color))
            )
            for mark, thread, y in zip(self.marks, self.threads, self.squished.values, strict=True)
        ]
        return LaggedStart(*glides, lag_ratio=LAG, run_time=seconds)

    def stand_on(self, short_line: NumberLine, **kwargs: Any) -> Animation:
        """Let all marks go along with the short line to where that will be."""
        marks = (short_line.mark(y, color=self.mark_color) for y in self.squished.values)
        return Transform(self.marks, VGroup(*marks), **kwargs)

    def slide_back(self, across: NumberLine, up: NumberLine, *, seconds: float) -> Animation:
        """Let every mark on the upright short line go back over the number that it came from."""
        places = [
            plane_point(across, up, x, y)
            for x, y in zip(self.numbers.values, self.squished.values, strict=True)
        ]
        feet = [across.point(x) for x in self.numbers.values]
        self.heights = self._faint(feet, places)
        glides = [
            AnimationGroup(
                Transform(mark, Dot(place, radius=DOT_RADIUS, color=self.mark_color)),
                Create(height),
            )
            for mark, place, height in zip(self.marks, places, self.heights, strict=True)
        ]
        return LaggedStart(*glides, lag_ratio=LAG, run_time=seconds)

    def _faint(self, starts: Iterable[Point3D], ends: Iterable[Point3D]) -> VGroup:
        lines = (
            Line(start, end, color=self.mark_color, stroke_width=1.5)
            for start, end in zip(starts, ends, strict=True)
        )
        return VGroup(*lines).set_stroke(opacity=THREAD_OPACITY)

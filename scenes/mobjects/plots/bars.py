"""Bars of true length: a histogram, a few named numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Polygon, Rectangle, VGroup

from scenes.mobjects.text.typst_text import Words
from scenes.stage import theme
from scenes.subject.sourced import Sourced

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.mobjects.plots.number_line import NumberLine
    from scenes.subject.sourced import SourcedArray

GAP_SHARE = 0.12
"""Of a bar's width, left free between it and the next."""
OPACITY = 0.85


class HistogramBars(VGroup):
    """Bars on a number line; flat until they are given something to show.

    `histogram.animate.show_counts(counts)` lets them rise, or change to other counts. They stand on
    the side of the line's `across`, between ascending `edges`; the highest is `height` high.
    """

    def __init__(
        self,
        line: NumberLine,
        edges: SourcedArray,
        *,
        height: float,
        colors: Sequence[str] | str = theme.TEXT,
    ) -> None:
        self.line = line
        self.edges = edges
        self.height_of_highest = height
        self.shares: NDArray[np.float64] = np.zeros(edges.size - 1)
        self.fills: tuple[SourcedArray, ...] = ()
        names = [colors] * len(self.shares) if isinstance(colors, str) else colors
        super().__init__(
            *(
                Polygon(*np.zeros((4, 3)), stroke_width=0, fill_color=color, fill_opacity=OPACITY)
                for color in names
            )
        )
        self._draw()

    def show_counts(self, counts: SourcedArray, largest: float | None = None) -> Self:
        """Let each bar show its count; the bar of the `largest` count is as high as bars go."""
        top = float(counts.values.max()) if largest is None else largest
        self.shares = counts.values / (top or 1.0)
        self.fills = (counts,)
        return self._draw()

    def stand(
        self,
        line: NumberLine,
        edges: SourcedArray | None = None,
        *,
        height: float | None = None,
    ) -> Self:
        """Stand on another line, or with the edges of the bins at other numbers of it."""
        self.line = line
        if edges is not None:
            self.edges = edges
        if height is not None:
            self.height_of_highest = height
        return self._draw()

    def _draw(self) -> Self:
        feet, upward = self.line.points_of(self.edges.values), self.line.across
        for bar, left, right, share in zip(self, feet[:-1], feet[1:], self.shares, strict=True):
            margin = GAP_SHARE / 2 * (right - left)
            up = share * self.height_of_highest * upward
            low, high = left + margin, right - margin
            bar.set_points_as_corners([low, high, high + up, low + up, low])
        return self


NAME_DROP = 0.11
"""From a bar to its name."""


class NamedBars(VGroup):
    """Numbers in one unit, the largest of which takes the whole width.

    Behind each bar stands the template with the number in its slot `{number}`. `pitch` is the
    distance from bar to bar.
    """

    def __init__(
        self,
        names: Sequence[Words],
        numbers: Sequence[Sourced],
        *,
        template: str = "{number}",
        width: float,
        colors: Sequence[str],
        pitch: float = 1.25,
        thickness: float = 0.3,
    ) -> None:
        longest = max(number.value for number in numbers) or 1.0
        self.names, self.bars, self.values = VGroup(), VGroup(), VGroup()
        for row, (name, number, color) in enumerate(zip(names, numbers, colors, strict=True)):
            bar = Rectangle(width=width * number.value / longest, height=thickness, stroke_width=0)
            bar.set_fill(color, opacity=1).move_to(row * pitch * DOWN, aligned_edge=LEFT)
            bar.fills = (number,)
            name.next_to(bar.get_corner(LEFT), DOWN, buff=0.5 * thickness + NAME_DROP).align_to(
                bar, LEFT
            )
            value = Words(template, size="body", number=number)
            value.next_to(bar, RIGHT, buff=0.25)
            self.names.add(name)
            self.bars.add(bar)
            self.values.add(value)
        super().__init__(self.names, self.bars, self.values)

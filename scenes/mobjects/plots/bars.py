"""Bars of true length: a histogram, a few named numbers, one sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Polygon, Rectangle, VGroup

from scenes.mobjects.text.typst_text import Words, label
from scenes.stage import theme
from scenes.subject.sourced import Sourced
from scenes.subject.words import _

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

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


WIDTH = 0.34
THINNEST = 0.004


class SumBar(VGroup):
    """A bar from zero to a sum, in the color of its sign.

    The largest magnitude in `within` reaches an end of the axis, which is `height` long.
    """

    def __init__(
        self, sourced: Sourced, *, within: ArrayLike, height: float, palette: theme.Palette
    ) -> None:
        self.largest = float(np.abs(np.asarray(within, dtype=np.float64)).max(initial=0.0))
        self.palette = palette
        half = height / 2
        self.axis = Line(half * DOWN, half * UP, color=theme.RULE, stroke_width=2)
        self.zero = Line(WIDTH * LEFT, WIDTH * RIGHT)
        self.zero.set_stroke(theme.SECONDARY, width=2)
        self.bar = Rectangle(width=WIDTH, height=1, stroke_width=0, fill_opacity=1)
        self.names = VGroup(
            label("0").next_to(self.zero, LEFT, buff=0.12),
            Words(_("for"), size="note", color=palette.positive).next_to(self.axis, UP, buff=0.12),
            Words(_("against"), size="note", color=palette.negative).next_to(
                self.axis, DOWN, buff=0.12
            ),
        )
        super().__init__(self.axis, self.bar, self.zero, self.names)
        self.show(sourced)

    def show(self, sourced: Sourced) -> Self:
        """Show another sum."""
        self.sourced = sourced
        share = abs(sourced.value) / self.largest if self.largest > 0 else 0.0
        up = DOWN if sourced.value < 0 else UP
        self.bar.stretch_to_fit_height(max(min(share, 1.0) * self.axis.height / 2, THINNEST))
        self.bar.move_to(self.zero.get_center(), aligned_edge=-up)
        self.bar.set_fill(self.palette.sign(sourced.value))
        self.bar.fills = (sourced,)
        return self

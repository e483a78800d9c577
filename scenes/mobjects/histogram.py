"""A histogram: bars that stand on a number line, one a bin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Polygon, VGroup

from scenes import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.number_line import NumberLine
    from scenes.sourced import SourcedArray

GAP_SHARE = 0.12
"""Of a bar's width, left free between it and the next."""
OPACITY = 0.85


class Histogram(VGroup):
    """Bars on a number line; flat until they are given something to show.

    `histogram.animate.show_counts(counts)` lets them rise, or go over to other counts.

    Parameters
    ----------
    line
        What the bars stand on, on the side of its `across`.
    edges
        Ascending numbers on the line, shape (bins + 1,).
    height
        Of the highest bar, scene units.
    colors
        One a bar, or one for all.

    Attributes
    ----------
    fills
        The values that the bars show.
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
        """Let each bar show its count.

        Parameters
        ----------
        counts
            Shape (bins,).
        largest
            The count whose bar is as high as bars go; without it the largest of these.
        """
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

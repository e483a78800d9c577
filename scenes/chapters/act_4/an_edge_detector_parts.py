"""A line of sums below weights and picture, and strips of pictures with their sums."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Group,
    Line,
    Rectangle,
    VGroup,
    linear,
)

from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.mobjects.text.typst_text import em, label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.raster.raster_mobject import Canvas
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced, SourcedArray

GAP = 0.3
TICK, THICKNESS = 0.14, 0.2
NEVER_WIDER = 5.0
TITLE = 0.65
"""Above each of the two large grids."""
ENDS = 0.1
"""Of the stage's width, outside of each end of the line of sums."""
ROWS = 5
"""Of a strip: the line, its surround, and a row on each side."""
NAME_SHARE, SUM_SHARE = 0.31, 0.26
"""Of the width of a wide stage: for the name and for the sum of a strip."""
SUM_WIDTH = 3.4
"""Room for a sum beside a strip on any other stage."""
NAME_ROOM = 0.6
"""There, for the name above it."""


@dataclass(frozen=True)
class MaskPlaces:
    """Where the two large grids stand, and the line of sums.

    Attributes
    ----------
    picture, weights
        The two large grids, the weights on the left or above.
    y, left, right
        Height and ends of the line of sums.
    """

    picture: Stage
    weights: Stage
    y: float
    left: float
    right: float


def mask_places(area: Stage) -> MaskPlaces:
    """The line of sums at the bottom, everything else above it."""
    y = area.bottom + em("number") + 0.380556
    room = Stage(area.left, area.right, area.top, y + THICKNESS + em("focus") + 0.370833)
    parts = (room.rows if area.is_tall else room.columns)(1, 1, gap=2 * GAP)
    side = min(parts[0].width, parts[0].height - TITLE, NEVER_WIDER)
    weights, picture = (square(part.center + TITLE / 2 * DOWN, side) for part in parts)
    aside = ENDS * area.width
    return MaskPlaces(picture, weights, y, area.left + aside, area.right - aside)


@dataclass(frozen=True)
class StripPlace:
    """Where a strip of a picture stands, with its name and its sum.

    Attributes
    ----------
    strip
        As high as the strip, and as wide as it may be.
    name
        Left end of the middle of its name.
    sum_at
        Left end of the middle of its sum.
    """

    strip: Stage
    name: NDArray[np.float64]
    sum_at: NDArray[np.float64]


def strip_places(area: Stage, count: int, row_length: int) -> list[StripPlace]:
    """Strips one below the other, names and sums beside them; names above on a narrower stage.

    Parameters
    ----------
    row_length
        Cells of a row of a picture.
    """
    places = []
    for row in area.rows(*count * [1], gap=GAP):
        if area.is_wide:
            name, strip, total = row.columns(
                NAME_SHARE, 1 - NAME_SHARE - SUM_SHARE, SUM_SHARE, gap=GAP
            )
            names_at, sums_at = name.at(0, 0.5), total.at(0, 0.5)
        else:
            strip = Stage(row.left, row.right, row.top - NAME_ROOM, row.bottom)
            names_at = np.array([row.left, row.top - NAME_ROOM / 2, 0.0])
            strip = Stage(row.left, row.right - SUM_WIDTH - GAP, strip.top, strip.bottom)
            sums_at = np.array([strip.right + GAP, strip.center[1], 0.0])
        cell = min(strip.width / row_length, strip.height / ROWS)
        across, up = cell * row_length / 2, cell * ROWS / 2
        x = strip.center[0] if area.is_wide else strip.left + across
        y = strip.center[1]
        places.append(StripPlace(Stage(x - across, x + across, y + up, y - up), names_at, sums_at))
    return places


class Strip(Group):
    """Some rows of a picture or of weights, with a line around them.

    Parameters
    ----------
    colors
        Shape (rows, columns, 3).
    values
        What they stand for, cell by cell.
    """

    def __init__(self, colors: NDArray[np.float64], values: SourcedArray, place: Stage) -> None:
        self.grid = PixelGrid(colors, side=place.height, sources=values).move_to(place.center)
        self.frame = grid_frame(self.grid)
        super().__init__(self.grid, self.frame)


class WrittenSum(VGroup):
    """A sum; and before it what was gained and what was lost, if both were.

    Parameters
    ----------
    gain, loss, total
        Sums of the positive products, of the negative ones, and of all.
    """

    def __init__(self, gain: Sourced, loss: Sourced, total: Sourced, palette: Palette) -> None:
        color = palette.sign(total.value) if total.value else theme.TEXT
        self.total = ValueLabel(total, size="focus", color=color)
        parts = []
        if gain.value and loss.value:
            parts = [
                ValueLabel(gain, size="focus", color=palette.positive),
                ValueLabel(loss, size="focus", color=palette.negative),
                label("=", size="focus", color=theme.TEXT),
            ]
        super().__init__(*parts, self.total)
        self.arrange(RIGHT, buff=0.18)


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


class ColumnByColumn(Animation):
    """Let the cells of a grid that are not hidden appear, the leftmost first."""

    def __init__(self, grid: PixelGrid, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        super().__init__(grid, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show as many columns as are done, the one at work in part."""
        columns = self.mobject.shape[1]
        shares = np.clip(self.rate_func(alpha) * columns - np.arange(columns), 0, 1)
        self.mobject.set_cell_weights(self.starting_mobject.weights_of_cells * shares)


class Chips(PixelCloud):
    """Small squares that hide what they lie on."""

    @classmethod
    def of(cls, grid: PixelGrid, cells: Sequence[int], values: Sequence[Sourced]) -> Self:
        """Some cells of a grid, where they are, each with the value that it shows."""
        chosen = list(cells)
        colors = grid.colors.reshape(-1, 3)[chosen]
        chips = cls(grid.cell_centers()[chosen], sides=grid.cell_side, colors=colors)
        chips.fills = tuple(values)
        return chips

    def draw(self, canvas: Canvas) -> None:
        """Lay one over the other; edges cover as much of a pixel as they reach into it."""
        sizes = canvas.width, canvas.height
        half = self.sides[:, np.newaxis] * canvas.scale / 2
        centers = canvas.to_pixels(self.points)
        shown = self.opacity * self.alphas
        for i in np.flatnonzero(shown > 0):
            spans = [
                _covered(low, high, size)
                for low, high, size in zip(
                    centers[i] - half[i], centers[i] + half[i], sizes, strict=True
                )
            ]
            (columns, across), (rows, down) = spans
            if not across.size or not down.size:
                continue
            cover = shown[i] * (down[:, None] * across)[..., np.newaxis]
            part = canvas.part(rows, columns)
            part[...] = (1 - cover) * part + 255 * cover * np.append(self.colors[i], 1.0) + 0.5


def _covered(low: float, high: float, size: int) -> tuple[slice, NDArray[np.float64]]:
    """Pixels between two places on an axis of so many, and the share of each that is covered."""
    first, last = max(0, math.floor(low)), min(size, math.ceil(high))
    pixels = np.arange(first, last)
    return slice(first, max(first, last)), np.minimum(high, pixels + 1) - np.maximum(low, pixels)

"""Pictures laid on weights, and a scale of sums along which pushes move each picture."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
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
    VMobject,
    linear,
)

from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
from scenes.mobjects.raster.quick_copy import QuickCopy
from scenes.mobjects.text.typst_text import note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, square
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from scenes.mobjects.raster.raster_mobject import Canvas
    from scenes.subject.sourced import Sourced, SourcedArray

NUMBER = 0.95, 0.4
"""Width and height of a number, at most."""
AWAY = 0.42
"""From a grid to the values of its rows."""
WEIGHTS_SHARE = 0.46
"""Of the stage's width: the weights, where the sums stand beside them."""
TO_SUMS, TO_NUMBERS = 0.4, 0.2
"""From the weights to the lanes of the pictures, and from these to the numbers of the scale."""
CARD_SHARES = 0.9, 0.25
"""Side of a small picture at most: of the way between two lanes, and of a lane's height."""
BEYOND = 0.65
"""From the smallest sum to the end of the stage, at least: the name of the scale is there."""
THICKNESS = 0.3
"""Of the bar from zero to a small picture."""
UNLIT, COUNTS_NOTHING = 0.3, 0.26
"""How much is seen of a weight on a dark pixel, and of a lit pixel on a weight of zero."""


@dataclass(frozen=True)
class SumPlaces:
    """Where the weights stand, and beside or below them the scale of sums.

    Attributes
    ----------
    weights
        Of the square of the weights; pictures are laid on it.
    names
        Direction from the weights to the value of their upper row.
    lanes
        Horizontal places of the small pictures, from left to right.
    zero, reach
        How high a sum of zero is, and the way from there to the largest one.
    card
        Side of a small picture.
    """

    weights: Stage
    names: NDArray[np.float64]
    lanes: tuple[float, ...]
    zero: float
    reach: float
    card: float


def sum_places(area: Stage, count: int) -> SumPlaces:
    """Weights as large as there is room, and lanes for so many small pictures."""
    width, height = NUMBER
    is_named_aside = area.is_wide or area.is_tall
    aside, above = (width + AWAY, 0.1) if is_named_aside else (0.0, height + AWAY)
    if area.is_tall:
        side = area.width - aside
        weights = square([area.right - side / 2, area.top - side / 2, 0], side)
        chart = replace(area, top=weights.bottom - TO_SUMS)
    else:
        side = min(WEIGHTS_SHARE * area.width, area.height - 2 * above)
        weights = square([area.left + aside + side / 2, area.center[1], 0], side)
        chart = replace(area, left=weights.right + TO_SUMS)
    lanes = replace(chart, right=chart.right - width - TO_NUMBERS).columns(*count * [1], gap=0.0)
    card = min(CARD_SHARES[0] * lanes[0].width, CARD_SHARES[1] * chart.height)
    return SumPlaces(
        weights=weights,
        names=LEFT if is_named_aside else UP,
        lanes=tuple(float(lane.center[0]) for lane in lanes),
        zero=float(chart.center[1]),
        reach=chart.height / 2 - max(card / 2, BEYOND),
        card=card,
    )


def lit_weights(picture: FloatArray) -> FloatArray:
    """How bright weights are below a picture, same shape: on a dark pixel one adds nothing."""
    return np.where(picture > 0, 1.0, UNLIT)


def light_left(weights: FloatArray, picture: FloatArray) -> FloatArray:
    """How much of each pixel's light is seen once it is multiplied: on weights their color is."""
    return np.where(weights != 0, 0.0, COUNTS_NOTHING) * picture


class NamedRow(QuickCopy, VGroup):
    """The value of a row of weights, outside their grid, and a line that leads to the row.

    Parameters
    ----------
    cell
        Index of the cell where the line ends.
    way
        Direction from the grid to the value.
    rise
        How far above its row the value stands, if it is left of the grid.
    """

    def __init__(
        self,
        value: Sourced,
        grid: PixelGrid,
        cell: int,
        *,
        way: NDArray[np.float64],
        rise: float,
        color: str,
    ) -> None:
        self.value = ValueLabel(value, size="focus", color=color)
        end = grid.cell_center(*divmod(cell, grid.shape[1]))
        foot = end + rise * UP
        if way[0]:
            foot[0] = grid.get_left()[0] - AWAY
        else:
            foot[1] = (grid.get_center() + (grid.height / 2 + AWAY) * way)[1]
        self.leader = Line(foot - 0.1 * way, end, color=color, stroke_width=4)
        self.value.move_to(foot, aligned_edge=-way)
        if way[1]:
            half = (grid.width - self.value.width) / 2
            middle = grid.get_x()
            self.value.set_x(float(np.clip(foot[0], middle - half, middle + half)))
        super().__init__(self.leader, self.value)


class CellLines(VMobject):
    """Faint lines between the cells of a grid."""

    def __init__(self, grid: PixelGrid) -> None:
        super().__init__(stroke_color=theme.RULE, stroke_width=1.6, stroke_opacity=0.6)
        corner, other, below = grid.points[0], grid.points[1], grid.points[2]
        rows, columns = grid.shape
        ways = [
            *((corner, other, (below - corner) * i / rows) for i in range(1, rows)),
            *((corner, below, (other - corner) * i / columns) for i in range(1, columns)),
        ]
        for start, end, aside in ways:
            self.start_new_path(start + aside)
            self.add_line_to(end + aside)


class SumScale(VGroup):
    """Lines across all lanes at the smallest sum, at zero and at the largest, with their numbers.

    Parameters
    ----------
    ends
        The smallest and the largest sum, which are as far from zero.
    zero
        A sum of nothing.
    """

    def __init__(self, ends: tuple[Sourced, Sourced], zero: Sourced, places: SumPlaces) -> None:
        self.places, self.zero, self.largest = places, zero, ends[1].value
        self.levels = VGroup(*(self._level(each.value) for each in (*ends, zero)))
        self.levels[-1].set_stroke(theme.SECONDARY, width=4)
        self.numbers = VGroup(*map(self.number, (*ends, zero)))
        self.name_of_sums = note(_("sum"))
        # It may be wide: nothing is near in the last lane, where the line rises.
        self.name_of_sums.next_to(self.numbers[0], DOWN, buff=0.15, aligned_edge=RIGHT)
        super().__init__(self.levels, self.numbers, self.name_of_sums)

    def at(self, lane: int, value: float) -> NDArray[np.float64]:
        """Where a sum is in a lane, shape (3,)."""
        height = self.places.zero + value / self.largest * self.places.reach
        return np.array([self.places.lanes[lane], height, 0.0])

    def number(self, value: Sourced) -> ValueLabel:
        """A sum, written right of the lanes."""
        number = ValueLabel(value, size="focus")
        box = number.digit_box
        right = self._ends[1] + TO_NUMBERS + NUMBER[0]
        return number.shift([right, self.at(0, value.value)[1], 0] - box.get_right())

    @property
    def _ends(self) -> tuple[float, float]:
        lanes = self.places.lanes
        half = (lanes[1] - lanes[0]) / 2
        return lanes[0] - half, lanes[-1] + half

    def _level(self, value: float) -> Line:
        y = self.at(0, value)[1]
        left, right = self._ends
        return Line([left, y, 0], [right, y, 0]).set_stroke(theme.RULE, width=2)


class Score(Group):
    """A small picture in its lane, as high as its sum, and a bar to it from zero."""

    def __init__(self, image: SourcedArray, scale: SumScale, lane: int) -> None:
        self.foot, self.unit = scale.at(lane, 0.0), scale.places.reach / scale.largest
        self.picture = image_grid(image, side=scale.places.card)
        self.frame = grid_frame(self.picture)
        self.bar = Rectangle(width=THICKNESS, height=THICKNESS, stroke_width=0)
        self.bar.set_fill(theme.TEXT, opacity=1)
        super().__init__(self.bar, self.picture, self.frame)
        self.show(scale.zero)

    @property
    def place(self) -> Stage:
        """The square of the picture."""
        return square(self.picture.get_center(), self.picture.width)

    def at(self, value: float) -> NDArray[np.float64]:
        """Where its middle is at a sum, shape (3,)."""
        return np.asarray(self.foot + value * self.unit * UP)

    def show(self, value: Sourced) -> Self:
        """Move to another sum."""
        end = self.at(value.value)
        length = max(abs(end[1] - self.foot[1]), 0.01)
        self.bar.stretch_to_fit_height(length).move_to((self.foot + end) / 2)
        self.bar.fills = (value,)
        self.sourced = value
        way = end - self.picture.get_center()
        for part in (self.picture, self.frame):
            part.shift(way)
        return self

    def met(self, value: float, push: float) -> NDArray[np.float64]:
        """Where a push meets the picture at a sum: from below if it goes up, else from above."""
        return self.at(value) - np.sign(push) * self.picture.height / 2 * UP


class AddUp(Animation):
    """Let a small picture take one push after another."""

    def __init__(self, score: Score, sums: Sequence[Sourced], **kwargs: Any) -> None:
        self.passing_values = tuple(sums)
        kwargs.setdefault("rate_func", linear)
        super().__init__(score, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the sum whose turn it is."""
        count = len(self.passing_values)
        value = self.passing_values[min(int(self.rate_func(alpha) * count), count - 1)]
        if value is not self.mobject.sourced:
            self.mobject.show(value)


class Bring(Animation):
    """Bring something square from one place to another; it grows late, once it has left."""

    def __init__(self, mobject: Mobject, start: Stage, end: Stage, **kwargs: Any) -> None:
        self.start, self.end = start, end
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place and scale every part; nothing else of it changes."""
        share, model = self.rate_func(alpha), self.starting_mobject
        middle = self.start.center + share * (self.end.center - self.start.center)
        side = self.start.width + share**2 * (self.end.width - self.start.width)
        scale, center = side / model.width, model.get_center()
        for part, before in zip(self.mobject.get_family(), model.get_family(), strict=True):
            part.points = middle + scale * (before.points - center)


class ColumnByColumn(Animation):
    """Let cells of a grid take other colors, shape (rows, columns, 3), the leftmost first."""

    def __init__(self, grid: PixelGrid, colors: NDArray[np.float64], **kwargs: Any) -> None:
        self.before, self.after = grid.colors.copy(), colors
        self.turns = np.flatnonzero((self.before != colors).any(axis=(0, 2)))
        kwargs.setdefault("rate_func", linear)
        super().__init__(grid, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Color as many columns as are done, the one at work in part."""
        count = len(self.turns)
        shares = np.clip(self.rate_func(alpha) * count - np.arange(count), 0, 1)[:, np.newaxis]
        colors, turns = self.before.copy(), self.turns
        colors[:, turns] += shares * (self.after - self.before)[:, turns]
        self.mobject.set_colors(colors)


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

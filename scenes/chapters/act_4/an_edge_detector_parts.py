"""Pictures laid on weights, and an axis of sums where every picture gets its place."""

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
    VMobject,
    linear,
)

from scenes.mobjects.grids.hero_weights import BESIDE
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

    from numpy.typing import NDArray

    from scenes.mobjects.raster.raster_mobject import Canvas
    from scenes.subject.sourced import Sourced, SourcedArray

TICK, THICKNESS = 0.16, 0.34
BEYOND = 0.3
"""From the end of the bar to the sum that is written there."""
NUMBER = 0.95, 0.4
"""Width and height of a sum, at most."""
TO_AXIS, TO_NUMBERS, TO_PICTURES = 0.75, 0.95, 0.15
"""From weights to an upright axis, from it to its numbers, and from these to small pictures."""
ABOVE_LEVEL, BELOW_LEVEL = 0.8, 0.3
"""From weights to a level axis below them, and from it to its numbers."""
SMALL_SHARE = 0.92
"""Side of a small picture, of the way between those of two sums half an axis apart."""
SMALL_ASIDE = 0.17
"""The same, of the stage's height at most where it is below the weights."""
AWAY = 0.42
"""From a grid to the values of its rows."""
UNLIT, COUNTS_NOTHING = 0.3, 0.8
"""How much is seen of a weight on a dark pixel, and of a lit pixel on a weight of zero."""
PLATE_MARGIN = 0.1
"""Around a sum, where the axis is hidden."""


@dataclass(frozen=True)
class SumPlaces:
    """Where the weights stand, and the axis of sums: upright beside them, or level below.

    Attributes
    ----------
    weights
        Of the square of the weights; pictures are laid on it.
    zero, reach
        Where a sum of zero is, and the way from there to the largest one, shape (3,).
    aside
        Direction from the axis to its numbers and small pictures, shape (3,).
    to_numbers, to_pictures
        From the axis to the nearer edge of numbers, and to the middle of small pictures.
    small
        Side of a small picture.
    """

    weights: Stage
    zero: NDArray[np.float64]
    reach: NDArray[np.float64]
    aside: NDArray[np.float64]
    to_numbers: float
    to_pictures: float
    small: float


def sum_places(area: Stage) -> SumPlaces:
    """Weights as large as there is room; left of them the values of their rows."""
    width, height = NUMBER
    if area.is_wide:
        side = area.inset(0.0, 0.1).height
        reach = side / 2 - BEYOND - height
        small = SMALL_SHARE * reach / 2
        beside = TO_AXIS + TO_NUMBERS + width + TO_PICTURES + small
        left = area.center[0] + (BESIDE - side - beside) / 2
        weights = square([left + side / 2, area.center[1], 0.0], side)
        zero = weights.at(1, 0.5) + TO_AXIS * RIGHT
        to_pictures = TO_NUMBERS + width + TO_PICTURES + small / 2
        return SumPlaces(weights, zero, reach * UP, RIGHT, TO_NUMBERS, to_pictures, small)
    reach = area.width / 2 - BEYOND - width
    small = min(SMALL_SHARE * reach / 2, SMALL_ASIDE * area.height)
    below = ABOVE_LEVEL + BELOW_LEVEL + height + TO_PICTURES + small
    side = min(area.width - BESIDE, area.height - below)
    left = area.center[0] + (BESIDE - side) / 2
    middle = area.center[1] + below / 2
    weights = square([left + side / 2, middle, 0.0], side)
    zero = np.array([area.center[0], weights.bottom - ABOVE_LEVEL, 0.0])
    to_pictures = BELOW_LEVEL + height + TO_PICTURES + small / 2
    return SumPlaces(weights, zero, reach * RIGHT, DOWN, BELOW_LEVEL, to_pictures, small)


def lit_weights(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """How bright weights are below a picture, same shape: on a dark pixel one adds nothing."""
    return np.where(picture > 0, 1.0, UNLIT)


def light_left(weights: NDArray[np.float64], picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of each pixel's light is seen once it is multiplied: on weights their color is."""
    return np.where(weights != 0, 0.0, COUNTS_NOTHING) * picture


class NamedRow(QuickCopy, VGroup):
    """The value of a row of weights, left of their grid, and a line that leads to the row.

    Parameters
    ----------
    cell
        Index of the cell where the line ends.
    rise
        How far above its row the value stands.
    """

    def __init__(
        self, value: Sourced, grid: PixelGrid, cell: int, *, rise: float, color: str
    ) -> None:
        self.cell, self.rise = cell, rise
        self.value = ValueLabel(value, size="focus", color=color)
        self.leader = Line(LEFT, RIGHT, color=color, stroke_width=4)
        super().__init__(self.leader, self.value)
        self.stand(grid)

    def stand(self, grid: PixelGrid) -> Self:
        """Stand beside the grid, wherever that is."""
        end = grid.cell_center(*divmod(self.cell, grid.shape[1]))
        foot = np.array([grid.get_left()[0] - AWAY, end[1] + self.rise, 0])
        self.value.move_to(foot, aligned_edge=RIGHT)
        self.leader.put_start_and_end_on(foot + 0.1 * RIGHT, end)
        return self


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


class SumAxis(QuickCopy, VGroup):
    """A bar from zero to the present sum, which is written at its end, along an axis of sums.

    Parameters
    ----------
    ends
        The smallest and the largest sum, which are as far from zero.
    zero
        A sum of nothing, where the bar begins.
    """

    def __init__(self, ends: tuple[Sourced, Sourced], zero: Sourced, places: SumPlaces) -> None:
        self.places, self.largest = places, ends[1].value
        self.way = places.reach / np.linalg.norm(places.reach)
        self.sourced, self.heading = zero, 1.0
        marked = (ends[0], zero, ends[1])
        line = Line(self.at(ends[0].value), self.at(ends[1].value))
        self.line = VGroup(line, *(self._tick(each) for each in marked))
        self.line.set_stroke(theme.SECONDARY, width=4)
        self.numbers = VGroup(*map(self.number, marked))
        self.name_of_sums = self.beside(note(_("sum")), ends[0].value / 2)
        if not self.way[1]:
            self.name_of_sums.next_to(line.get_start(), UP, buff=BEYOND, aligned_edge=LEFT)
        self.bar = Rectangle(width=THICKNESS, height=THICKNESS, stroke_width=0)
        self.bar.set_fill(theme.TEXT, opacity=1)
        self.total = ValueLabel(zero, size="focus")
        self.plate = Rectangle(stroke_width=0).set_fill(theme.BACKGROUND, opacity=1)
        parts = (self.line, self.numbers, self.name_of_sums, self.plate, self.bar, self.total)
        super().__init__(*parts)
        self.show(zero)

    def at(self, value: float) -> NDArray[np.float64]:
        """Where a sum stands on the axis."""
        return np.asarray(self.places.zero + value / self.largest * self.places.reach)

    def number(self, value: Sourced) -> ValueLabel:
        """A sum, written beside its place."""
        return self.beside(ValueLabel(value, size="focus", color=theme.SECONDARY), value.value)

    def beside(self, text: Any, value: float) -> Any:
        """A text where numbers stand, beside a sum."""
        return text.next_to(self.at(value), self.places.aside, buff=self.places.to_numbers)

    def picture(self, image: SourcedArray, value: float) -> Group:
        """A small picture with a frame, at its sum."""
        grid = image_grid(image, side=self.places.small)
        grid.move_to(self.at(value) + self.places.to_pictures * self.places.aside)
        return Group(grid, grid_frame(grid))

    def show(self, value: Sourced) -> Self:
        """Let the bar reach to another sum."""
        start, end = self.at(0.0), self.at(value.value)
        length = max(float(np.linalg.norm(end - start)), 0.06)
        along = int(np.argmax(np.abs(self.way)))
        self.bar.rescale_to_fit(length, along, stretch=True).move_to((start + end) / 2)
        self.bar.fills = (value,)
        if self.total.sourced is not value:
            self.total.show(value)
        box = self.total.next_to(end, self.heading * self.way, buff=BEYOND).digit_box
        self.plate.stretch_to_fit_width(box.width + 2 * PLATE_MARGIN)
        self.plate.stretch_to_fit_height(box.height + 2 * PLATE_MARGIN).move_to(box)
        self.sourced = value
        return self

    def heads_for(self, value: Sourced) -> bool:
        """Whether the present sum is written on the side of zero on which this one is."""
        return value.value * self.heading >= 0

    def turn(self) -> Self:
        """Write sums on the other side of zero."""
        self.heading = -self.heading
        return self.show(self.sourced)

    def _tick(self, value: Sourced) -> Line:
        half = TICK * self.places.aside
        return Line(self.at(value.value) - half, self.at(value.value) + half)


class AddUp(Animation):
    """Let an axis of sums take one term after another."""

    def __init__(self, axis: SumAxis, sums: Sequence[Sourced], **kwargs: Any) -> None:
        self.passing_values = tuple(sums)
        kwargs.setdefault("rate_func", linear)
        super().__init__(axis, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the sum whose turn it is."""
        count = len(self.passing_values)
        value = self.passing_values[min(int(self.rate_func(alpha) * count), count - 1)]
        if value is not self.mobject.sourced:
            self.mobject.show(value)


class Turn(Animation):
    """Let the sum of an axis fade out, and fade in on the other side of zero."""

    def __init__(self, axis: SumAxis, **kwargs: Any) -> None:
        self.is_done = False
        super().__init__(axis, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Fade, and change sides in the middle."""
        if alpha >= 0.5 and not self.is_done:
            self.mobject.turn()
            self.is_done = True
        self.mobject.total.glyphs.set_fill(opacity=abs(2 * alpha - 1))


class ColumnByColumn(Animation):
    """Let cells of a grid take other colors, shape (rows, columns, 3), the leftmost first.

    `is_seen`, shape (rows * columns,), says which cells are seen in the end, if not all of them.
    """

    def __init__(
        self,
        grid: PixelGrid,
        colors: NDArray[np.float64],
        is_seen: NDArray[np.bool_] | None = None,
        **kwargs: Any,
    ) -> None:
        self.before, self.after = grid.colors.copy(), colors
        self.seen_before = grid.weights_of_cells.copy()
        self.is_seen = self.seen_before if is_seen is None else is_seen.reshape(grid.shape)
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
        seen = self.seen_before.copy()
        seen[:, turns] += shares[:, 0] * (self.is_seen - seen)[:, turns]
        self.mobject.set_cell_weights(seen)


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

"""A line of sums below weights and picture, and four pictures with their sums."""

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
    Circle,
    Group,
    Line,
    Rectangle,
    VGroup,
    VMobject,
    linear,
)

from scenes.mobjects.grids.hero_weights import BESIDE, NAME_ROOM
from scenes.mobjects.raster.pixel_cloud import PixelCloud
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame, image_grid
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
    from scenes.subject.sourced import Sourced, SourcedArray

TICK, THICKNESS = 0.16, 0.28
NEVER_WIDER = 5.0
ENDS = 0.1
"""Of the stage's width, outside of each end of the line of sums."""
AWAY = 0.42
"""From a grid to the values of its rows."""
WEIGHTS_SHARES = 0.28, 0.45
"""Of the height of a wide and of a square stage, for the weights above three pictures."""
CARD_GAP = 0.45
NOUGHT = 0.34, 0.52
"""Width and height of a nought, of its cell's side."""
NOUGHT_WIDTH, NOUGHT_OPACITY = 2.0, 0.7
BELOW_CARD = 1.1
"""Below a picture, for its sum."""


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
    """The line of sums at the bottom, all else above it; left of the weights their values."""
    y = area.bottom + em("number") + 0.380556
    bottom = y + THICKNESS + em("focus") + 0.370833
    if area.is_tall:
        parts = Stage(area.left + BESIDE, area.right - BESIDE, area.top, bottom).rows(1, 1)
    else:
        parts = Stage(area.left + BESIDE, area.right, area.top, bottom).columns(1, 1)
    side = min(parts[0].width, parts[0].height - NAME_ROOM, NEVER_WIDER)
    weights, picture = (square(part.center + NAME_ROOM / 2 * DOWN, side) for part in parts)
    aside = ENDS * area.width
    return MaskPlaces(picture, weights, y, area.left + aside, area.right - aside)


@dataclass(frozen=True)
class CardPlaces:
    """Where three pictures stand with their sums, and the weights.

    Attributes
    ----------
    weights
        Of the square of the weights.
    pictures
        Of the square of each picture; its line of sums is below, as wide as it.
    """

    weights: Stage
    pictures: tuple[Stage, ...]


def card_places(area: Stage) -> CardPlaces:
    """Three pictures in a row below the weights; on a tall stage two and two with them."""
    if area.is_tall:
        above, *cells = area.cells(2, 2, gap=CARD_GAP)
        above = replace(above, left=above.left + BESIDE)
    else:
        share = WEIGHTS_SHARES[0 if area.is_wide else 1]
        above, below = area.rows(share, 1 - share, gap=CARD_GAP)
        cells = list(below.cells(1, 3, gap=CARD_GAP))
    side = min(cells[0].width, cells[0].height - BELOW_CARD)
    pictures = tuple(square(cell.center + BELOW_CARD / 2 * UP, side) for cell in cells)
    return CardPlaces(square(above.center, min(above.height, above.width)), pictures)


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
        super().__init__(stroke_color=theme.RULE, stroke_width=1.2, stroke_opacity=0.45)
        corner, other, below = grid.points[0], grid.points[1], grid.points[2]
        rows, columns = grid.shape
        ways = [
            *((corner, other, (below - corner) * i / rows) for i in range(1, rows)),
            *((corner, below, (other - corner) * i / columns) for i in range(1, columns)),
        ]
        for start, end, aside in ways:
            self.start_new_path(start + aside)
            self.add_line_to(end + aside)


class Noughts(VGroup):
    """A small nought in some cells of a grid, row by row, from those that hold something else."""

    def __init__(self, grid: PixelGrid, is_zero: NDArray[np.bool_]) -> None:
        centers = grid.cell_centers().reshape(*grid.shape, 3)
        is_zero = is_zero.reshape(grid.shape)
        width, height = NOUGHT[0] * grid.cell_side, NOUGHT[1] * grid.cell_side
        ring = Circle(stroke_width=0).stretch_to_fit_width(width).stretch_to_fit_height(height)
        middle = int(np.flatnonzero(~is_zero.all(axis=1)).mean())
        rows = sorted(range(grid.shape[0]), key=lambda row: abs(row - middle))
        super().__init__(*(self._row(ring.points, centers[row][is_zero[row]]) for row in rows))
        self.set_stroke(theme.SECONDARY, width=NOUGHT_WIDTH, opacity=NOUGHT_OPACITY)

    def _row(self, ring: NDArray[np.float64], centers: NDArray[np.float64]) -> VMobject:
        return VMobject().set_points((centers[:, np.newaxis] + ring).reshape(-1, 3))


class SumBar(QuickCopy, VGroup):
    """A bar from zero to the present sum, on a line between two ends; the sum is written below.

    Parameters
    ----------
    ends
        The smallest and the largest sum, which are as far from zero.
    zero
        A sum of nothing, where the bar begins.
    y, left, right
        Height and ends of the line.
    """

    def __init__(
        self, ends: tuple[Sourced, Sourced], zero: Sourced, *, y: float, left: float, right: float
    ) -> None:
        self.y, self.left, self.right, self.reach = y, left, right, ends[1].value
        self.sourced = zero
        line = Line([left, y, 0], [right, y, 0])
        self.axis = VGroup(line, *(self._tick(each) for each in (ends[0], zero, ends[1])))
        self.axis.set_stroke(theme.SECONDARY, width=4)
        self.bar = Rectangle(width=1, height=THICKNESS, stroke_width=0)
        self.bar.set_fill(theme.TEXT, opacity=1)
        self.total = ValueLabel(zero, size="focus")
        super().__init__(self.axis, self.bar, self.total)
        self.show(zero)

    def at(self, value: float) -> NDArray[np.float64]:
        """Where a sum stands on the line."""
        middle, half = (self.left + self.right) / 2, (self.right - self.left) / 2
        return np.array([middle + half * value / self.reach, self.y, 0.0])

    def show(self, value: Sourced) -> Self:
        """Let the bar reach to another sum."""
        start, end = self.at(0.0), self.at(value.value)
        self.bar.stretch_to_fit_width(max(abs(end[0] - start[0]), 0.06))
        self.bar.move_to((start + end) / 2)
        self.bar.fills = (value,)
        if self.total.sourced is not value:
            self.total.show(value)
        self.place_total(end)
        self.sourced = value
        return self

    def place_total(self, _end: NDArray[np.float64]) -> None:
        """Write the sum where it belongs when the bar ends there."""
        self.total.next_to(self.at(0.0), DOWN, buff=TICK + 0.12)

    def _tick(self, value: Sourced) -> Line:
        return Line(TICK * UP, TICK * DOWN).move_to(self.at(value.value))


class SumLine(SumBar):
    """The large one, with its name and its ends; the present sum is above the end of its bar."""

    def __init__(self, ends: tuple[Sourced, Sourced], zero: Sourced, *, places: MaskPlaces) -> None:
        super().__init__(ends, zero, y=places.y, left=places.left, right=places.right)
        self.labels = VGroup(*(self.below(each) for each in (ends[0], zero, ends[1])))
        self.name_of_sums = note(_("sum"))
        self.name_of_sums.next_to(self.at(-self.reach), UP, buff=0.2, aligned_edge=LEFT)
        self.add(self.labels, self.name_of_sums)

    def below(self, value: Sourced) -> ValueLabel:
        """A sum, written below its place."""
        return ValueLabel(value).next_to(self.at(value.value), DOWN, buff=TICK + 0.1)

    def place_total(self, end: NDArray[np.float64]) -> None:
        """Write the sum above the end of the bar."""
        self.total.next_to(end, UP, buff=THICKNESS / 2 + 0.2)


class Card(Group):
    """A picture with a line around it, a bar of its sum below, and at first a question mark."""

    def __init__(
        self, image: SourcedArray, place: Stage, ends: tuple[Sourced, Sourced], zero: Sourced
    ) -> None:
        self.grid = image_grid(image, side=place.width).move_to(place.center)
        self.frame = grid_frame(self.grid)
        y = place.bottom - TICK - 0.14
        self.sum = SumBar(ends, zero, y=y, left=place.left, right=place.right)
        self.mark = label("?", size="focus", color=theme.TEXT).move_to(self.sum.total)
        super().__init__(self.grid, self.frame, self.sum)


class AddUp(Animation):
    """Let a line of sums take one term after another."""

    def __init__(self, line: SumBar, sums: Sequence[Sourced], **kwargs: Any) -> None:
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

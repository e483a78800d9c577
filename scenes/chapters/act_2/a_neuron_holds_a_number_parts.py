"""The scale of brightnesses, and the cursor that reads a row of pixels into a neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DL,
    DR,
    LEFT,
    RIGHT,
    UP,
    UR,
    Animation,
    Group,
    Line,
    Square,
    Triangle,
    VGroup,
    linear,
    smooth,
)
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.subject.sourced import Sourced

STEPS = 101
WIDTH = 0.3
ENDS = ((0.0, "0"), (1.0, "1"))


class ActivationScale(Group):
    """A bar of all brightnesses, 0 black at the bottom and 1 white at the top."""

    def __init__(self, *, height: float) -> None:
        steps = np.linspace(1, 0, STEPS)[:, np.newaxis]
        self.bar = PixelGrid(gray(steps), side=height)
        self.bar.stretch_to_fit_width(WIDTH)
        self.frame = grid_frame(self.bar).set_stroke(theme.SECONDARY, width=2)
        self.ends = VGroup(
            *(
                label(name, size="body", color=theme.TEXT).next_to(self.point(value), RIGHT, 0.4)
                for value, name in ENDS
            )
        )
        super().__init__(self.bar, self.frame, self.ends)

    def point(self, level: float) -> np.ndarray:
        """The place of a brightness 0..1 in the middle of the bar, shape (3,)."""
        return np.asarray(self.bar.get_bottom() + level * self.bar.height * UP)


CROSSING = 0.5
"""Share of the way from pixel to pixel on which the brightness changes over."""
RIM_WIDTH = 4.0


class RowReader(VGroup):
    """The cursor, its rays, the neuron and its number.

    Parameters
    ----------
    values
        The pixels of that row, 0..1, left to right.
    scale
        On which the pointer shows what the neuron holds.
    color
        Of the cursor, its rays, and the pointer.

    Attributes
    ----------
    column
        Where the cursor is; a whole number in the middle of a pixel.
    """

    def __init__(
        self,
        grid: PixelGrid,
        row: int,
        values: Sequence[Sourced],
        *,
        center: NDArray[np.float64],
        radius: float,
        scale: ActivationScale,
        color: str,
    ) -> None:
        self.grid, self.row, self.values, self.brightnesses = grid, row, tuple(values), scale
        self.frame = Square(1.25 * grid.cell_side, color=color, stroke_width=3.5)
        self.rays = VGroup(Line(), Line()).set_stroke(color, width=1.5, opacity=0.6)
        self.neuron = Neuron(radius=radius).set_stroke(width=RIM_WIDTH).move_to(center)
        self.value = ValueLabel(self.values[0], size="title").move_to(center)
        self.pointer = Triangle(color=color, fill_opacity=1, stroke_width=0)
        self.pointer.rotate(-np.pi / 2).set(width=0.22)
        super().__init__(self.rays, self.frame, self.neuron, self.value, self.pointer)

    def read(self, column: float) -> Self:
        """Put the cursor somewhere on the row: the neuron holds the number of the nearest pixel.

        The number steps from pixel to pixel; brightness and pointer change over while the cursor
        crosses the edge between two.
        """
        self.column = column
        left = min(int(column), len(self.values) - 2)
        way = column - left
        sourced = self.values[left + (way >= 0.5)]
        share = smooth(float(np.clip((way - 0.5) / CROSSING + 0.5, 0, 1)))
        level = (1 - share) * self.values[left].value + share * self.values[left + 1].value
        self._follow_cursor(left, way)
        self.neuron.fire(sourced, level)
        self._write(sourced)
        self.pointer.fills = (sourced,)
        edge = self.brightnesses.point(level) + (self.brightnesses.bar.width / 2 + 0.08) * LEFT
        self.pointer.move_to(edge, aligned_edge=RIGHT)
        return self

    def passed(self, column: int) -> tuple[Sourced, ...]:
        """The pixels from where the cursor is to another column, in the order of the way."""
        start = round(self.column)
        step = 1 if column >= start else -1
        return tuple(self.values[i] for i in range(start, column + step, step))

    def _follow_cursor(self, left: int, way: float) -> None:
        one, other = (self.grid.cell_center(self.row, c) for c in (left, left + 1))
        self.frame.move_to((1 - way) * one + way * other)
        middle, radius = self.neuron.get_center(), self.neuron.width / 2
        for ray, corner, turn in zip(self.rays, self._corners(), (1, -1), strict=True):
            # They end on the rim, where a line from the cursor's corner just touches the disc.
            start = self.frame.get_corner(corner)
            ray.put_start_and_end_on(start, _touching(start, middle, radius, turn))

    def _corners(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The corners of the cursor that face the neuron, at the right of the picture or below."""
        way = self.neuron.get_center() - self.grid.get_center()
        return (UR, DR) if abs(way[0]) > abs(way[1]) else (DR, DL)

    def _write(self, sourced: Sourced) -> None:
        ground = ManimColor(self.neuron.get_fill_color()).to_hex()
        color = max(INKS, key=lambda c: theme.contrast(c, ground))
        self.value.ground = ground
        self.value.glyph_color = color
        if sourced is not self.value.sourced:
            self.value.show(sourced)
        for glyph in (self.value.glyphs,):
            glyph.set_fill(color)


def _touching(
    start: NDArray[np.float64], middle: NDArray[np.float64], radius: float, turn: float
) -> NDArray[np.float64]:
    way = middle - start
    distance = float(np.hypot(*way[:2]))
    angle = np.arctan2(way[1], way[0]) + turn * np.arcsin(min(radius / distance, 1.0))
    length = float(np.sqrt(max(distance**2 - radius**2, 0.0)))
    return start + length * np.array([np.cos(angle), np.sin(angle), 0.0])


class ReadRow(Animation):
    """Glide the cursor to another column; the number steps through the pixels on the way.

    The ledger of the scene lists all `passing_values`.
    """

    def __init__(self, reader: RowReader, column: int, **kwargs: Any) -> None:
        self.start, self.end = reader.column, column
        low, high = sorted((round(self.start), column))
        self.passing_values = reader.values[low : high + 1]
        kwargs.setdefault("rate_func", linear)
        super().__init__(reader, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the cursor at its share of the way."""
        share = self.rate_func(alpha)
        self.mobject.read((1 - share) * self.start + share * self.end)

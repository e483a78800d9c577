"""The cursor that reads a row of pixels into a neuron, and the graph that it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Dot,
    Group,
    Line,
    Polygon,
    Rectangle,
    Square,
    VGroup,
    linear,
    smooth,
)
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.text.typst_text import label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.network.neuron import Neuron
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced

ENDS = ((0.0, "0", DOWN), (1.0, "1", UP))
END_ROOM = 0.75
"""Right of the graph, for the names of its lines, scene units."""
BAR_SHARE = 0.84
"""Width of a bar, in widths of a pixel."""
DOT_SHARE = 0.3
"""Radius of the dot, in widths of a pixel."""
HALF = 0.5
CROSSING = 0.6
"""Share of the way from pixel to pixel on which the brightness changes over."""
LANDS = 0.7
"""Share of a hop after which the number is that of the column where the cursor comes down."""
LIFT = 0.6
"""How high the cursor is in the middle of a hop, in widths of a pixel."""
RIM_WIDTH, FRAME_WIDTH = 4.0, 5.0
LINK = {"width": 2.5, "opacity": 0.7}
VALUE_SHARE = 1.3
"""Width of the number, in radii of its neuron."""


class PixelBar(Polygon):
    """A bar as high and as bright as a pixel; `rise` is how much of its height it has."""

    def __init__(self, sourced: Sourced) -> None:
        super().__init__(*np.zeros((4, 3)), stroke_color=theme.TEXT, stroke_width=1.5)
        self.set_fill(ManimColor(gray(sourced.value).ravel()), opacity=1)
        self.value = sourced
        self.rise = 0.0
        self.fills: tuple[Sourced, ...] = ()

    def show(self, corner: NDArray[np.float64], width: float, height: float, rise: float) -> None:
        """Stand on a lower left corner; `height` is that of the value 1."""
        self.rise, self.fills = rise, (self.value,)
        up, right = rise * self.value.value * height * UP, width * RIGHT
        self.set_points_as_corners(
            [corner, corner + right, corner + right + up, corner + up, corner]
        )
        self.set_stroke(opacity=rise * (self.value.value > 0))


class RowGraph(VGroup):
    """The brightness of every pixel of a row, between a line for 0 and a line for 1.

    The graph is `width` by `height` without the names of the lines. `bars` are flat until they are
    raised; they belong to who reads the row.
    """

    def __init__(self, values: Sequence[Sourced], *, width: float, height: float) -> None:
        self.room = Rectangle(width=width, height=height, stroke_width=0)
        self.lines, self.ends = VGroup(), VGroup()
        for level, name, side in ENDS:
            start, end = self.point(0, level), self.point(1, level)
            self.lines.add(Line(start, end).set_stroke(theme.RULE, width=2))
            end_name = label(name, size="focus", color=theme.TEXT)
            # It stands with its outer edge on its line: the graph may be low.
            end_name.next_to(end, RIGHT, buff=0.2).align_to(end, side)
            self.ends.add(end_name)
        self.bars = VGroup(*map(PixelBar, values))
        super().__init__(self.room, self.lines, self.ends)

    @property
    def seen_around_bars(self) -> list[Mobject]:
        """All that is seen of it before it has bars."""
        return self.submobjects[1:]

    def point(self, across: float, level: float) -> NDArray[np.float64]:
        """The place of a brightness 0..1, `across` from the left 0 to the right 1."""
        left, bottom = self.room.get_left()[0], self.room.get_bottom()[1]
        return np.array([left + across * self.room.width, bottom + level * self.room.height, 0.0])

    def at(self, column: float, level: float) -> NDArray[np.float64]:
        """The place of a brightness below the middle of a pixel of the row."""
        return self.point((column + 0.5) / len(self.bars), level)

    def raise_bars(self, low: float, high: float) -> None:
        """Show the bars of all pixels between two places of a cursor, and grow those it nears."""
        width = BAR_SHARE * self.room.width / len(self.bars)
        for column, bar in enumerate(self.bars):
            rise = float(np.clip(min(high - column, column - low) + 1, 0, 1))
            if rise != bar.rise:
                corner = self.at(column, 0) - width / 2 * RIGHT
                bar.show(corner, width, self.room.height, smooth(rise))
                bar.rise = rise


class RowReader(VGroup):
    """The cursor, its link to the neuron and its number, and a dot that follows in the graph.

    Number, neuron and dot are one thing: on the way from pixel to pixel they are at one level after
    another that occurs in the picture.

    Parameters
    ----------
    grid
        One row of cells, which the cursor frames one by one.
    values
        The pixels of that row, 0..1, left to right.
    levels
        Pixels of the picture, from dark to bright.
    color
        Of the cursor, its link, and the dot.

    Attributes
    ----------
    column
        Where the cursor is; a whole number in the middle of a pixel.
    """

    def __init__(
        self,
        grid: PixelGrid,
        values: Sequence[Sourced],
        *,
        levels: Sequence[Sourced],
        neuron: Neuron,
        graph: RowGraph,
        color: str,
    ) -> None:
        self.grid, self.values, self.levels, self.graph = grid, tuple(values), levels, graph
        self.neuron = neuron
        self.frame = Square(color=color, stroke_width=FRAME_WIDTH)
        # On a white pixel it would hardly be seen.
        self.frame.set_stroke(theme.BACKGROUND, width=FRAME_WIDTH + 3, background=True)
        self.link = Line().set_stroke(color, **LINK)
        self.value = ValueLabel(self.values[0], size="title")
        self.value.scale(VALUE_SHARE * neuron.width / 2 / self.value.width).move_to(neuron)
        self.dot, self.plumb = Dot(color=color), Line()
        self.plumb.set_stroke(color, **LINK)
        self.pointer = VGroup(self.plumb, self.dot)
        self.reach: tuple[float, float] | None = None
        super().__init__(self.link, graph.bars, self.pointer, self.frame, self.neuron, self.value)

    def leave_bars(self) -> None:
        """From now on every pixel that is read leaves its bar in the graph."""
        self.reach = (self.column, self.column)

    def read(self, column: float) -> Self:
        """Put the cursor somewhere on the row.

        What the neuron holds changes over while the cursor crosses the edge between two pixels.
        """
        left = min(int(column), len(self.values) - 2)
        share = smooth(float(np.clip((column - left - HALF) / CROSSING + HALF, 0, 1)))
        self._follow_cursor(column)
        self._tell(self._level(self.values[left], self.values[left + 1], share))
        if self.reach is not None:
            self.reach = (min(self.reach[0], column), max(self.reach[1], column))
            self.graph.raise_bars(*self.reach)
        return self

    def hop(self, start: int, end: int, share: float) -> Self:
        """Be on the way over other pixels, which are not read."""
        self._follow_cursor((1 - share) * start + share * end, lift=LIFT * np.sin(np.pi * share))
        told = min(1.0, share / LANDS)
        self._tell(self._level(self.values[start], self.values[end], told))
        return self

    def between(self, values: Sequence[Sourced]) -> tuple[Sourced, ...]:
        """These pixels, and all that may be held on the way from one to the other."""
        low, high = (end(value.value for value in values) for end in (min, max))
        return (*values, *(level for level in self.levels if low < level.value < high))

    def hold(self, sourced: Sourced, level: float | None = None) -> Self:
        """Let the neuron hold a number, wherever the cursor is, as bright as its value or level."""
        self.neuron.fire(sourced, sourced.value if level is None else level)
        self._write(sourced)
        return self

    def passed(self, column: int) -> tuple[Sourced, ...]:
        """The pixels from where the cursor is to another column, in the order of the way."""
        start = round(self.column)
        step = 1 if column >= start else -1
        return tuple(self.values[i] for i in range(start, column + step, step))

    def _follow_cursor(self, column: float, lift: float = 0.0) -> None:
        self.column = column
        left = min(int(column), len(self.values) - 2)
        one, other = (self.grid.cell_center(0, c) for c in (left, left + 1))
        side = self.grid.cell_side
        self.frame.scale_to_fit_width(side)
        self.frame.move_to(one + (column - left) * (other - one) + lift * side * UP)
        middle, start = self.neuron.get_center(), self.frame.get_center()
        way = (middle - start) / np.linalg.norm(middle - start)
        out = way / np.abs(way).max() * side / 2
        self.link.put_start_and_end_on(start + out, middle - self.neuron.width / 2 * way)

    def _level(self, one: Sourced, other: Sourced, share: float) -> Sourced:
        """What is held so far on the way from one pixel to another."""
        if share in (0, 1) or one.value == other.value:
            return other if share >= HALF else one
        level = (1 - share) * one.value + share * other.value
        known = self.between((one, other))
        return min(known, key=lambda each: abs(each.value - level))

    def _tell(self, sourced: Sourced) -> None:
        """Show a number in the neuron and by the dot."""
        self.hold(sourced)
        self.dot.scale_to_fit_width(2 * DOT_SHARE * self.grid.cell_side)
        self.dot.move_to(self.graph.at(self.column, sourced.value))
        self.dot.fills = (sourced,)
        self.plumb.put_start_and_end_on(self.frame.get_bottom(), self.dot.get_top())

    def _write(self, sourced: Sourced) -> None:
        ground = ManimColor(self.neuron.get_fill_color()).to_hex()
        color = max(INKS, key=lambda c: theme.contrast(c, ground))
        self.value.ground = ground
        self.value.glyph_color = color
        if sourced is not self.value.sourced:
            self.value.show(sourced)
        for glyph in (self.value.glyphs,):
            glyph.set_fill(color)


class ReadRow(Animation):
    """Glide the cursor to another column, and read the pixels on the way.

    The ledger of the scene lists all `passing_values`.
    """

    def __init__(self, reader: RowReader, column: int, **kwargs: Any) -> None:
        self.start, self.end = reader.column, column
        low, high = sorted((round(self.start), column))
        self.passing_values = reader.between(reader.values[low : high + 1])
        kwargs.setdefault("rate_func", linear)
        super().__init__(reader, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the cursor at its share of the way."""
        share = self.rate_func(alpha)
        self.mobject.read((1 - share) * self.start + share * self.end)


class Hop(ReadRow):
    """Lift the cursor over to another column; number and brightness are there before it."""

    def __init__(self, reader: RowReader, column: int, **kwargs: Any) -> None:
        super().__init__(reader, column, rate_func=smooth, **kwargs)
        self.start = round(self.start)
        self.passing_values = reader.between((reader.values[self.start], reader.values[column]))

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the cursor at its share of the way."""
        self.mobject.hop(self.start, self.end, self.rate_func(alpha))


class LightUp(Animation):
    """Let a reader's neuron hold one number after another; the last one stays."""

    def __init__(self, reader: RowReader, values: Sequence[Sourced], **kwargs: Any) -> None:
        self.reader, self.passing_values = reader, tuple(values)
        super().__init__(Group(reader.neuron, reader.value), **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Hold the number whose turn it is."""
        turn = int(self.rate_func(alpha) * len(self.passing_values))
        self.reader.hold(self.passing_values[min(turn, len(self.passing_values) - 1)])

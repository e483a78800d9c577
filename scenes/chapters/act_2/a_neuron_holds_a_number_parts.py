"""The cursor that reads a row of pixels into a neuron, and the graph that it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    RIGHT,
    UP,
    UR,
    Animation,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Line,
    Polygon,
    Rectangle,
    Square,
    Succession,
    VGroup,
    linear,
    smooth,
)
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.text.typst_text import Words, label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import gray
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.network.neuron import Neuron
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.stage.layout import Stage
    from scenes.subject.sourced import Sourced

ENDS = ((0.0, "0", DOWN), (1.0, "1", UP))
END_ROOM = 0.75
"""Right of the graph, for the names of its lines, scene units."""
BAR_SHARE = 0.84
"""Width of a bar, in widths of a pixel."""
DOT_SHARE = 0.45
"""Radius of the dot, in widths of a pixel."""
HALF = 0.5
CROSSING = 0.4
"""Share of the way from pixel to pixel on which the brightness changes over."""
LENS, AROUND = 0.1, 1.25
"""Side of the cursor: in widths of the picture, and in those of a pixel at least."""
LIFT = 0.5
"""How much larger the cursor is in the middle of a hop."""
RIM_WIDTH = 4.0
RAY = {"width": 1.0, "opacity": 0.45}
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

    The graph is `width` by `height` without the names of the lines and the `heading`, which says
    between these names what the graph shows. `bars` are flat until they are raised; they belong to
    who reads the row.
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
        self.heading = Words(_("number"), color=theme.SECONDARY)
        self.heading.next_to(self.room, RIGHT, buff=0.2)
        self.heading_width = self.heading.width
        super().__init__(self.room, self.lines, self.ends, self.heading)

    @property
    def seen_around_bars(self) -> list[Mobject]:
        """All that is seen of it before it has bars."""
        return self.submobjects[1:]

    def rename(self, neuron: Neuron, seen: Stage) -> list[Animation]:
        """Let the heading say what the number of a neuron is called, if there is room for it.

        Parameters
        ----------
        seen
            What the view shows.
        """
        if self.heading not in self.submobjects:
            return []
        self.remove(self.heading)
        moves: list[Animation] = [FadeOut(self.heading, run_time=0.4)]
        # The graph may have been scaled since its heading was set.
        name = Words(_("activation"), color=theme.SECONDARY)
        name.scale(self.heading.width / self.heading_width)
        name.align_to(self.heading, DL)
        corner, height = name.get_corner(UR), self.heading.height
        is_clear = np.linalg.norm(corner - neuron.get_center()) > neuron.width / 2 + height
        if is_clear and corner[0] <= seen.right:
            self.add(name)
            moves.append(FadeIn(name, run_time=0.4))
        return [Succession(*moves)]

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
    """The cursor, its rays, the neuron and its number, and a dot that follows in the graph.

    The cursor is a lens: it is as bright as the pixel in its middle, and larger.

    Parameters
    ----------
    values
        The pixels of that row, 0..1, left to right.
    color
        Of the cursor, its rays, and the dot.

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
        neuron: Neuron,
        graph: RowGraph,
        color: str,
    ) -> None:
        self.grid, self.row, self.values, self.graph = grid, row, tuple(values), graph
        self.neuron = neuron
        self.lens = max(LENS * grid.width, AROUND * grid.cell_side)
        self.frame = Square(color=color, stroke_width=3.5)
        self.rays = VGroup(Line(), Line()).set_stroke(color, **RAY)
        self.value = ValueLabel(self.values[0], size="title")
        self.value.scale(VALUE_SHARE * neuron.width / 2 / self.value.width).move_to(neuron)
        self.dot, self.plumb = Dot(color=color), Line()
        self.plumb.set_stroke(color, **RAY)
        self.pointer = VGroup(self.plumb, self.dot)
        self.reach: tuple[float, float] | None = None
        super().__init__(self.rays, graph.bars, self.pointer, self.frame, self.neuron, self.value)

    def leave_bars(self) -> None:
        """From now on every pixel that is read leaves its bar in the graph."""
        self.reach = (self.column, self.column)

    def read(self, column: float) -> Self:
        """Put the cursor somewhere on the row: the neuron holds the number of the nearest pixel.

        The number steps from pixel to pixel; brightness and dot change over while the cursor
        crosses the edge between two.
        """
        left = min(int(column), len(self.values) - 2)
        way = column - left
        sourced = self.values[left + (way >= HALF)]
        share = smooth(float(np.clip((way - HALF) / CROSSING + HALF, 0, 1)))
        level = (1 - share) * self.values[left].value + share * self.values[left + 1].value
        self._follow_cursor(column)
        self._tell(sourced, level)
        if self.reach is not None:
            self.reach = (min(self.reach[0], column), max(self.reach[1], column))
            self.graph.raise_bars(*self.reach)
        return self

    def hop(self, start: int, end: int, share: float) -> Self:
        """Be on the way over other pixels, which are not read: the number is gone meanwhile."""
        one, other = self.values[start], self.values[end]
        self._follow_cursor((1 - share) * start + share * end, lift=LIFT * np.sin(np.pi * share))
        level = (1 - share) * one.value + share * other.value
        self._tell(one if share < HALF else other, level)
        self.value.glyphs.set_fill(opacity=abs(1 - 2 * share))
        return self

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
        one, other = (self.grid.cell_center(self.row, c) for c in (left, left + 1))
        self.frame.scale_to_fit_width((1 + lift) * self.lens)
        self.frame.move_to(one + (column - left) * (other - one))
        middle, radius = self.neuron.get_center(), self.neuron.width / 2
        for ray, corner, turn in zip(self.rays, self._corners(), (1, -1), strict=True):
            # They end on the rim, where a line from the cursor's corner just touches the disc.
            start = self.frame.get_corner(corner)
            ray.put_start_and_end_on(start, _touching(start, middle, radius, turn))

    def _tell(self, sourced: Sourced, level: float) -> None:
        """Show a number in the neuron and by the dot, both as high as a brightness of 0..1."""
        self.neuron.fire(sourced, level)
        self.frame.set_fill(ManimColor(gray(level).ravel()), opacity=1)
        self.frame.fills = (sourced,)
        self._write(sourced)
        self.dot.scale_to_fit_width(2 * DOT_SHARE * self.grid.cell_side)
        self.dot.move_to(self.graph.at(self.column, level))
        self.dot.fills = (sourced,)
        self.plumb.put_start_and_end_on(self.frame.get_bottom(), self.dot.get_top())

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


class Hop(ReadRow):
    """Lift the cursor over to another column; brightness and dot glide from number to number."""

    def __init__(self, reader: RowReader, column: int, **kwargs: Any) -> None:
        super().__init__(reader, column, rate_func=smooth, **kwargs)
        self.start = round(self.start)
        self.passing_values = (reader.values[self.start], reader.values[column])

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

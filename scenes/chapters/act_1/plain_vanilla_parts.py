"""Sketches of four kinds of networks, the road from structure to learning, and where both stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Animation,
    Arc,
    ArcBetweenPoints,
    Circle,
    FadeOut,
    Line,
    Mobject,
    ReplacementTransform,
    RoundedRectangle,
    Square,
    VGroup,
)

from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.text.typst_text import Words, em
from scenes.stage import theme
from scenes.stage.layout import Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray


SKETCH_SHARE = 0.34
"""Largest width of a sketch, as a share of a wide stage's."""
NOTE_HEIGHT = 0.4
"""Of the note above the sketches, scene units."""
LARGER = 1.45
NAME_GAP, ROW_GAP = 0.3, 0.55
"""Between a sketch and its name, and below that, scene units."""
RADIUS = 0.85
WORDS_ROOM = 3.1
"""For these words at the neuron's right, with the gap."""


@dataclass(frozen=True)
class Sketches:
    """Where the sketches stand: two by two, or below each other on a tall stage.

    Attributes
    ----------
    cells
        Room for each sketch with its name under it.
    names
        Room for each name at the left of its sketch; none where the names stand below.
    width
        Largest width of a sketch.
    note
        Room for what is said of all of them: between them on a wide stage, above on any other.
    """

    cells: tuple[Stage, ...]
    names: tuple[Stage, ...]
    width: float
    note: Stage

    @classmethod
    def on(cls, area: Stage) -> Sketches:
        """Places on a stage."""
        if area.is_wide:
            width = SKETCH_SHARE * area.width
            between = area.inset(width / 2 + area.width / 4, 0)
            return cls(area.cells(2, 2, gap=0), (), width, between)
        below = replace(area, top=area.top - NOTE_HEIGHT)
        above = replace(area, bottom=below.top)
        if area.is_tall:
            names, sketches = below.columns(0.38, 0.62, gap=0)
            return cls(sketches.cells(4, 1, gap=0), names.cells(4, 1, gap=0), sketches.width, above)
        cells = below.cells(2, 2, gap=0)
        return cls(cells, (), 0.85 * cells[0].width, above)

    def put(self, index: int, sketch: Mobject, words: str) -> Words:
        """Put a sketch into its place, and return its name at the name's place."""
        cell = self.cells[index]
        if self.names:
            beside = self.names[index]
            name = Words(words, width=beside.width, align="left", balanced=True)
            name.move_to(beside.at(0, 0.5), aligned_edge=LEFT)
            room = cell.inset(0, ROW_GAP / 2)
        else:
            name = Words(words).set_x(cell.center[0])
            # A long name may reach into the cell before its own, but not over the stage's edge.
            name.shift(min(0.0, cell.right - name.get_right()[0]) * RIGHT)
            name.shift((cell.bottom + ROW_GAP - name.baseline) * UP)
            room = replace(cell, bottom=name.get_top()[1] + NAME_GAP)
        scale = min(LARGER, self.width / sketch.width, room.height / sketch.height)
        sketch.scale(scale).move_to(room.center)
        return name


@dataclass(frozen=True)
class Remarks:
    """Where things stand that are said about the network, in the room of its picture.

    Attributes
    ----------
    title
        Room for its name.
    neuron, radius
        Middle of the large neuron, and how large it is.
    words
        At which side of that neuron the words about it stand.
    """

    title: Stage
    neuron: NDArray[np.float64]
    radius: float
    words: NDArray[np.float64]

    @classmethod
    def on(cls, area: Stage, diagram: NetworkDiagram) -> Remarks:
        """At the left of the network, or above it; the words then at the neuron's right."""
        if area.is_wide:
            strip, (_x, y, _z) = diagram.strip, diagram.places.image
            title = Stage(
                area.left, float(strip.get_left()[0]) - 0.4, area.at(0, 0.985)[1], area.bottom
            )
            neuron = np.array([(area.left + strip.get_x()) / 2, y, 0.0])
            return cls(title, neuron, RADIUS, DOWN)
        head = replace(area, bottom=area.top - diagram.places.image_side)
        radius = min(RADIUS, head.height / 2)
        if area.is_tall:
            return cls(head, head.at(0, 0) + radius * (UP + RIGHT), radius, RIGHT)
        neuron = head.at(1, 0.5) - (WORDS_ROOM + radius) * RIGHT
        return cls(replace(head, right=neuron[0] - radius), neuron, radius, RIGHT)


CELL = 0.34
CELLS, FOUND = 5, 3
"""Cells along a side of the picture, and of what a window leaves of it."""
DISC = 0.17
TIP = 0.12


def _disc(radius: float = DISC) -> Circle:
    return Circle(radius=radius, color=theme.TEXT, stroke_width=2).set_fill(
        theme.BACKGROUND, opacity=1
    )


def _arrow(path: Line | Arc) -> VGroup:
    # A chevron keeps its shape on short paths, where manim shrinks the tips of arrows.
    end, before = path.point_from_proportion(1), path.point_from_proportion(0.94)
    along = (end - before) / np.linalg.norm(end - before)
    across = np.array([-along[1], along[0], 0.0])
    sides = [Line(end - TIP * along + side * 0.6 * TIP * across, end) for side in (1, -1)]
    return VGroup(path, *sides).set_stroke(theme.SECONDARY, width=2.5)


def _cells(count: int) -> VGroup:
    cells = VGroup(*(Square(CELL, stroke_width=1.5, color=theme.RULE) for _ in range(count**2)))
    return cells.arrange_in_grid(count, count, buff=0)


class ConvolutionSketch(VGroup):
    """A window that slides over a grid, and the smaller grid that it leaves."""

    def __init__(self, color: str) -> None:
        self.grid, self.found = _cells(CELLS), _cells(FOUND)
        self.found.next_to(self.grid, RIGHT, buff=0.35)
        self.window = Square(FOUND * CELL, color=color, stroke_width=3.5)
        self.mark = Square(CELL, color=color, stroke_width=3.5)
        super().__init__(self.grid, self.found, self.window, self.mark)
        self.center()
        self.look_at(0, 0)

    def look_at(self, row: int, column: int) -> ConvolutionSketch:
        """Put the window on one of its places, and mark the cell that it leaves there."""
        middle = self.grid[(row + FOUND // 2) * CELLS + column + FOUND // 2]
        self.window.move_to(middle)
        self.mark.move_to(self.found[row * FOUND + column])
        return self


class RecurrenceSketch(VGroup):
    """A chain of neurons, each with an arrow back to itself."""

    def __init__(self, color: str) -> None:
        self.discs = VGroup(*(_disc(0.22) for _ in range(3))).arrange(RIGHT, buff=0.6)
        self.arrows = VGroup(
            *(
                _arrow(Line(one.get_right() + 0.08 * RIGHT, other.get_left() + 0.08 * LEFT))
                for one, other in pairwise(self.discs)
            )
        )
        self.loops = VGroup(*(self._loop(disc, color) for disc in self.discs))
        super().__init__(self.discs, self.arrows, self.loops)
        self.center()

    def _loop(self, disc: Mobject, color: str) -> VGroup:
        loop = Arc(radius=0.26, start_angle=-0.3 * PI, angle=1.6 * PI)
        loop.next_to(disc, UP, buff=-0.02)
        return _arrow(loop).set_stroke(color, width=3)


class AttentionSketch(VGroup):
    """Pieces of an input in a row, with arcs from each to the others."""

    def __init__(self, color: str) -> None:
        self.tokens = VGroup(
            *(
                RoundedRectangle(
                    corner_radius=0.06, width=0.36, height=0.36, color=theme.TEXT, stroke_width=2
                )
                for _ in range(5)
            )
        ).arrange(RIGHT, buff=0.22)
        tops = [token.get_top() + 0.06 * UP for token in self.tokens]
        self.arcs = VGroup(
            *(
                ArcBetweenPoints(other, one, angle=0.75 * PI)
                for i, one in enumerate(tops)
                for other in tops[i + 1 :]
            )
        ).set_stroke(color, width=2.2, opacity=0.8)
        super().__init__(self.arcs, self.tokens)
        self.center()


class PerceptronSketch(VGroup):
    """Columns of neurons, each neuron joined to all of the next column."""

    def __init__(self, sizes: Sequence[int], *, width: float = 2.4) -> None:
        gap = width / max(len(sizes) - 1, 1)
        radius = min(DISC, 0.3 * gap)
        self.columns = VGroup(
            *(
                VGroup(*(_disc(radius) for _ in range(size)))
                .arrange(DOWN, buff=0.2)
                .move_to(i * gap * RIGHT)
                for i, size in enumerate(sizes)
            )
        )
        self.lines = VGroup(
            *(
                Line(one.get_center(), other.get_center())
                for before, after in pairwise(self.columns)
                for one in before
                for other in after
            )
        ).set_stroke(theme.SECONDARY, width=1.5, opacity=0.8)
        super().__init__(self.lines, self.columns)
        self.center()


GAP = 0.35
"""Between a stop and the road, scene units."""


class Stop(VGroup):
    """A place with a remark under it."""

    def __init__(self, place: str, remark: str, *, color: str) -> None:
        self.place = Words(place, size="title", color=color)
        self.remark = Words(remark, color=theme.SECONDARY).set_x(self.place.get_x())
        # By their baselines, not by the letters that reach below them.
        self.place.shift(-self.place.baseline * UP)
        self.remark.shift(-(self.remark.baseline + 1.7 * em("title")) * UP)
        super().__init__(self.place, self.remark)


class Road(VGroup):
    """A road from the first stop to the second.

    Parameters
    ----------
    now, later
        Each stop and what is said about it.
    center, length
        Of the road with its stops: they stand at a quarter and at three quarters.
    color
        Of the mark under the first stop.
    direction
        Where it leads: `RIGHT` or `DOWN`.
    """

    def __init__(
        self,
        now: tuple[str, str],
        later: tuple[str, str],
        *,
        center: NDArray[np.float64],
        length: float,
        color: str,
        direction: NDArray[np.float64] = RIGHT,
    ) -> None:
        self.direction = direction
        start, end = center - length / 4 * direction, center + length / 4 * direction
        self.now = Stop(*now, color=theme.TEXT).shift(start)
        self.later = Stop(*later, color=theme.SECONDARY).shift(end)
        first = self.now.get_edge_center(direction) + GAP * direction
        last = self.later.get_edge_center(-direction) - GAP * direction
        # Beside each other, by their places: the remarks under them do not count.
        y = start[1] + em("title") / 4
        ends = [[x, y, 0] for x in (first[0], last[0])] if direction[0] else [first, last]
        self.way = Line(*ends).set_stroke(theme.RULE, width=3)
        left, right = self.now.place.get_left()[0], self.now.place.get_right()[0]
        below = start[1] - em("title") / 4
        self.here = Line(*([x, below, 0] for x in (left, right))).set_stroke(color, width=4)
        super().__init__(self.now, self.here, self.way, self.later)


def grow_into(columns: VGroup, diagram: NetworkDiagram) -> list[Animation]:
    """Let columns of a few neurons become the layers, and the first of them the input column.

    Parameters
    ----------
    columns
        As many as the network has layers, the input included.
    """
    ticks = diagram.places.columns[0]
    nearest = np.linspace(0, len(ticks) - 1, len(columns[0])).round().astype(int)
    return [
        *(
            FadeOut(disc, target_position=ticks[tick], scale=diagram.strip.width / disc.width)
            for disc, tick in zip(columns[0], nearest, strict=True)
        ),
        *(
            ReplacementTransform(column, layer)
            for column, layer in zip(columns[1:], diagram.columns, strict=True)
        ),
    ]

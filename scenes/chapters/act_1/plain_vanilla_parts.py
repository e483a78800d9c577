"""Sketches of three other kinds of networks, and where they stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Arc,
    ArcBetweenPoints,
    Circle,
    Line,
    Mobject,
    RoundedRectangle,
    Square,
    VGroup,
)

from scenes.mobjects.text.typst_text import Words
from scenes.stage import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.stage.layout import Stage

NAME_GAP = 0.4
"""Between a sketch and its name, scene units."""
APART = 1.6
"""Between sketches: who looks at one of them does not see another."""


def put_apart(sketches: Sequence[VGroup], names: Sequence[str], area: Stage) -> VGroup:
    """Put sketches beside each other on a wide stage, else below, each with its name below it.

    The result holds the names.
    """
    written = VGroup()
    rooms = area.parts(*[1] * len(names), gap=APART)
    for sketch, name, room in zip(sketches, names, rooms, strict=True):
        words = Words(name)
        height = room.height - words.height - NAME_GAP
        sketch.scale(min(room.width / sketch.width, height / sketch.height))
        words.next_to(sketch.move_to(room.center), DOWN, buff=NAME_GAP)
        VGroup(sketch, words).move_to(room.center)
        written.add(words)
    return written


CELL = 0.34
CELLS, FOUND = 5, 3
"""Cells along a side of the picture, and of what a window leaves of it."""
DISC = 0.17
TIP = 0.12


def _disc(radius: float = DISC) -> Circle:
    return Circle(radius=radius, color=theme.TEXT, stroke_width=3.5).set_fill(
        theme.BACKGROUND, opacity=1
    )


def _arrow(path: Line | Arc) -> VGroup:
    # A chevron keeps its shape on short paths, where manim shrinks the tips of arrows.
    end, before = path.point_from_proportion(1), path.point_from_proportion(0.94)
    along = (end - before) / np.linalg.norm(end - before)
    across = np.array([-along[1], along[0], 0.0])
    sides = [Line(end - TIP * along + side * 0.6 * TIP * across, end) for side in (1, -1)]
    return VGroup(path, *sides).set_stroke(theme.SECONDARY, width=4)


def _cells(count: int) -> VGroup:
    cells = (Square(CELL, stroke_width=2.5, color=theme.SECONDARY) for _ in range(count**2))
    return VGroup(*cells).arrange_in_grid(count, count, buff=0)


class ConvolutionSketch(VGroup):
    """A window that slides over a grid, and the smaller grid that it leaves."""

    def __init__(self, color: str) -> None:
        self.grid, self.found = _cells(CELLS), _cells(FOUND)
        self.found.next_to(self.grid, RIGHT, buff=0.35)
        self.window = Square(FOUND * CELL, color=color, stroke_width=6)
        self.mark = Square(CELL, color=color, stroke_width=6)
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
        return _arrow(loop).set_stroke(color, width=4.5)


class AttentionSketch(VGroup):
    """Pieces of an input in a row, with arcs from each to the others."""

    def __init__(self, color: str) -> None:
        self.tokens = VGroup(
            *(
                RoundedRectangle(
                    corner_radius=0.06, width=0.36, height=0.36, color=theme.TEXT, stroke_width=3.5
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
        ).set_stroke(color, width=3.5, opacity=0.85)
        super().__init__(self.arcs, self.tokens)
        self.center()

"""How every output answers while one pixel changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Square, VGroup, VMobject
from manim.utils.color import ManimColor

from scenes import theme
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.text import Words, label
from scenes.mobjects.value_label import ValueLabel
from scenes.scales import brightness, gray
from scenes.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim.typing import Point3D

    from scenes.layout import Stage
    from scenes.sourced import Sourced, SourcedArray

RADIUS = 0.16
CURVE_WIDTH = 4.0
HEADING = 0.4
LARGE_SIDE = 0.7
VALUE_ROOM = 1.7
"""Width of a large pixel with its value beside it."""
FULL = 0.46
"""How far from its start the curve with the largest change goes, as a share of a row."""


class AnswerBoard(VGroup):
    """One row an output: its neuron, its name, its value, and the curve of its sum so far.

    All curves begin in the middle of their row and have one scale. They show the sums, because an
    output near 0 or 1 has no room left to move.

    Parameters
    ----------
    outputs, sums
        Values and weighted sums of the last layer in the order in which they are shown, one array
        a step, each of shape (classes,).
    activation
        Name of the last layer's activation function.
    left, right, top, bottom
        What the rows fill.
    decimals
        Of the values.
    palette
        Curves that end higher than they began have its positive color.

    Attributes
    ----------
    neurons, names, values, headings, zeros, curves
        The columns.
    """

    def __init__(
        self,
        outputs: Sequence[SourcedArray],
        sums: Sequence[SourcedArray],
        *,
        activation: str,
        left: float,
        right: float,
        top: float,
        bottom: float,
        decimals: int,
        palette: theme.Palette,
    ) -> None:
        self.outputs, self.activation, self.decimals = outputs, activation, decimals
        self.sums = sums
        first, last = sums[0].values, sums[-1].values
        self.moves = np.array([row.values - first for row in sums])
        rows = first.size
        top_of_rows = top - HEADING
        pitch = (top_of_rows - bottom) / rows
        ys = top_of_rows - pitch * (np.arange(rows) + 0.5)
        largest = float(np.abs(self.moves).max()) or 1.0
        self.unit = FULL * pitch / largest
        self.neurons = VGroup(*(Neuron(radius=RADIUS).move_to([left, y, 0]) for y in ys))
        self.names = VGroup(
            *(label(str(i)).next_to([left, y, 0], RIGHT, buff=0.3) for i, y in enumerate(ys))
        )
        self.values = VGroup(
            *(
                ValueLabel(value, align="right").move_to([left + 1.75, y, 0], aligned_edge=RIGHT)
                for value, y in zip(self.shown(0), ys, strict=True)
            )
        )
        start = left + 2.0
        self.width_of_curves = right - start
        self.starts = [np.array([start, y, 0.0]) for y in ys]
        self.zeros = VGroup(
            *(Line(p, [right, p[1], 0], color=theme.RULE, stroke_width=1.5) for p in self.starts)
        )
        self.curves = VGroup(
            *(
                VMobject(color=palette.sign(end - begin), stroke_width=CURVE_WIDTH)
                for begin, end in zip(first, last, strict=True)
            )
        )
        self.headings = VGroup(
            *(
                Words(words, size="note", color=theme.SECONDARY).move_to(
                    [x, top, 0], aligned_edge=edge
                )
                for words, x, edge in (
                    (_("outputs"), left + 1.75, UP + RIGHT),
                    (_("their sums"), right, UP + RIGHT),
                )
            )
        )
        left_heading, right_heading = self.headings
        right_heading.shift((left_heading.baseline - right_heading.baseline) * UP)
        super().__init__(
            *(self.neurons, self.names, self.values, self.headings, self.zeros, self.curves)
        )
        self.show_step(0)

    @property
    def steps(self) -> int:
        """How many values the pixel takes."""
        return len(self.outputs)

    def shown(self, step: int) -> list[Sourced]:
        """All outputs at one step, as they are written."""
        return [value.shown_as(decimals=self.decimals) for value in self.outputs[step]]

    def show_step(self, step: int) -> Self:
        """Show the outputs at one of the pixel's values, and the curves up to there."""
        outputs = self.outputs[step]
        levels = brightness(outputs.values, self.activation)
        for neuron, sourced, level in zip(self.neurons, outputs, levels, strict=True):
            neuron.fire(sourced, float(level))
        for text, value in zip(self.values, self.shown(step), strict=True):
            text.show(value)
        across = np.linspace(0, self.width_of_curves, self.steps)[: step + 1]
        for place, (curve, start) in enumerate(zip(self.curves, self.starts, strict=True)):
            ups = self.unit * self.moves[: step + 1, place]
            if step:
                curve.set_points_as_corners(
                    start + np.stack([across, ups, np.zeros_like(ups)], axis=1)
                )
            curve.fills = (self.sums[step][place],)
        return self

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is written at one step."""
        return self.shown(step)


class SweptPixel(VGroup):
    """A pixel that changes: in its place in the picture, and large with its number and name.

    The number stands right of the large square, or below it where the room is too narrow.

    Parameters
    ----------
    values
        In the order in which they are shown; shape (steps,).
    cell
        Where it is in the picture.
    cell_side
        Of the cell.
    room
        Of the large square and its words; they hang from its top.
    name
        Below the large square.
    color
        Of the frames.
    """

    def __init__(
        self,
        values: Sequence[Sourced],
        *,
        cell: Point3D,
        cell_side: float,
        room: Stage,
        name: Words,
        color: str,
    ) -> None:
        self.sweep = values
        self.cell = Square(cell_side, stroke_width=0).move_to(cell)
        self.frame = Square(1.6 * cell_side, color=color, stroke_width=3).move_to(cell)
        self.large = Square(LARGE_SIDE, color=color, stroke_width=3)
        self.large.move_to(room.at(0.5, 1), aligned_edge=UP)
        self.value = ValueLabel(values[0], size="body", align="left")
        if room.width > VALUE_ROOM:
            self.large.shift(0.4 * LEFT)
            self.value.next_to(self.large, RIGHT, buff=0.3)
        else:
            self.value.next_to(self.large, DOWN, buff=0.15)
        self.words = name.next_to(VGroup(self.large, self.value), DOWN, buff=0.15)
        self.words.set_x(room.center[0])
        super().__init__(self.cell, self.frame, self.large, self.value, self.words)
        self.show_step(0)

    @property
    def steps(self) -> int:
        """How many values it takes."""
        return len(self.sweep)

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is written at one step."""
        return [self.sweep[step]]

    def show_step(self, step: int) -> Self:
        """Show one of its values."""
        value = self.sweep[step]
        for square in (self.cell, self.large):
            square.set_fill(ManimColor(gray(value.value).ravel()), opacity=1)
            square.fills = (value,)
        self.value.show(value)
        return self

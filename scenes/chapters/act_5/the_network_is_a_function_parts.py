"""The network in a box, and the curve of an output over a pixel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    DashedLine,
    Dot,
    Group,
    Line,
    Rectangle,
    Square,
    VGroup,
    VMobject,
    linear,
    smooth,
)
from manim.utils.color import ManimColor

from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.number_line import NumberLine, plane_points
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Words, class_label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage, fit
from scenes.stage.scales import gray, telling_decimals
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.subject.sourced import Sourced, SourcedArray

CURVE_WIDTH = 7.0
CHANGE_GAP = 0.2
"""From the end of the curve to how far it rose."""
KNOB_SIDE, KNOB_GAP = 0.5, 0.2
HEADING, FOOT = 1.05, 1.65
"""Above the axes and below them."""
SCALE_ROOM = 0.45
"""Above the axes, for what is said of their scale."""
NEURON_RADIUS = 0.2
NAME_WIDTH = 1.0
"""Of the name of a class, at most."""
BAR_GAP, BAR_SHARE = 0.3, 0.5
"""From a name to its bar; height of a bar in distances from row to row."""
THIN = 1e-4
"""Of the bar of an output that is zero: nothing to be seen."""


class OutputBars(Group):
    """The outputs in rows, each a neuron with its name and a bar, while a pixel changes.

    Parameters
    ----------
    pixel
        Its values on the way.
    outputs
        One row of all outputs for each of them.
    levels
        How bright the neurons are, shape (steps, classes).
    column, names
        As they stand in the network.
    largest
        What a bar of this `reach` in scene units stands for; it may get shorter if the room needs.
    """

    def __init__(
        self,
        pixel: Sequence[Sourced],
        outputs: Sequence[SourcedArray],
        *,
        levels: NDArray[np.float64],
        largest: float,
        reach: float,
        column: NeuronColumn,
        names: VGroup,
        cell: Square,
        room: Stage,
    ) -> None:
        self.pixel, self.outputs, self.levels, self.cell = pixel, outputs, levels, cell
        self.column, self.names = column.copy(), names.copy()
        beside = VGroup(self.column, self.names)
        beside.shift((room.left - beside.get_left()[0]) * RIGHT)
        self.left = float(beside.get_right()[0]) + BAR_GAP
        self.unit = min(reach, room.right - self.left) / largest
        pitch = column.height / max(len(column), 2)
        self.bars = VGroup(
            *(Rectangle(width=1, height=BAR_SHARE * pitch, stroke_width=0) for _ in column)
        )
        self.bars.set_fill(theme.TEXT, opacity=1)
        half = (column.height + pitch) / 2 * UP
        self.zero = Line(half, -half, color=theme.SECONDARY, stroke_width=2)
        self.zero.move_to([self.left, column.get_y(), 0])
        super().__init__(self.column, self.names, self.zero, self.bars, cell)
        self.show_step(0)

    @property
    def steps(self) -> int:
        """How many values the pixel takes."""
        return len(self.pixel)

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is shown at one step."""
        return [self.pixel[step], *self.outputs[step]]

    def show_step(self, step: int) -> Self:
        """Show the pixel's value, and the outputs."""
        show_pixel(self.cell, self.pixel[step])
        rows = zip(self.column, self.bars, self.outputs[step], self.levels[step], strict=True)
        for neuron, bar, output, level in rows:
            neuron.fire(output, float(level))
            bar.stretch_to_fit_width(max(self.unit * output.value, THIN))
            bar.move_to([self.left, neuron.get_y(), 0], aligned_edge=LEFT)
            bar.fills = (output,)
        return self

    def lens(self, output: int, low: float, high: float, palette: theme.Palette) -> Rectangle:
        """A frame around the part of a bar from one number to another, or a little larger."""
        bar = self.bars[output]
        width = max(self.unit * (high - low), bar.height)
        lens = Rectangle(width=width, height=1.8 * bar.height, color=palette.signal)
        middle = self.left + self.unit * (low + high) / 2
        return lens.set_stroke(width=3).move_to([middle, bar.get_y(), 0])


def show_pixel(square: Square, pixel: Sourced) -> None:
    """Fill a square with the light of a pixel."""
    square.set_fill(ManimColor(gray(pixel.value).ravel()), opacity=1)
    square.fills = (pixel,)


class SweepPlot(VGroup):
    """An output over the value of a pixel: a knob below the lower axis, as bright as the pixel.

    Above the axes stand the output's neuron, its name and its value; below them the pixel's.

    Parameters
    ----------
    pixel, output
        In the order in which they are shown; each of shape (steps,).
    scale
        Numbers beside the upright axis.
    across
        Both ends of the lower axis: 0 and 1.
    levels
        How bright the neuron is, shape (steps,).
    cell
        The pixel in the picture.
    change
        Magnitude of how far the output moves.
    """

    def __init__(
        self,
        pixel: Sequence[Sourced],
        output: Sequence[Sourced],
        *,
        scale: SourcedArray,
        across: Sequence[Sourced],
        levels: NDArray[np.float64],
        cell: Square,
        change: Sourced,
        pixel_name: Words,
        class_name: str,
        room: Stage,
        palette: theme.Palette,
    ) -> None:
        self.pixel, self.output, self.levels = pixel, output, levels
        own = axes_room(room)
        labels = NumberLine(scale, own.at(0, 0), own.at(0, 1), labels_toward=LEFT)
        left = own.left + own.left - float(labels.get_left()[0])
        self.up = NumberLine(
            scale, [left, own.bottom, 0], [left, own.top, 0], labels_toward=LEFT, overshoot=0.15
        )
        self.change = ValueLabel(change, color=palette.signal, align="left")
        right = own.right - CHANGE_GAP - self.change.width
        self.across = NumberLine(
            across, [left, own.bottom, 0], [right, own.bottom, 0], labelled=(), overshoot=0.15
        )
        self.curve = VMobject(color=palette.signal, stroke_width=CURVE_WIDTH)
        self.dot = Dot(radius=0.13, color=palette.signal)
        self.neuron = Neuron(radius=NEURON_RADIUS)
        self.label = class_label(class_name, width=NAME_WIDTH, size="focus")
        self.label.set_color(theme.TEXT)
        self.value = ValueLabel(output[0], size="focus", color=palette.signal, align="left")
        named = VGroup(self.neuron, self.label).arrange(RIGHT, buff=0.3)
        VGroup(named, self.value).arrange(RIGHT, buff=0.6).move_to(
            [left - NEURON_RADIUS, room.top, 0], aligned_edge=UP + LEFT
        )
        self.knob = Square(KNOB_SIDE, color=palette.signal, stroke_width=4)
        self.cell = cell
        self.pixel_name = pixel_name
        self.pixel_value = ValueLabel(pixel[0], size="body", align="left")
        foot = VGroup(pixel_name, self.pixel_value).arrange(RIGHT, buff=0.4)
        foot.move_to([(left + right) / 2, room.bottom, 0], aligned_edge=DOWN)
        self.pixel_value.shift((pixel_name.baseline - self.pixel_value.baseline) * UP)
        self.axes = VGroup(self.up, self.across)
        self.points_of_curve = plane_points(
            self.across, self.up, [value.value for value in pixel], [v.value for v in output]
        )
        super().__init__(
            *(self.axes, self.curve, self.dot, self.neuron, self.label, self.value),
            *(self.knob, self.cell, self.pixel_name, self.pixel_value),
        )
        self.show_step(0)

    def rise(self) -> VGroup:
        """From where the output began, across to where the pixel ends, and from there to it.

        Beside it is written how far that is.
        """
        start, end = self.points_of_curve[0], self.points_of_curve[-1]
        corner = np.array([end[0], start[1], 0.0])
        level = DashedLine(start, corner, color=theme.SECONDARY, stroke_width=3)
        change = Line(corner, end, color=self.curve.get_color(), stroke_width=9)
        level.fills, change.fills = (self.output[0],), (self.output[0], self.output[-1])
        self.change.move_to(change).align_to([end[0] + CHANGE_GAP, 0, 0], LEFT)
        return VGroup(level, change, self.change)

    @property
    def steps(self) -> int:
        """How many values the pixel takes."""
        return len(self.pixel)

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is written at one step."""
        return [self.pixel[step], self.output[step]]

    def show_step(self, step: int) -> Self:
        """Show the pixel's value and the output, and the curve up to there."""
        pixel, output = self.shown_at(step)
        for square in (self.cell, self.knob):
            show_pixel(square, pixel)
        self.pixel_value.show(pixel)
        self.value.show(output)
        self.neuron.fire(output, float(self.levels[step]))
        if step:
            self.curve.set_points_as_corners(self.points_of_curve[: step + 1])
        self.curve.fills = (output,)
        self.dot.move_to(self.points_of_curve[step])
        self.knob.move_to(self.across.point(pixel.value) + (0.5 * KNOB_SIDE + KNOB_GAP) * DOWN)
        return self


def axes_room(room: Stage) -> Stage:
    """Of a plot's room what is below the heading and above the foot."""
    return replace(room, top=room.top - HEADING - SCALE_ROOM, bottom=room.bottom + FOOT)


class StepThrough(Animation):
    """Show one step after another, as `Count` does: the ledger lists all `passing_values`."""

    def __init__(self, mobject: SweepPlot | OutputBars, **kwargs: Any) -> None:
        self.passing_values = tuple(
            value for step in range(mobject.steps) for value in mobject.shown_at(step)
        )
        self.step = 0
        kwargs.setdefault("rate_func", smooth)
        super().__init__(mobject, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the step whose turn it is."""
        step = min(int(self.rate_func(alpha) * self.mobject.steps), self.mobject.steps - 1)
        if step != self.step:
            self.step = step
            self.mobject.show_step(step)


def change_decimals(first: float, last: float) -> int:
    """Decimals with which both ends and the change between them agree as they are printed."""
    low, high = sorted((first, last))
    usual = max(2, telling_decimals([high - low]))
    for decimals in (usual, usual - 1, usual + 1):
        change = round(high - low, decimals)
        gap = round(high, decimals) - round(low, decimals)
        if change > 0 and abs(gap - change) < 10.0**-decimals / 2:
            return decimals
    return usual


MAP_EXPONENT = 0.6
"""Lifts the small effects: most pixels do far less than the one that does most."""
KEY_CELLS, KEY_HEIGHT, KEY_GAP = 60, 0.35, 0.25


class EffectMap(PixelGrid):
    """Light over a picture: the brighter a pixel, the more it could change.

    It lies over the cells of `image`, dark at first.
    """

    def __init__(self, effects: SourcedArray, image: PixelGrid, color: str) -> None:
        colors = np.broadcast_to(theme.rgb(color), (*image.shape, 3))
        super().__init__(colors, side=image.height, sources=effects)
        self.move_to(image).set_cell_weights(np.zeros(image.shape))
        largest = float(effects.values.max()) or 1.0
        self.levels = ((effects.values / largest) ** MAP_EXPONENT).reshape(image.shape)


def map_key(largest: Sourced, color: str, width: float) -> Group:
    """A strip from no light to full light, and what its ends stand for."""
    low = note(_("no change"))
    high = ValueLabel(largest, color=color)
    free = max(width - low.width - high.width - 2 * KEY_GAP, 2 * KEY_HEIGHT)
    colors = np.broadcast_to(theme.rgb(color), (1, KEY_CELLS, 3))
    strip = PixelGrid(colors, side=KEY_HEIGHT)
    strip.set_cell_weights(np.linspace(0, 1, KEY_CELLS) ** MAP_EXPONENT)
    strip.stretch_to_fit_width(free)
    return fit(Group(low, strip, high).arrange(RIGHT, buff=KEY_GAP), width, np.inf)


class RowByRow(Animation):
    """Light the cells of a map, one row after the other."""

    def __init__(self, mobject: EffectMap, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", linear)
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the rows whose turn has come; the last of them appears."""
        levels = self.mobject.levels
        shown = np.clip(self.rate_func(alpha) * len(levels) - np.arange(len(levels)), 0, 1)
        self.mobject.set_cell_weights(shown[:, np.newaxis] * levels)

"""The network in a box, and the curve of an output over a pixel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    RIGHT,
    UP,
    UR,
    Animation,
    Arrow,
    DashedLine,
    Dot,
    Group,
    Line,
    Rectangle,
    RoundedRectangle,
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
from scenes.mobjects.text.typst_text import Formula, Words, class_label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import MUCH_LONGER, Stage, fit, stage
from scenes.stage.scales import gray, telling_decimals
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.subject.sourced import Sourced, SourcedArray

ARROW_ROOM = 0.75
"""Between the picture and the box, and between the box and what comes out."""
SMALL_WIDTH = 2.3
"""Of the box beside a plot on a wide stage."""


@dataclass(frozen=True)
class FunctionRoom:
    """The way from the picture through the box to what comes out.

    It leads from left to right on a wide stage; on any other, the large box stands below the
    picture, where its network stood, and the small one beside the picture, above the plot.

    Attributes
    ----------
    box
        Of the box while it stands alone, between the picture and the outputs.
    small
        Of the box beside a plot.
    plot
        Of an output's curve.
    """

    box: Stage
    small: Stage
    plot: Stage

    @property
    def way(self) -> tuple[Stage, ...]:
        """Where the box is between the large and the small one: it passes no picture."""
        if self.small.top <= self.box.top:
            return ()
        return (self.small.shifted(0.0, self.box.top - self.small.top),)

    @property
    def is_flat(self) -> bool:
        """Whether the small box has its network beside its name, and so the large one too."""
        return self.small.width > MUCH_LONGER * self.small.height


def function_room(picture: Mobject, outputs: Mobject) -> FunctionRoom:
    """The room of the present stage around a picture and outputs where a network has them."""
    area, frame = stage(), edges(picture)
    right, below = frame.right + ARROW_ROOM, frame.bottom - ARROW_ROOM
    end = float(outputs.get_left()[0]) - ARROW_ROOM
    if area.is_wide:
        box = replace(area, left=right, right=end)
        small = replace(frame, left=right, right=right + SMALL_WIDTH)
        return FunctionRoom(box, small, replace(area, left=small.right + ARROW_ROOM))
    box = replace(area, top=below, right=end)
    small = replace(frame, left=right, right=area.right)
    return FunctionRoom(box, small, replace(area, top=below))


def edges(part: Mobject) -> Stage:
    """The room that something fills."""
    (left, bottom, _), (right, top, _) = part.get_corner(DL), part.get_corner(UR)
    return Stage(float(left), float(right), float(top), float(bottom))


MARGIN = 0.25
"""Inside the box."""


class FunctionBox(VGroup):
    """A box named f, with room for a network; below that is written how much is in it.

    The name stands above the network, or beside it.

    Attributes
    ----------
    note
        None for a small box.
    inside
        The room of the network.
    """

    def __init__(
        self,
        room: Stage,
        palette: theme.Palette,
        *,
        is_beside: bool,
        parameters: Sourced | None = None,
    ) -> None:
        self.box = RoundedRectangle(
            corner_radius=0.2, width=room.width, height=room.height, color=palette.signal,
            stroke_width=4,
        ).move_to(room.center)  # fmt: skip
        self.title = Formula("f", size="title", color=palette.signal)
        free = room.inset(MARGIN)
        if is_beside:
            self.title.move_to(free.at(0, 0.5), aligned_edge=LEFT)
            free = replace(free, left=float(self.title.get_right()[0]) + MARGIN)
        else:
            self.title.move_to(free.at(0.5, 1), aligned_edge=UP)
            free = replace(free, top=float(self.title.get_bottom()[1]) - MARGIN)
        self.note: Words | None = None
        if parameters is not None:
            self.note = note(_("{count} parameters"), count=parameters)
            if self.note.width > free.width:
                self.note = note(_("{count} parameters"), width=free.width, count=parameters)
            self.note.move_to(free.at(0.5, 0), aligned_edge=DOWN)
            free = replace(free, bottom=float(self.note.get_top()[1]) + MARGIN)
        self.inside = free
        super().__init__(self.box, self.title, *([self.note] if self.note else []))


def network_edges(diagram: NetworkDiagram) -> Stage:
    """The room that a network fills, from its input column to its outputs."""
    parts = [edges(part) for part in (diagram.strip_frame, *diagram.columns)]
    return Stage(
        min(part.left for part in parts),
        max(part.right for part in parts),
        max(part.top for part in parts),
        min(part.bottom for part in parts),
    )


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


class ArrowBetween(Arrow):
    """To the right, or else down, level with the middle of the smaller of the two."""

    def __init__(
        self, first: Mobject, second: Mobject, *, buff: float = 0.12, **options: Any
    ) -> None:
        if second.get_left()[0] > first.get_right()[0]:
            y = min(first, second, key=lambda part: part.height).get_y()
            start, end = [first.get_right()[0], y, 0.0], [second.get_left()[0], y, 0.0]
        else:
            x = min(first, second, key=lambda part: part.width).get_x()
            start, end = [x, first.get_bottom()[1], 0.0], [x, second.get_top()[1], 0.0]
        super().__init__(np.array(start), np.array(end), buff=buff, **options)

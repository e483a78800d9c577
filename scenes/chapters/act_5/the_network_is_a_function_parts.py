"""A pixel under a loupe, the curve of an output over it, and the map of all pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    AnimationGroup,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    Group,
    Line,
    Mobject,
    Rectangle,
    ReplacementTransform,
    Square,
    Transform,
    VGroup,
    VMobject,
    linear,
    smooth,
)
from manim.utils.color import ManimColor

from scenes.mobjects.network.function_box import FunctionBox
from scenes.mobjects.network.network_sketch import NetworkSketch
from scenes.mobjects.network.neuron import Neuron
from scenes.mobjects.plots.number_line import NumberLine, plane_points
from scenes.mobjects.raster.pixel_grid import PixelGrid
from scenes.mobjects.text.typst_text import Verbatim, Words, class_label, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import Stage
from scenes.stage.scales import gray, telling_decimals
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.network.function_box import FunctionRoom
    from scenes.mobjects.network.neuron import NeuronColumn
    from scenes.subject.sourced import Sourced, SourcedArray

LOUPE_GAP = 0.3
"""Around what the loupe shows."""
LOUPE_SHARE = 0.25
"""Of the height of a plot, what the loupe takes of it."""
TIE_WIDTH = 2.0
CURVE_WIDTH = 7.0
CHANGE_GAP = 0.2
"""From the end of the curve to how far it rose."""
OVERSHOOT = 0.15
TIE_ROOM, LENS_PAD = 0.45, 0.15
"""From the upright axis to the frame of a lens, and inside that."""
HEADING, FOOT = 1.0, 0.65
"""Above the axes and below them."""
NEURON_RADIUS = 0.2
NAME_WIDTH = 1.0
"""Of the name of a class, at most."""


def loupe_and_plot(room: FunctionRoom, picture: Stage) -> tuple[Stage, Stage]:
    """Room for a loupe below the picture, and what of the room of the plot that leaves."""
    top = picture.bottom - LOUPE_GAP
    if picture.right > room.plot.left:
        loupe = replace(room.plot, top=top, bottom=top - LOUPE_SHARE * room.plot.height)
        return loupe, replace(room.plot, top=loupe.bottom - LOUPE_GAP)
    return replace(picture, top=top, bottom=room.plot.bottom), room.plot


class PixelLoupe(VGroup):
    """A pixel as a large square; below or beside it stand its name and its value.

    Attributes
    ----------
    square, words
        The pixel; name and value.
    ties
        From the frame around the pixel in its picture to the square.
    """

    def __init__(
        self, pixel: Sourced, name: Words, frame: Mobject, *, room: Stage, color: str
    ) -> None:
        self.value = ValueLabel(pixel, size="body", align="left")
        self.words = VGroup(name, self.value).arrange(RIGHT, buff=LOUPE_GAP)
        self.value.shift((name.baseline - self.value.baseline) * UP)
        below = 0.0 if room.is_wide else self.words.height + LOUPE_GAP
        self.square = Square(min(room.width, room.height - below), color=color, stroke_width=4)
        if room.is_wide:
            self.square.move_to(room.at(0, 1), aligned_edge=UL)
            self.words.next_to(self.square, RIGHT, buff=LOUPE_GAP)
        else:
            self.square.move_to(room.at(0.5, 1), aligned_edge=UP)
            self.words.next_to(self.square, DOWN, buff=LOUPE_GAP).align_to([room.left, 0, 0], LEFT)
        self.ties = VGroup(
            *(
                Line(
                    frame.get_corner(near), self.square.get_corner(far), color=color,
                    stroke_width=TIE_WIDTH,
                )
                for near, far in ((DL, UL), (DR, UR))
            )
        )  # fmt: skip
        super().__init__(self.ties, self.square, self.words)
        self.show(pixel)

    def show(self, pixel: Sourced) -> Self:
        """Show another value."""
        show_pixel(self.square, pixel)
        self.value.show(pixel)
        return self


def show_pixel(square: Square, pixel: Sourced) -> None:
    """Fill a square with the light of a pixel."""
    square.set_fill(ManimColor(gray(pixel.value).ravel()), opacity=1)
    square.fills = (pixel,)


class SweepPlot(VGroup):
    """An output over the value of a pixel; above the axes stand its neuron, name and value.

    Parameters
    ----------
    pixel, output
        In the order in which they are shown; each of shape (steps,).
    full_scale
        Numbers beside the upright axis; the first and the last are written.
    scale
        Those in a lens, if the curve needs one.
    across
        Both ends of the lower axis: 0 and 1.
    levels
        How bright the neuron is, shape (steps,).
    change
        Magnitude of how far the output moves.
    """

    def __init__(
        self,
        pixel: Sequence[Sourced],
        output: Sequence[Sourced],
        *,
        full_scale: SourcedArray,
        scale: SourcedArray | None,
        across: Sequence[Sourced],
        levels: NDArray[np.float64],
        change: Sourced,
        class_name: str,
        room: Stage,
        palette: theme.Palette,
    ) -> None:
        self.pixel, self.output, self.levels, self.ends = pixel, output, levels, across
        own = replace(room, top=room.top - HEADING, bottom=room.bottom + FOOT)
        self.change = ValueLabel(change, color=palette.signal, align="left")
        self.right = own.right - LENS_PAD - self.change.width - CHANGE_GAP
        self.up = _upright(full_scale, own, labelled=(0, full_scale.size - 1))
        self.across = self.across_from(self.up)
        self.across_name = self.name_below(self.across)
        self.curve = VMobject(color=palette.signal, stroke_width=CURVE_WIDTH)
        self.dot = Dot(radius=0.13, color=palette.signal)
        self.neuron = Neuron(radius=NEURON_RADIUS)
        short = Verbatim(class_label(class_name, width=NAME_WIDTH).text)
        self.label = Words(_("output {name}"), name=short)
        self.value = ValueLabel(output[0], size="focus", color=palette.signal, align="left")
        named = VGroup(self.neuron, self.label).arrange(RIGHT, buff=0.25)
        self.value.next_to(named, RIGHT, buff=0.4)
        self.value.shift((self.label.baseline - self.value.baseline) * UP)
        VGroup(named, self.value).move_to(
            [self.up.axis.get_x() - NEURON_RADIUS, room.top, 0], aligned_edge=UL
        )
        self.axes = VGroup(self.up, self.across)
        self.points_of_curve = self.points_on(self.across, self.up)
        super().__init__(
            self.axes, self.across_name, self.curve, self.dot, self.neuron, self.label, self.value
        )
        self.lens = None if scale is None else CurveLens(self, scale, own, palette.signal)
        self.show_step(0)

    def across_from(self, up: NumberLine) -> NumberLine:
        """The lower axis, from below an upright one to where every curve ends."""
        foot = self.up.ticks[0].get_y()
        ends = [up.axis.get_x(), foot, 0], [self.right, foot, 0]
        return NumberLine(self.ends, *ends, overshoot=OVERSHOOT)

    def name_below(self, across: NumberLine) -> Words:
        """What the lower axis stands for, between its two numbers."""
        name = note(_("pixel"))
        name.move_to(across.axis)
        return name.shift((across.labels[0].baseline - name.baseline) * UP)

    def points_on(self, across: NumberLine, up: NumberLine) -> NDArray[np.float64]:
        """The curve over two axes, shape (steps, 3)."""
        xs, ys = ([each.value for each in row] for row in (self.pixel, self.output))
        return plane_points(across, up, xs, ys)

    def open_lens(self) -> list[Animation]:
        """Let the part of the upright axis on which the curve lies grow large in the lens.

        The axis below goes along; then the numbers of the lens appear. Without one nothing moves.
        """
        lens = self.lens
        if lens is None:
            return []
        self.points_of_curve = lens.points_of_curve
        moves = [
            ReplacementTransform(lens.slit, lens.frame),
            *map(Create, lens.ties),
            self.curve.animate.set_points_as_corners(self.points_of_curve),
            self.dot.animate.move_to(self.points_of_curve[-1]),
            Transform(self.across, lens.across),
            self.across_name.animate.move_to(lens.across_name),
        ]
        opening = AnimationGroup(*moves, run_time=1.0)
        return [Create(lens.part, run_time=0.2), opening, FadeIn(lens.up, run_time=0.3)]

    def rise(self) -> VGroup:
        """From where the output began, across to where the pixel ends, and from there to it.

        Beside it is written how far that is.
        """
        start, end = self.points_of_curve[0], self.points_of_curve[-1]
        corner = np.array([end[0], start[1], 0.0])
        level = DashedLine(start, corner, color=theme.SECONDARY, stroke_width=3)
        change = Line(corner, end, color=self.curve.get_color(), stroke_width=9)
        level.fills, change.fills = (self.output[0],), (self.output[0], self.output[-1])
        if start[0] < end[0]:
            self.change.move_to(change).align_to([end[0] + CHANGE_GAP, 0, 0], LEFT)
        else:
            # The curve lies right of where it ends.
            self.change.next_to(end, DR if end[1] < start[1] else UR, buff=CHANGE_GAP)
        return VGroup(level, change, self.change)

    def show_step(self, step: int) -> Self:
        """Show the output at one of the pixel's values, and the curve up to there."""
        self.value.show(self.output[step])
        self.neuron.fire(self.output[step], float(self.levels[step]))
        if step:
            self.curve.set_points_as_corners(self.points_of_curve[: step + 1])
        self.curve.fills = (self.output[step],)
        self.dot.move_to(self.points_of_curve[step])
        return self


class CurveLens(VGroup):
    """A small part of a plot's upright axis, and the same part large in a frame beside it.

    Attributes
    ----------
    part, slit
        Of the axis, and of the plot.
    frame, ties, up
        Around what is enlarged, from the part to it, and its own upright axis.
    across, across_name
        The plot's lower axis and its name, where they stand below the frame.
    points_of_curve
        The plot's curve in the frame, shape (steps, 3).
    """

    def __init__(self, plot: SweepPlot, scale: SourcedArray, room: Stage, color: str) -> None:
        x, right = float(plot.up.axis.get_x()), float(plot.across.axis.get_end()[0])
        low, high = plot.up.points_of(scale.values[[0, -1]])
        self.part = Line(low, high, color=color, stroke_width=12)
        self.part.fills = (scale,)
        self.slit = _outline(Stage(x, right, float(high[1]), float(low[1])), color)
        frame = replace(room, left=x + TIE_ROOM, top=room.top + LENS_PAD)
        self.frame = _outline(frame, color)
        corners = self.frame.get_corner(UL), self.frame.get_corner(DL)
        self.ties = VGroup(
            *(
                Line(near, far, color=color, stroke_width=TIE_WIDTH)
                for near, far in zip((high, low), corners, strict=True)
            )
        )
        inside = frame.inset(LENS_PAD, 2 * LENS_PAD)
        self.up = _upright(scale, inside)
        self.across = plot.across_from(self.up)
        self.across_name = plot.name_below(self.across)
        self.points_of_curve = plot.points_on(self.across, self.up)
        super().__init__(self.part, self.ties, self.frame, self.up)


def _upright(scale: SourcedArray, room: Stage, **options: Any) -> NumberLine:
    """An axis as high as a room; its numbers begin at the left of it."""
    ends = room.at(0, 0), room.at(0, 1)
    up = NumberLine(scale, *ends, labels_toward=LEFT, overshoot=OVERSHOOT, **options)
    return up.shift((room.left - up.get_left()[0]) * RIGHT)


def _outline(room: Stage, color: str) -> Rectangle:
    frame = Rectangle(width=room.width, height=room.height, color=color, stroke_width=4)
    return frame.move_to(room.center)


class Sweep(Group):
    """A pixel takes one value after another: in its picture, under the loupe; outputs follow.

    Parameters
    ----------
    pixel
        Its values on the way.
    outputs
        One row of all outputs for each of them.
    levels
        How bright the neurons of the column are, shape (steps, classes).
    cell
        The pixel in the picture.
    plot
        Of the output that moves most, if any moves.
    """

    def __init__(
        self,
        pixel: Sequence[Sourced],
        outputs: Sequence[SourcedArray],
        *,
        levels: NDArray[np.float64],
        cell: Square,
        loupe: PixelLoupe,
        column: NeuronColumn,
        plot: SweepPlot | None,
    ) -> None:
        self.pixel, self.outputs, self.levels = pixel, outputs, levels
        self.cell, self.loupe, self.column, self.plot = cell, loupe, column, plot
        super().__init__(cell, loupe, column, *([plot] if plot else []))

    @property
    def steps(self) -> int:
        """How many values the pixel takes."""
        return len(self.pixel)

    def shown_at(self, step: int) -> list[Sourced]:
        """All that is shown at one step."""
        shown = [self.pixel[step], *self.outputs[step]]
        return [*shown, self.plot.output[step]] if self.plot else shown

    def show_step(self, step: int) -> Self:
        """Show the pixel's value, and the outputs."""
        show_pixel(self.cell, self.pixel[step])
        self.loupe.show(self.pixel[step])
        rows = zip(self.column, self.outputs[step], self.levels[step], strict=True)
        for neuron, output, level in rows:
            neuron.fire(output, float(level))
        if self.plot:
            self.plot.show_step(step)
        return self


class StepThrough(Animation):
    """Show one step after another, as `Count` does: the ledger lists all `passing_values`."""

    def __init__(self, mobject: Sweep, **kwargs: Any) -> None:
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
LEAST_KEY = 1.2
"""Width of the strip of a key between its words; in less room it stands above them."""


class EffectMap(PixelGrid):
    """Light in place of a picture, where it is now: the more a pixel could change, the brighter.

    It is dark at first.
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
    free = width - low.width - high.width - 2 * KEY_GAP
    colors = np.broadcast_to(theme.rgb(color), (1, KEY_CELLS, 3))
    strip = PixelGrid(colors, side=KEY_HEIGHT)
    strip.set_cell_weights(np.linspace(0, 1, KEY_CELLS) ** MAP_EXPONENT)
    if free >= LEAST_KEY:
        strip.stretch_to_fit_width(free)
        return Group(low, strip, high).arrange(RIGHT, buff=KEY_GAP)
    strip.stretch_to_fit_width(max(width, low.width + KEY_GAP + high.width))
    low.next_to(strip, DOWN, buff=KEY_GAP).align_to(strip, LEFT)
    high.next_to(strip, DOWN, buff=KEY_GAP).align_to(strip, RIGHT)
    high.shift((low.baseline - high.baseline) * UP)
    return Group(low, strip, high)


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


SKETCH_WIDTH, SKETCH_MARGIN = 1.3, 0.1
"""Of a sketch in a box: its width in heights, and above it and below."""


class SimplerBox(Group):
    """A box as that of f, with a question mark for a name; in it a sketch of other layers.

    Parameters
    ----------
    outputs
        How many neurons each of its layers has.
    hidden
        How many hidden layers there are.
    """

    def __init__(
        self, room: Stage, palette: theme.Palette, *, outputs: Sourced, hidden: int
    ) -> None:
        self.box = FunctionBox(room, palette, name="?", color=theme.TEXT)
        inside = self.box.inside.inset(0.0, SKETCH_MARGIN)
        width = min(inside.width, SKETCH_WIDTH * inside.height)
        x = float(inside.center[0])
        place = replace(inside, left=x - width / 2, right=x + width / 2)
        self.sketch = NetworkSketch(outputs, hidden, place, palette, outputs=int(outputs.value))
        super().__init__(self.box, self.sketch)

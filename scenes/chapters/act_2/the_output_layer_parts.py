"""The box that hides the layers between, and charts of what a network answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, Rectangle, RoundedRectangle, VGroup

from network.activations import activation_function
from scenes.mobjects.grids.elision import ShownIndices, largest_indices
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.mobjects.raster.pixel_grid import grid_frame, image_grid
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.tally import Tally
from scenes.mobjects.text.typst_text import class_label, label
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.layout import LARGER_WHERE_TALL, NEURON_RADIUS, stage
from scenes.stage.scales import brightness
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.stage.layout import NetworkPlaces, Stage
    from scenes.subject.sourced import Sourced, SourcedArray

BEFORE = 0.28
"""How far the box reaches before the first hidden layer, as a share of the gap there."""
RIM_WIDTH = 2.0


class HidingBox(VGroup):
    """A box over all that lies between the input and the output layer of a network.

    Parameters
    ----------
    places
        Of the network; it has hidden layers.
    """

    def __init__(self, places: NetworkPlaces) -> None:
        area = stage()
        inputs, first, last = (float(places.columns[layer][0, 0]) for layer in (0, 1, -2))
        left, right = first - BEFORE * (first - inputs), last + 1.6 * places.radii[-2]
        # The picture stands beside the columns, or else above them.
        top = area.top if area.is_wide else float(places.columns[0][0, 1])
        self.panel = RoundedRectangle(
            corner_radius=0.15, width=right - left, height=top - area.bottom
        )
        self.panel.set_stroke(theme.RULE, width=RIM_WIDTH).set_fill(theme.PANEL, opacity=1)
        self.panel.move_to([(left + right) / 2, (top + area.bottom) / 2, 0])
        self.mark = label("?", size="title", color=theme.TEXT).move_to(self.panel)
        self.mark.ground = theme.PANEL
        super().__init__(self.panel, self.mark)


MOST_ROWS = 11
"""Of a chart; of more outputs it shows the largest, and dots."""
PITCH = 0.44
LARGEST_PITCH = 0.6
"""Where there is the height for it."""
NAME_GAP = 0.34
"""From the middle of a neuron to its name, and from there to the bars."""
VALUE_WIDTH = 0.95
NAME_WIDTH = 1.0
"""Of the name of a class."""
BAR_HEIGHT = 0.2
THINNEST = 0.004
IMAGE_SHARE, IMAGE_GAP = 0.3, 0.4
"""Side of a picture beside a chart, as a share of what both fill; and the gap between them."""
HEADROOM = 0.2
"""Over a chart that has its picture beside it."""
GAP_BELOW, SMALLEST_IMAGE = 0.3, 1.2
"""From a picture down to the chart below it; and the least side of such a picture."""
SUM_HEIGHT = 0.75
"""From the last line of a chart to the lower end of the sum."""


class OutputChart(VGroup):
    """Every output as a disc, a bar and a number, with the sum of all below.

    Of more than `MOST_ROWS`, the largest are shown, and dots below them.

    Parameters
    ----------
    outputs
        Shape (classes,).
    names
        Of the classes.
    activation
        Name of the activation function; it decides what counts as bright, and how long bars are.
    left, right, top
        Of the chart; the first neuron is at the upper left.
    """

    def __init__(
        self,
        outputs: SourcedArray,
        total: Sourced,
        *,
        names: Sequence[str],
        activation: str,
        left: float,
        right: float,
        top: float,
        pitch: float = PITCH,
    ) -> None:
        self.drawn = rows_of(outputs)
        shown = [outputs[i] for i in self.drawn.indices]
        ys = top - pitch * (np.arange(len(shown)) + 0.5)
        radius = NEURON_RADIUS * min(pitch / PITCH, LARGER_WHERE_TALL)
        centers = np.stack([np.full(ys.size, left + radius), ys, np.zeros(ys.size)], axis=1)
        self.neurons = NeuronColumn(centers, radius=radius)
        levels = brightness(outputs.values, activation)
        for neuron, output, i in zip(self.neurons, shown, self.drawn.indices, strict=True):
            neuron.fire(output, float(levels[i]))
        written = (class_label(names[i], width=NAME_WIDTH) for i in self.drawn.indices)
        self.names = VGroup(
            *(n.move_to(c + NAME_GAP * RIGHT) for n, c in zip(written, centers, strict=True))
        )
        beyond = max(0.0, self.names.width - 2 * (NAME_GAP - radius - 0.1))
        self.names.shift(beyond / 2 * RIGHT)
        start, end = left + radius + 2 * NAME_GAP + beyond, right - VALUE_WIDTH
        ends = (0.0, 1.0) if activation_function(activation).has_unit_range else _reach(outputs)
        self.bars = VGroup(
            *(_bar(s, ends, start, end - start, y) for s, y in zip(shown, ys, strict=True))
        )
        self.values = VGroup(*(ValueLabel(s.shown_as(decimals=3), align="right") for s in shown))
        for value, y in zip(self.values, ys, strict=True):
            value.end_at(right, y)
        bottom = top - pitch * self.drawn.slots - 0.1
        self.dots = VGroup()
        if self.drawn.is_elided:
            dots = OmissionDots(height=0.6 * pitch)
            self.dots.add(dots.move_to(centers[-1] + pitch * DOWN))
        self.rule = Line([left, bottom, 0], [right, bottom, 0], color=theme.RULE, stroke_width=2)
        words = _("sum of all") if self.drawn.is_elided else _("sum")
        self.tally = Tally(words, total, left=left, right=right, y=bottom - 0.45)
        super().__init__(
            *(self.neurons, self.names, self.bars, self.values, self.dots, self.rule, self.tally)
        )

    def flat(self) -> VGroup:
        """The bars before they grow: a hair's width at zero, standing for nothing yet."""
        flat = self.bars.copy()
        for bar, at_zero in zip(flat, self.bars, strict=True):
            side = RIGHT if at_zero.is_negative else -RIGHT
            bar.stretch_to_fit_width(THINNEST).move_to(at_zero.get_edge_center(side))
            bar.fills = ()
        return flat


def rows_of(outputs: SourcedArray) -> ShownIndices:
    """Which outputs a chart shows."""
    return largest_indices(outputs.values, MOST_ROWS, but_surely=int(outputs.values.argmax()))


class PicturedOutputs(Group):
    """A picture, and right of it, or below it, the outputs that a network gives for it.

    Parameters
    ----------
    outputs, total, names, activation
        As in `OutputChart`.
    room
        What both fill, with the sum: where it is tall, the picture stands above the chart.
    """

    def __init__(
        self,
        inputs: SourcedArray,
        outputs: SourcedArray,
        total: Sourced,
        *,
        names: Sequence[str],
        activation: str,
        room: Stage,
    ) -> None:
        if room.is_tall:
            free, rows = room.height - GAP_BELOW - SUM_HEIGHT, rows_of(outputs).slots
            side = float(np.clip(free - LARGEST_PITCH * rows, SMALLEST_IMAGE, room.width))
            left, top = room.left, room.top - side - GAP_BELOW
            pitch = min(LARGEST_PITCH, (free - side) / rows)
        else:
            side, pitch = IMAGE_SHARE * room.width, PITCH
            left, top = room.left + side + IMAGE_GAP, room.top - HEADROOM
        self.chart = OutputChart(
            outputs,
            total,
            names=names,
            activation=activation,
            left=left,
            right=room.right,
            top=top,
            pitch=pitch,
        )
        self.image = image_grid(inputs, side=side)
        if room.is_tall:
            self.image.move_to(room.at(0.5, 1), aligned_edge=UP)
        else:
            self.image.next_to(self.chart.neurons, LEFT, buff=IMAGE_GAP)
            # It may be higher than few rows are.
            self.image.shift(min(0.0, room.top - float(self.image.get_top()[1])) * UP)
        self.frame = grid_frame(self.image)
        super().__init__(self.image, self.frame, self.chart)


class OutputBar(Rectangle):
    """The bar of one output; it knows to which side of zero it lies."""

    is_negative = False
    fills: tuple[Sourced, ...] = ()


def _reach(outputs: SourcedArray) -> tuple[float, float]:
    """The lowest and the highest that bars must show, zero included."""
    return min(0.0, float(outputs.values.min())), max(0.0, float(outputs.values.max()))


def _bar(
    sourced: Sourced, ends: tuple[float, float], start: float, width: float, y: float
) -> OutputBar:
    scale = width / max(ends[1] - ends[0], 1e-12)
    bar = OutputBar(width=max(abs(sourced.value) * scale, THINNEST), height=BAR_HEIGHT)
    bar.set_stroke(width=0).set_fill(theme.TEXT, opacity=1)
    bar.is_negative = sourced.value < 0
    zero = [start - ends[0] * scale, y, 0]
    bar.move_to(zero, aligned_edge=RIGHT if bar.is_negative else -RIGHT)
    bar.fills = (sourced,)
    return bar

"""The outputs of a network, one line each: neuron, name, bar and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, Group, Line, Rectangle, VGroup

from scenes import theme
from scenes.layout import NEURON_RADIUS
from scenes.mobjects.neuron import NeuronColumn
from scenes.mobjects.pixel_grid import grid_frame, image_grid
from scenes.mobjects.tally import Tally
from scenes.mobjects.text import label
from scenes.mobjects.value_label import ValueLabel
from scenes.scales import UNIT_RANGE
from scenes.words import _

if TYPE_CHECKING:
    from scenes.sourced import Sourced, SourcedArray

PITCH = 0.44
NAME_GAP = 0.34
"""From the middle of a neuron to its name, and from there to the bars."""
VALUE_WIDTH = 0.95
BAR_HEIGHT = 0.2
THINNEST = 0.004
IMAGE_SHARE, IMAGE_GAP = 0.3, 0.4
"""Side of a picture beside a chart, as a share of what both fill; and the gap between them."""


class OutputChart(VGroup):
    """Every output as a disc, a bar and a number, with their sum below.

    Parameters
    ----------
    outputs
        Shape (classes,).
    total
        Their sum.
    activation
        Name of the activation function; it decides what counts as bright, and how long bars are.
    left, right, top
        Of the chart; the first neuron is at the upper left.

    Attributes
    ----------
    neurons, names, bars, values
        The parts, one each per output.
    rule, tally
        The line below them, and the sum.
    """

    def __init__(
        self,
        outputs: SourcedArray,
        total: Sourced,
        *,
        activation: str,
        left: float,
        right: float,
        top: float,
    ) -> None:
        ys = top - PITCH * (np.arange(outputs.size) + 0.5)
        centers = np.stack([np.full(ys.size, left + NEURON_RADIUS), ys, np.zeros(ys.size)], axis=1)
        self.neurons = NeuronColumn(centers, radius=NEURON_RADIUS).fire(outputs, activation)
        names = (label(str(i), size="body").scale(0.9) for i in range(outputs.size))
        self.names = VGroup(
            *(n.move_to(c + NAME_GAP * RIGHT) for n, c in zip(names, centers, strict=True))
        )
        start, end = left + NEURON_RADIUS + 2 * NAME_GAP, right - VALUE_WIDTH
        ends = (0.0, 1.0) if activation in UNIT_RANGE else _reach(outputs)
        self.bars = VGroup(
            *(_bar(s, ends, start, end - start, y) for s, y in zip(outputs, ys, strict=True))
        )
        self.values = VGroup(*(ValueLabel(s.shown_as(decimals=3), align="right") for s in outputs))
        for value, y in zip(self.values, ys, strict=True):
            strut = value.submobjects[0]
            value.shift([right - strut.get_right()[0], y - strut.get_y(), 0])
        bottom = top - PITCH * outputs.size - 0.1
        self.rule = Line([left, bottom, 0], [right, bottom, 0], color=theme.RULE, stroke_width=2)
        self.tally = Tally(_("sum"), total, left=left, right=right, y=bottom - 0.45)
        super().__init__(self.neurons, self.names, self.bars, self.values, self.rule, self.tally)

    def flat(self) -> VGroup:
        """The bars before they grow: a hair's width at zero, standing for nothing yet."""
        flat = self.bars.copy()
        for bar, at_zero in zip(flat, self.bars, strict=True):
            side = RIGHT if at_zero.is_negative else -RIGHT
            bar.stretch_to_fit_width(THINNEST).move_to(at_zero.get_edge_center(side))
            bar.fills = ()
        return flat


class PicturedOutputs(Group):
    """A picture, and to its right the outputs that a network gives for it.

    Parameters
    ----------
    inputs
        The picture.
    outputs, total, activation
        As in `OutputChart`.
    left, right, top
        What both fill.

    Attributes
    ----------
    image, frame, chart
        The parts.
    """

    def __init__(
        self,
        inputs: SourcedArray,
        outputs: SourcedArray,
        total: Sourced,
        *,
        activation: str,
        left: float,
        right: float,
        top: float,
    ) -> None:
        side = IMAGE_SHARE * (right - left)
        self.chart = OutputChart(
            outputs,
            total,
            activation=activation,
            left=left + side + IMAGE_GAP,
            right=right,
            top=top,
        )
        self.image = image_grid(inputs, side=side)
        self.image.next_to(self.chart.neurons, LEFT, buff=IMAGE_GAP)
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

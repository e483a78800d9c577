"""Neurons: discs whose fill is their activation."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import Circle, VGroup, interpolate_color
from manim.utils.color import ManimColor
from numpy.typing import NDArray

from scenes.stage import theme
from scenes.stage.scales import brightness
from scenes.subject.sourced import Sourced, SourcedArray

RIM_WIDTH = 2.0
DARK = "#0B0B0D"
LIGHT = "#FFFFFF"


class Neuron(Circle):
    """A disc with a thin bright rim, black at 0 and white at 1."""

    def __init__(self, *, radius: float = 0.14) -> None:
        super().__init__(radius=radius, color=theme.TEXT, stroke_width=min(RIM_WIDTH, 20 * radius))
        self.set_fill(DARK, opacity=1)
        self.fills: tuple[Sourced, ...] = ()

    def fire(self, sourced: Sourced, level: float) -> Self:
        """Fill with an activation, shown at a brightness of 0..1."""
        self.fills = (sourced,)
        self.set_fill(interpolate_color(ManimColor(DARK), ManimColor(LIGHT), level), opacity=1)
        return self

    def rest(self) -> Self:
        """Empty the disc."""
        self.fills = ()
        return self.set_fill(DARK, opacity=1)


class NeuronColumn(VGroup):
    """The neurons of one layer, around centers of shape (neurons, 3)."""

    def __init__(self, centers: NDArray[np.float64], *, radius: float) -> None:
        super().__init__(*(Neuron(radius=radius).move_to(center) for center in centers))

    def fire(self, activations: SourcedArray, activation: str) -> Self:
        """Fill every neuron with its activation; its function decides what counts as bright."""
        levels = brightness(activations.values, activation)
        for neuron, sourced, level in zip(self, activations, levels, strict=True):
            neuron.fire(sourced, float(level))
        return self

    def rest(self) -> Self:
        """Empty every disc."""
        for neuron in self:
            neuron.rest()
        return self

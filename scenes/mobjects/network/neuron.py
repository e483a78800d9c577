"""Neurons: discs whose fill is their activation."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import Circle, VGroup, interpolate_color
from manim.utils.color import ManimColor
from numpy.typing import NDArray

from scenes.mobjects.raster.bloom import WHITE, Bloom, Luminous
from scenes.stage import theme
from scenes.stage.scales import brightness
from scenes.subject.sourced import Sourced, SourcedArray

RIM_WIDTH = 2.25
"""3 pixels at 1080p."""
DARK = "#0B0B0D"
LIGHT = "#FFFFFF"
NEARLY_GRAY = 0.8
"""A fill whose channels differ less gives white light, as what is between dark and light does."""
_DARKEST = max(theme.rgb(DARK))


class Neuron(Circle, Luminous):
    """A disc with a thin bright rim, black at 0; at 1 it is white, and gives light."""

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

    def bloom(self) -> Bloom | None:
        """The light of the disc, by its fill."""
        red, green, blue, opacity = map(float, self.fill_rgbas[0])
        brightest = max(red, green, blue)
        if brightest <= _DARKEST or not len(self.points):
            return None
        is_gray = min(red, green, blue) > NEARLY_GRAY * brightest
        one, other = self.points[0], self.points[len(self.points) // 2]
        x, y, _z = (one + other) / 2
        return Bloom(
            x=round(float(x), 4),
            y=round(float(y), 4),
            radius=round(float(np.linalg.norm(one - other)) / 2, 4),
            color=WHITE if is_gray else (red / brightest, green / brightest, blue / brightest),
            level=round(opacity * (brightest - _DARKEST) / (1 - _DARKEST), 3),
        )


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

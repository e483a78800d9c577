"""Neurons as one would hope they work: what each looks for is drawn inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DashedLine, VGroup

from scenes.mobjects.network.neuron import DARK, LIGHT, Neuron
from scenes.stage import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINK_GAP = 0.06
"""From a link to what it connects, in scene units."""
QUIET, STRONG = 2.5, 5.0
"""Width of a link that carries nothing, and of one that does."""


class HopedNeuron(VGroup):
    """A large neuron, and in it the pen strokes that one hopes it lights up for."""

    def __init__(self, strokes: VGroup, center: NDArray[np.float64], radius: float) -> None:
        self.disc = Neuron(radius=radius).move_to(center)
        self.strokes = strokes.shift(center)
        super().__init__(self.disc, self.strokes)

    def light_up(self) -> Self:
        """Be white, with dark strokes."""
        self.disc.set_fill(LIGHT)
        self.strokes.set_stroke(DARK)
        return self


class HopedLink(DashedLine):
    """A dashed line from one neuron to another."""

    def __init__(self, start: HopedNeuron, end: HopedNeuron) -> None:
        way = end.disc.get_center() - start.disc.get_center()
        way = way / np.linalg.norm(way)
        ends = (
            start.disc.get_center() + (start.disc.width / 2 + LINK_GAP) * way,
            end.disc.get_center() - (end.disc.width / 2 + LINK_GAP) * way,
        )
        super().__init__(*ends, dash_length=0.14)
        self.set_stroke(theme.SECONDARY, width=QUIET)

    def light_up(self) -> Self:
        """Be bright."""
        return self.set_stroke(LIGHT, width=STRONG)

"""The ring around the neuron that the film follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Circle

from scenes.mobjects.raster.bloom import Bloom, Luminous
from scenes.stage.theme import BACKGROUND

if TYPE_CHECKING:
    from scenes.mobjects.network.neuron import Neuron
    from scenes.stage.theme import Palette

WIDTH = 3.7
"""Of its line: 5 pixels at 1080p."""
LINE = WIDTH / 100
"""The same in scene units."""
GAP, GAP_SHARE = 0.03, 0.08
"""Between disc and ring: at least so much, scene units, or a share of the disc's radius."""
LARGEST_GAP = 0.07
GLOW = 0.4
"""How brightly it shines, beside a neuron that is fully lit."""


class HeroRing(Circle, Luminous):
    """A yellow ring that stays around a neuron, wherever it goes and however large it is."""

    def __init__(self, neuron: Neuron, palette: Palette) -> None:
        super().__init__(color=palette.signal, stroke_width=WIDTH)
        self.set_fill(opacity=0)
        self.set_background_stroke(color=BACKGROUND)
        self.follow(neuron)
        # Not an attribute: a copy of the ring follows the neuron itself, not a copy of it.
        self.add_updater(lambda ring: ring.follow(neuron))

    def follow(self, neuron: Neuron) -> Self:
        """Stand around a neuron."""
        disc = neuron.width / 2
        gap = gap_around(disc)
        self.scale_to_fit_width(2 * (disc + gap) + LINE).move_to(neuron)
        # The gap stays dark beside a disc that gives light, and neighbors don't touch the ring.
        self.background_stroke_width = WIDTH + 200 * gap
        return self

    def bloom(self) -> Bloom | None:
        """A faint light of its color."""
        red, green, blue, opacity = map(float, self.stroke_rgbas[0])
        x, y, _z = self.get_center()
        return Bloom(
            x=round(float(x), 4),
            y=round(float(y), 4),
            radius=round(self.width / 2, 4),
            color=(red, green, blue),
            level=round(GLOW * opacity, 3),
            is_hollow=True,
        )


def gap_around(disc: float) -> float:
    """Between a disc of this radius and the ring's line."""
    return float(np.clip(GAP_SHARE * disc, GAP, LARGEST_GAP))

"""Where the story of one neuron stands, and what goes along with its sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, smooth

from scenes.mobjects.equations.layer_formula import LayerFormula
from scenes.mobjects.plots.activation_plane import plane_room
from scenes.stage.layout import Stage, square

if TYPE_CHECKING:
    from manim import Mobject, VGroup
    from numpy.typing import NDArray

HEADING = 1.15
"""Above the axes, for the neuron and its number."""
RADIUS_SHARE = 0.42
"""Of the neuron there, in heights of its room."""
PICTURE_SHARE = 0.46
"""Of the height, for the picture where it stands above."""


@dataclass(frozen=True)
class NeuronPlaces:
    """Where one neuron computes what it holds.

    Attributes
    ----------
    pixels, weights
        Of the two pictures, before the one slides over the other.
    products
        Of what is left then.
    heading, plane
        Of the neuron with its number, and below it of the axes.
    """

    pixels: Stage
    weights: Stage
    products: Stage
    heading: Stage
    plane: Stage

    @property
    def radius(self) -> float:
        """Of the neuron."""
        return RADIUS_SHARE * self.heading.height

    @property
    def spot(self) -> NDArray[np.float64]:
        """Where the neuron stands."""
        return self.heading.at(0, 0.5) + np.array([1.3 * self.radius, 0.0, 0.0])


def neuron_places(area: Stage) -> NeuronPlaces:
    """The pictures left of what comes of them on a wide stage, and above it on any other."""
    if area.is_wide:
        one, other = area.columns(1, 1, gap=0.6)
        heading, rest = other.rows(HEADING, other.height - HEADING, gap=0.25)
        side, height = min(rest.width, rest.height), rest.center[1]
        pixels, weights = (square([room.center[0], height, 0], side) for room in (one, rest))
        products = square(one.center, min(one.width, one.height))
        return NeuronPlaces(pixels, weights, products, heading, plane_room(rest))
    one, heading, rest = area.rows(
        PICTURE_SHARE * area.height, HEADING, (1 - PICTURE_SHARE) * area.height - HEADING, gap=0.2
    )
    pixels = square(one.center, min(one.width, one.height))
    weights = square(rest.center, min(rest.width, rest.height))
    return NeuronPlaces(pixels, weights, pixels, heading, plane_room(rest))


class Walk(Animation):
    """Let something stand at one computed place after another, shape (places, 3)."""

    def __init__(self, walker: Mobject, places: NDArray[np.float64], **kwargs: Any) -> None:
        self.places = places
        kwargs.setdefault("rate_func", smooth)
        super().__init__(walker, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Stand at the place whose turn it is."""
        last = len(self.places) - 1
        self.mobject.move_to(self.places[min(int(self.rate_func(alpha) * (last + 1)), last)])


def written(lines: VGroup, *parts: str) -> list[Any]:
    """Let some parts of all formulas be seen, and of lines that are none, all."""
    return [
        (line.select(part) if isinstance(line, LayerFormula) else line).animate.set_opacity(1)
        for line in lines
        for part in parts
    ]

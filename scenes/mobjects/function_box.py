"""The whole network as one box: a function with all its parameters inside."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, RoundedRectangle, VGroup

from scenes import theme
from scenes.layout import MUCH_LONGER
from scenes.mobjects.connections import ConnectionLight
from scenes.mobjects.network_diagram import rest_light
from scenes.mobjects.neuron import NeuronColumn
from scenes.mobjects.text import Formula, Words
from scenes.sources import Record
from scenes.words import _

if TYPE_CHECKING:
    from manim.typing import Point3D
    from numpy.typing import NDArray

    from network.mlp import MLP
    from scenes.sourced import Sourced

RADIUS = 0.07
BRIGHTER = 1.1
"""Than the same connections in a diagram: here they are shorter."""
INSIDE = 0.62
"""Share of the box's height that the network fills."""
ROOM_FOR_WORDS, ROOM_BELOW = 0.72, 0.3
"""In a flat box, above and below its network."""


class FunctionBox(Group):
    """A box named f, the weights of a network in it as light.

    Words stand above and below the network; in a flat box they share the line above it.

    Parameters
    ----------
    model
        The network.
    parameters
        How many it has.
    center, width, height
        Of the box.
    palette
        Colors of the weights.

    Attributes
    ----------
    box, title, note, connections, columns
        The parts.
    """

    def __init__(
        self,
        model: MLP,
        parameters: Sourced,
        *,
        center: Point3D,
        width: float,
        height: float,
        palette: theme.Palette,
    ) -> None:
        self.box = RoundedRectangle(
            corner_radius=0.2, width=width, height=height, color=palette.signal, stroke_width=3
        ).move_to(center)
        is_flat = width > MUCH_LONGER * height
        sizes = model.layer_sizes
        xs = np.linspace(-0.42, 0.42, len(sizes)) * width
        middle, room = np.asarray(center), INSIDE * height
        if is_flat:
            middle = middle + (ROOM_BELOW - ROOM_FOR_WORDS) / 2 * UP
            room = height - ROOM_BELOW - ROOM_FOR_WORDS
        places = [_column(middle + x * RIGHT, n, room) for x, n in zip(xs, sizes, strict=True)]
        self._record = Record({"model": model})
        self.connections = Group()
        for layer, (starts, ends) in enumerate(pairwise(places)):
            weights = self._record[f"model.layers[{layer}].weights"]
            light = ConnectionLight(
                starts,
                ends,
                start_radius=_radius(starts) if layer else 0.0,
                end_radius=_radius(ends),
                weights=weights.values,
                palette=palette,
            )
            self.connections.add(light)
        self.shine()
        self.columns = VGroup(*(NeuronColumn(place, radius=_radius(place)) for place in places[1:]))
        self.title = Formula("f", size="title", color=palette.signal)
        self.title.next_to(self.box.get_top(), DOWN, buff=0.2)
        self.note = Words(_("{count} parameters"), size="note", count=parameters)
        self.note.next_to(self.box.get_bottom(), UP, buff=0.25)
        if is_flat:
            self.title.set_x(self.box.get_left()[0] + 0.3, direction=LEFT)
            self.note.next_to(self.title, RIGHT).set_x(self.box.get_right()[0] - 0.3, RIGHT)
        super().__init__(self.connections, self.columns, self.box, self.title, self.note)

    def shine(self, exposure: float = 1.0) -> Self:
        """Show every weight as light, so many times as bright as at first."""
        for layer, light in enumerate(self.connections):
            weights = self._record[f"model.layers[{layer}].weights"]
            light.set_light(BRIGHTER * exposure * rest_light(weights.values), weights)
        return self


def _column(center: Point3D, size: int, height: float) -> NDArray[np.float64]:
    pitch = min(height / size, 3.2 * RADIUS)
    ys = pitch * ((size - 1) / 2 - np.arange(size))
    return np.asarray(center) + np.stack([0 * ys, ys, 0 * ys], axis=1)


def _radius(places: NDArray[np.float64]) -> float:
    """Of the discs of a column: neighbors don't touch."""
    if len(places) == 1:
        return RADIUS
    return min(RADIUS, 0.4 * float(places[0, 1] - places[1, 1]))

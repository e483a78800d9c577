"""A network drawn small: its layers, and its connections as light of one color."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Dot, Group, Line, VGroup, VMobject

from scenes.mobjects.raster.connections import dark_connections
from scenes.stage import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.stage.layout import Stage
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced

OUTPUTS, INPUT_LINES = 10, 14
"""Of a sketch: neurons in its last column, if not told, and how many lines begin at its pixels."""
MOST_LINES = 16
"""Neurons of a column, at most, whose connections are drawn."""
LEAST_HEIGHT = 0.35
"""Of a column of one or two neurons, in heights of the tallest."""
RADII = 0.024, 0.075
"""Of neurons in a sketch: in wide layers they touch."""
LIGHT, BRIGHT = 30.0, 6.0
"""Of all connections into a layer of a sketch, at rest, if they ran level: steep ones cover more.

And how many times as much when lit.
"""


class NetworkSketch(Group):
    """Hidden layers of a width between a strip of pixels and the outputs, drawn small.

    Attributes
    ----------
    lights, strip, neurons
        Connections into each layer after the pixels, and those layers, outputs last.
    columns
        The middles of each layer's neurons, outputs last, each of shape (neurons, 3).
    slant
        Of the steepest connections: the way across, in lengths of theirs.
    """

    def __init__(
        self,
        width: Sourced,
        depth: int,
        room: Stage,
        palette: Palette,
        *,
        color: str = theme.TEXT,
        outputs: int = OUTPUTS,
    ) -> None:
        sizes = [*depth * [int(width.value)], outputs]
        xs = np.linspace(room.left, room.right, len(sizes) + 1)
        middle = float(room.center[1])
        ends = np.array([[xs[0], room.bottom, 0], [xs[0], room.top, 0]])
        self.strip = Line(*ends, color=theme.SECONDARY, stroke_width=4)
        self.columns = columns = [
            _column(float(x), middle, size, room.height)
            for x, size in zip(xs[1:], sizes, strict=True)
        ]
        pixels = np.linspace(ends[0], ends[1], INPUT_LINES)
        self.lights = dark_connections(
            [pixels, *(_some(column) for column in columns)],
            [0.0, *map(_radius, columns)], color=color, palette=palette,
        )  # fmt: skip
        colors = [*depth * [color], theme.SECONDARY]
        self.neurons = VGroup(
            *(
                _discs(column, _radius(column), color)
                for column, color in zip(columns, colors, strict=True)
            )
        )
        self.neurons.fills = (width,)
        gap = float(xs[1] - xs[0])
        self.slant = gap / float(np.hypot(gap, room.height))
        super().__init__(self.lights, self.strip, self.neurons)
        self.shine()

    def as_many_as(self, other: NetworkSketch) -> VGroup:
        """Its neurons, several in one place where the other has more, in the same order."""
        found = VGroup()
        for column, there, look in zip(self.columns, other.columns, self.neurons, strict=True):
            count = max(len(column), len(there))
            places = column[np.arange(count) * len(column) // count]
            found.add(_discs(places, _radius(column), look.get_fill_color()))
        found.fills = self.neurons.fills
        return found

    def shine(self, brightness: float = 1.0) -> Self:
        """Let all connections shine so many times as brightly as at rest."""
        for light in self.lights:
            each = brightness * LIGHT * self.slant / (light.fan_in * light.fan_out)
            light.set_light(np.full((light.fan_out, light.fan_in), each))
        return self


def _column(x: float, middle: float, size: int, height: float) -> NDArray[np.float64]:
    # The more neurons the higher, but less than in proportion: two are seen beside sixty-four.
    own = height * min(1.0, LEAST_HEIGHT * (size / 2) ** 0.3)
    ys = middle + own * (np.linspace(-0.5, 0.5, size) if size > 1 else np.zeros(1))
    return np.stack([np.full(size, x), ys, np.zeros(size)], axis=1)


def _discs(column: NDArray[np.float64], radius: float, color: Any) -> VMobject:
    """The neurons of a column as one outline: thousands of mobjects would take seconds."""
    disc = Dot(radius=radius)
    found = VMobject(color=color, fill_opacity=1, stroke_width=0)
    found.points = np.concatenate([disc.points + place for place in column])
    return found


def _radius(column: NDArray[np.float64]) -> float:
    pitch = abs(column[1, 1] - column[0, 1]) if len(column) > 1 else 1.0
    return float(np.clip(0.4 * pitch, *RADII))


def _some(column: NDArray[np.float64]) -> NDArray[np.float64]:
    places = np.linspace(0, len(column) - 1, min(len(column), MOST_LINES))
    return column[places.round().astype(int)]

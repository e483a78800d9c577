"""The row of all scenes with its light, as a table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    Animation,
    Circle,
    Group,
    Line,
    UpdateFromAlphaFunc,
    VGroup,
    interpolate_color,
)
from manim.utils.color import ManimColor

from scenes.catalog import ENCORE
from scenes.mobjects.raster.glow import Glow
from scenes.mobjects.text.typst_text import Words, label
from scenes.stage import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


GAP = 2.2
"""Between two acts, in distances between the scenes of one."""
RADIUS = 0.28
"""Of a disc, in the same."""
LEAD = 2.2
"""How far the line reaches beyond the row, in the same."""
HALO = 1.05
"""Standard deviation of the light around a disc, in the same."""
SHINE = 0.26
"""How strong that light is."""
PAST = 0.42
"""How bright the scenes of earlier acts are."""
NAME_DROP = 0.46
"""How far beside the row the numbers stand, scene units."""
WIDTHS = (1.5, 2.5)
"""Of lines: at rest, and where the light is."""


class SceneRow(Group):
    """A table of contents: one disc a scene, in groups, with the numbers of the acts beside it.

    Parameters
    ----------
    sizes
        How many scenes each act has.
    act
        The act that begins, counted from 1; the scenes before it are lit quietly.
    length
        Of the row with its line, scene units.
    way
        Where the row leads: `RIGHT`, with the numbers below it, or `DOWN`, with them at its right.

    Attributes
    ----------
    line, past, trail
        The line behind the discs, what the light has passed in earlier acts, and what in this one.
    start, end
        Places in the row where the light of this act begins, and where all its discs are lit.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        act: int,
        *,
        length: float,
        color: str,
        way: NDArray[np.float64] = RIGHT,
    ) -> None:
        self.way = way
        acts = np.repeat(np.arange(1, len(sizes) + 1), sizes)
        self.places: NDArray[np.float64] = np.cumsum(np.where(np.diff(acts, prepend=0), GAP, 1.0))
        self.pitch = length / (self.places[-1] - self.places[0] + 2 * LEAD)
        before, (now,) = self.places[acts < act], np.nonzero(acts == act)
        self.now = slice(int(now[0]), int(now[-1]) + 1)
        self.start = float(before[-1] if before.size else self.places[0] - LEAD)
        self.end = float(self.places[now[-1]]) + 0.5
        self.lit, self.dim = (
            interpolate_color(ManimColor(theme.BACKGROUND), ManimColor(color), share)
            for share in (1.0, PAST)
        )
        self.line = Line(-length / 2 * way, length / 2 * way, color=theme.RULE)
        self.line.set_stroke(width=WIDTHS[0])
        self.past = self._stretch(self.places[0] - LEAD, self.start).set_stroke(self.dim, WIDTHS[0])
        self.trail = self._stretch(self.start, self.start).set_stroke(self.lit, WIDTHS[1])
        self.discs = VGroup(
            *(self._disc(place, is_past=i < self.now.start) for i, place in enumerate(self.places))
        )
        self.names = VGroup(
            *(self._name(n + 1, self.places[acts == n + 1], act) for n in range(len(sizes)))
        )
        lights = [disc.get_center() for disc in self.discs[self.now]]
        self.glow = Glow(lights, color=color, spread=HALO * self.pitch)
        super().__init__(self.line, self.past, self.trail, self.glow, self.discs, self.names)

    def at(self, place: float) -> NDArray[np.float64]:
        """The point of a place in the row, wherever the row stands."""
        distance = self.pitch * (place - self.places[0] + LEAD)
        return np.asarray(self.line.get_start() + distance * self.way)

    def reach(self, place: float) -> Self:
        """Let the light come as far as a place: the discs that it has passed shine."""
        last = float(self.places[self.now][-1])
        self.trail.set_points_as_corners([self.at(self.start), self.at(min(place, last))])
        levels = np.clip(place - self.places[self.now] + 0.5, 0.0, 1.0)
        self.glow.levels = SHINE * levels
        for disc, level in zip(self.discs[self.now], levels, strict=True):
            _light(disc, self.lit, float(level))
        return self

    def _stretch(self, start: float, end: float) -> Line:
        return Line().set_points_as_corners([self.at(start), self.at(end)])

    def _disc(self, place: float, *, is_past: bool) -> Circle:
        disc = Circle(radius=RADIUS * self.pitch, stroke_width=WIDTHS[0]).move_to(self.at(place))
        return _light(disc, self.dim, float(is_past))

    def _name(self, act: int, places: NDArray[np.float64], now: int) -> Words:
        color = theme.TEXT if act == now else theme.SECONDARY
        beside = NAME_DROP * (DOWN if self.way[0] else RIGHT)
        name = label("+" if act == ENCORE else str(act), color=color)
        return name.move_to(self.at(float(places.mean())) + beside)


def _light(disc: Circle, color: ManimColor, level: float) -> Circle:
    """Color a disc between an empty ring and a full light."""
    rim = interpolate_color(ManimColor(theme.RULE), color, level)
    fill = interpolate_color(ManimColor(theme.BACKGROUND), color, level)
    return disc.set_stroke(rim).set_fill(fill, opacity=1)


def light_up(row: SceneRow, **kwargs: Any) -> Animation:
    """Let the light of a row run to where the row's act ends."""

    def come(row: Any, share: float) -> None:
        row.reach((1 - share) * row.start + share * row.end)

    return UpdateFromAlphaFunc(row, come, **kwargs)

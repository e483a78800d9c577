"""The cursor that reads one pixel of a picture into a neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Animation, Line, Polygon, Square, VGroup, linear, smooth
from manim.utils.color import ManimColor

from scenes.mobjects.grids.callout import INKS
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.mobjects.network.neuron import Neuron
    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced, SourcedArray

LANDS = 0.6
"""Share of a hop after which the cursor stands on its pixel, and the number begins to change."""
LIFT = 0.7
"""How much larger the cursor is in the middle of a hop."""
AROUND = 1.3
"""Side of the cursor, in pixels: it hides nothing of the one that it frames."""
RIM_WIDTH, FRAME_WIDTH, EDGE_WIDTH = 4.0, 5.0, 2.5
EDGE_OPACITY, BEAM_OPACITY = 0.8, 0.1
ROUNDED = 25
"""Points of the beam's end, which lies along the neuron's rim."""
VALUE_SHARE = 1.3
"""Width of the number, in radii of its neuron."""


class PixelReader(VGroup):
    """A neuron with its number, the cursor on a pixel, and the beam that leads from it to them.

    Parameters
    ----------
    grid, inputs
        The picture, and its pixels row by row, 0..1.
    levels
        Pixels of the picture, from dark to bright: all that the number may be on its way.
    color
        Of the cursor and its beam.
    zoom
        How much larger than at home it is seen: its lines are so much thinner.

    Attributes
    ----------
    pixel
        Index of the one that is read.
    """

    def __init__(
        self,
        grid: PixelGrid,
        inputs: SourcedArray,
        *,
        levels: Sequence[Sourced],
        neuron: Neuron,
        color: str,
        zoom: float = 1.0,
    ) -> None:
        self.grid, self.inputs, self.levels, self.neuron = grid, inputs, tuple(levels), neuron
        self.pixel = 0
        neuron.set_stroke(width=RIM_WIDTH / zoom)
        self.frame = Square(color=color, stroke_width=FRAME_WIDTH / zoom)
        # On a white pixel it would hardly be seen.
        self.frame.set_stroke(theme.BACKGROUND, width=(FRAME_WIDTH + 3) / zoom, background=True)
        self.light = Polygon(*np.zeros((4, 3)), stroke_width=0)
        self.light.set_fill(color, opacity=BEAM_OPACITY)
        self.edges = VGroup(Line(), Line()).set_stroke(color, EDGE_WIDTH / zoom, EDGE_OPACITY)
        self.beam = VGroup(self.light, self.edges)
        self.value = ValueLabel(inputs[0], size="title")
        self.value.scale(VALUE_SHARE * neuron.width / 2 / self.value.width).move_to(neuron)
        super().__init__(self.beam, self.frame, self.neuron, self.value)

    def read(self, pixel: int) -> Self:
        """Put the cursor on a pixel: its number is the neuron's."""
        self.aim(pixel)
        return self.hold(self.inputs[pixel])

    def aim(self, pixel: int) -> Self:
        """Put cursor and beam on a pixel; what the neuron holds stays."""
        self.pixel = pixel
        return self._frame_place(self._center_of(pixel))

    def hop(self, start: int, end: int, share: float) -> Self:
        """Be on the way over other pixels, which are not read; or stand, and read."""
        self.pixel = end
        moved = float(smooth(min(1.0, share / LANDS)))
        place = (1 - moved) * self._center_of(start) + moved * self._center_of(end)
        self._frame_place(place, larger=LIFT * np.sin(np.pi * moved))
        told = max(0.0, share - LANDS) / (1 - LANDS)
        return self.hold(self._level(self.inputs[start], self.inputs[end], told))

    def between(self, one: Sourced, other: Sourced) -> tuple[Sourced, ...]:
        """All that may be held on the way from one number to another, both included."""
        low, high = sorted((one.value, other.value))
        inside = [level for level in self.levels if low < level.value < high]
        return (one, *(inside if other.value >= one.value else inside[::-1]), other)

    def hold(self, sourced: Sourced, level: float | None = None) -> Self:
        """Let the neuron hold a number, wherever the cursor is, as bright as its value or level."""
        self.neuron.fire(sourced, sourced.value if level is None else level)
        self._write(sourced)
        return self

    def _center_of(self, pixel: int) -> NDArray[np.float64]:
        return self.grid.cell_center(*divmod(pixel, self.grid.shape[1]))

    def _frame_place(self, place: NDArray[np.float64], larger: float = 0.0) -> Self:
        """Stand around a place; the beam touches the neuron on both sides."""
        self.frame.scale_to_fit_width((1 + larger) * AROUND * self.grid.cell_side).move_to(place)
        middle, radius = self.neuron.get_center(), self.neuron.width / 2
        away = place - middle
        toward = float(np.arctan2(away[1], away[0]))
        half = float(np.arccos(min(1.0, radius / np.linalg.norm(away))))
        angles = np.linspace(toward - half, toward + half, ROUNDED)
        rim = middle + radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
        corners = self.frame.get_vertices()
        corners = corners[np.argsort(away[0] * corners[:, 1] - away[1] * corners[:, 0])]
        for edge, start, end in zip(
            self.edges, corners[:: len(corners) - 1], rim[:: ROUNDED - 1], strict=True
        ):
            edge.put_start_and_end_on(start, end)
        self.light.set_points_as_corners([corners[-1], corners[0], *rim, corners[-1]])
        return self

    def _level(self, one: Sourced, other: Sourced, share: float) -> Sourced:
        """What is held so far on the way from one number to another."""
        level = (1 - share) * one.value + share * other.value
        known = self.between(one, other)
        return other if share == 1 else min(known, key=lambda each: abs(each.value - level))

    def _write(self, sourced: Sourced) -> None:
        ground = ManimColor(self.neuron.get_fill_color()).to_hex()
        color = max(INKS, key=lambda c: theme.contrast(c, ground))
        self.value.ground = ground
        self.value.glyph_color = color
        if sourced is not self.value.sourced:
            self.value.show(sourced)
        for glyph in (self.value.glyphs,):
            glyph.set_fill(color)


class Hop(Animation):
    """Lift the cursor over to another pixel; when it stands, number and brightness follow.

    The ledger of the scene lists all `passing_values`.
    """

    def __init__(self, reader: PixelReader, pixel: int, **kwargs: Any) -> None:
        self.start, self.end = reader.pixel, pixel
        self.passing_values = reader.between(reader.inputs[self.start], reader.inputs[pixel])
        super().__init__(reader, rate_func=linear, suspend_mobject_updating=False, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Place the cursor, and hold what is told so far."""
        self.mobject.hop(self.start, self.end, self.rate_func(alpha))

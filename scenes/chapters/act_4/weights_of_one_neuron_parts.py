"""The room of the weights, what a pixel's push looks like, and the scale of the colors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DL, DOWN, DR, LEFT, RIGHT, UL, UP, UR, Arrow, Dot, Group, Square, VGroup, VMobject
from manim.utils.color import ManimColor

from scenes.mobjects.network.network_diagram import rest_light
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.layout import Stage, stage
from scenes.stage.scales import signed_colors

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from network.arrays import FloatArray
    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.stage.theme import Palette
    from scenes.subject.sourced import Sourced

PUSH_ROOM = 1.75
"""Right of the neurons, for what pushes one of them up or down."""
ARROW = 1.2
BESIDE_NEURON = 0.2
"""From a neuron to the arrow beside it."""
MAGNIFIED = 3.2
"""How many times larger than a cell its magnified picture is."""


def grid_room(column: Mobject) -> Stage:
    """The room right of a column of neurons, for the weights of one of them."""
    area = stage()
    return Stage(float(column.get_right()[0]) + PUSH_ROOM, area.right, area.top, area.bottom)


def of_one_sign(weights: FloatArray, *, above: bool) -> NDArray[np.float32]:
    """Intensities at rest of the connections above zero, or of those below it."""
    return np.where((weights > 0) if above else (weights < 0), rest_light(weights), 0)


STRONG_SHARE = 0.3
"""Of the brightest connection: what is left when only strong ones shine."""


def strong_ones(weights: FloatArray) -> NDArray[np.float32]:
    """Intensities at rest, the weak ones dark."""
    light = rest_light(weights)
    return np.where(light >= STRONG_SHARE * light.max(), light, 0)


def way_of(diagram: NetworkDiagram, pixel: int, neuron: int) -> VMobject:
    """The way from a pixel of the picture over its place in the input column to a neuron."""
    places = diagram.places.columns
    row, column = divmod(pixel, diagram.image.shape[1])
    stops = (diagram.image.cell_center(row, column), places[0][pixel], places[1][neuron])
    return VMobject().set_points_as_corners(stops)


def traveling_light(way: VMobject, color: str) -> Dot:
    """What goes along a way, at its beginning."""
    return Dot(way.get_start(), radius=0.11, color=color)


def magnified(grid: PixelGrid, place: tuple[int, int], color: str) -> Square:
    """A cell of a grid, larger, in a line of this color; `place` is its row and column."""
    cell = Square(MAGNIFIED * grid.cell_side, color=color, stroke_width=5)
    cell.set_fill(ManimColor(grid.colors[place]), opacity=1)
    return cell.move_to(grid.cell_center(*place))


class Push(VGroup):
    """An arrow from a neuron, up or down by the sign of a product, and the product at its tip."""

    def __init__(self, product: Sourced, neuron: Mobject, *, color: str) -> None:
        self.way = UP if product.value > 0 else DOWN
        area = stage()
        room = ARROW + 0.2
        y = float(np.clip(neuron.get_y(), area.bottom + room, area.top - room))
        foot = np.array([neuron.get_right()[0] + BESIDE_NEURON, y, 0]) + 0.06 * self.way
        tip = foot + ARROW * self.way
        self.arrow = Arrow(foot, tip, buff=0, color=color, stroke_width=14)
        self.value = ValueLabel(product.shown_as(signed=True), color=color)
        self.value.next_to(tip - 0.25 * self.way, RIGHT, buff=0.22)
        super().__init__(self.arrow, self.value)


STEPS = 101
"""Cells of the bar; odd, so that one of them stands for zero."""


class WeightScale(Group):
    """A bar of all colors with the weights that they stand for.

    Parameters
    ----------
    largest
        Magnitude shown at full color, and beyond.
    """

    def __init__(self, largest: Sourced, *, width: float, palette: Palette) -> None:
        steps = np.linspace(-1, 1, STEPS)[np.newaxis]
        self.bar = PixelGrid(signed_colors(steps, palette, 1.0), side=width / STEPS)
        self.bar.stretch_to_fit_height(0.24)
        self.frame = grid_frame(self.bar).set_stroke(width=1.5)
        self.zero = Words("{zero}", size="number", zero=Verbatim("0"))
        self.zero.next_to(self.bar, DOWN, buff=0.14)
        self.ends = self._ends(largest)
        super().__init__(self.bar, self.frame, self.zero, self.ends)

    def _ends(self, largest: Sourced) -> VGroup:
        # The record has the magnitude; which sign it takes here is the bar's.
        low = Words("\N{LESS-THAN OR EQUAL TO} \N{MINUS SIGN}{value}", size="number", value=largest)
        high = Words("\N{GREATER-THAN OR EQUAL TO} +{value}", size="number", value=largest)
        low.next_to(self.bar.get_corner(DL), DOWN, buff=0.14, aligned_edge=UL)
        high.next_to(self.bar.get_corner(DR), DOWN, buff=0.14, aligned_edge=UR)
        if low.get_right()[0] > self.zero.get_left()[0] - 0.14:
            # Below a narrow bar they stand one under another.
            low.next_to(self.zero, DOWN, buff=0.14).align_to(self.bar, LEFT)
            high.next_to(low, DOWN, buff=0.14).align_to(self.bar, RIGHT)
        return VGroup(low, high)

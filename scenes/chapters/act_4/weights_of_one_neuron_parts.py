"""Single weights called out of a grid, and the scale of their colors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import numpy as np
from manim import DL, DOWN, DR, LEFT, ORIGIN, RIGHT, UL, UR, Group, Line, VGroup
from manim.typing import Vector3D

from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.raster.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text.typst_text import Verbatim, Words, note
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import signed_colors
from scenes.stage.theme import Palette
from scenes.subject.sourced import Sourced
from scenes.subject.words import _

GAP = 0.3
"""Between the grid and its callouts."""
PITCH, PITCH_BELOW = 1.05, 1.6
"""The least distance between two callouts, one above the other or beside each other."""


class WeightCallout(VGroup):
    """A frame around a cell, a line out of the grid, the weight, and the pixel it looks at.

    Parameters
    ----------
    pixel
        Index of the cell, row after row.
    at
        Height at which the number stands, to the right of the grid; or how far across, below it.
    side
        `RIGHT` or `DOWN`.
    """

    def __init__(
        self, weight_grid: WeightGrid, pixel: int, *, at: float, side: Vector3D = RIGHT
    ) -> None:
        self.pixel = pixel
        self.frame = weight_grid.grid.cell_frame(*weight_grid.place(pixel), theme.TEXT)
        weight = weight_grid.weights[pixel]
        color = weight_grid.palette.sign(weight.value)
        self.value = ValueLabel(weight.shown_as(signed=True), size="body", color=color)
        self.pixel_name = note(_("pixel {index}"), index=Verbatim(pixel))
        edge = weight_grid.grid.get_edge_center(side) + GAP * side
        is_below = side[1] < 0
        edge[0 if is_below else 1] = at
        VGroup(self.value, self.pixel_name).arrange(
            DOWN, buff=0.14, aligned_edge=ORIGIN if is_below else LEFT
        ).move_to(edge, aligned_edge=-side)
        start = self.frame.get_edge_center(side)
        end = self.value.get_edge_center(-side) - 0.1 * side
        self.line = Line(start, end, color=theme.TEXT, stroke_width=1.5)
        super().__init__(self.line, self.frame, self.value, self.pixel_name)


def weight_callouts(
    weight_grid: WeightGrid, pixels: Sequence[int], *, side: Vector3D = RIGHT
) -> list[WeightCallout]:
    """Callouts of some weights, each as near to its cell along that side as the others allow."""
    grid = weight_grid.grid
    axis, pitch = (0, PITCH_BELOW) if side[1] < 0 else (1, PITCH)
    wanted = np.array([grid.cell_center(*weight_grid.place(pixel))[axis] for pixel in pixels])
    order = np.argsort(wanted)
    last = grid.get_corner(UR)[axis] - pitch / 2
    first = grid.get_corner(DL)[axis] + pitch / 2
    places = np.clip(wanted, first, last)
    for lower, higher in pairwise(order):
        places[higher] = max(places[higher], places[lower] + pitch)
    for higher, lower in pairwise(order[::-1]):
        places[higher] = min(places[higher], last)
        places[lower] = min(places[lower], places[higher] - pitch)
    return [
        WeightCallout(weight_grid, pixel, at=float(place), side=side)
        for pixel, place in zip(pixels, places, strict=True)
    ]


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
        self.bar.stretch_to_fit_height(0.16)
        self.frame = grid_frame(self.bar).set_stroke(width=1.5)
        self.zero = Words("{zero}", size="note", zero=Verbatim("0"))
        self.zero.next_to(self.bar, DOWN, buff=0.14)
        self.ends = self._ends(largest)
        super().__init__(self.bar, self.frame, self.zero, self.ends)

    def show(self, largest: Sourced) -> Self:
        """Let the same bar stand for other weights."""
        self.remove(self.ends)
        self.ends = self._ends(largest)
        return self.add(self.ends)

    def _ends(self, largest: Sourced) -> VGroup:
        # The record has the magnitude; which sign it takes here is the bar's.
        low = Words("\N{LESS-THAN OR EQUAL TO} \N{MINUS SIGN}{value}", size="note", value=largest)
        high = Words("\N{GREATER-THAN OR EQUAL TO} +{value}", size="note", value=largest)
        low.next_to(self.bar.get_corner(DL), DOWN, buff=0.14, aligned_edge=UL)
        high.next_to(self.bar.get_corner(DR), DOWN, buff=0.14, aligned_edge=UR)
        return VGroup(low, high)

"""One weight of a grid, called out beside it with its number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, Line, VGroup

from scenes import theme
from scenes.mobjects.text import Name, Words
from scenes.mobjects.value_label import ValueLabel
from scenes.mobjects.weight_grid import WeightGrid
from scenes.words import _

GAP = 0.3
"""Between the grid and its callouts."""
PITCH = 1.05
"""The least distance between two callouts, one above the other."""


class WeightCallout(VGroup):
    """A frame around a cell, a line out of the grid, the weight, and the pixel it looks at.

    Parameters
    ----------
    weight_grid
        Where the cell is.
    pixel
        Index of the cell, row after row.
    y
        Height at which the number stands, to the right of the grid.

    Attributes
    ----------
    pixel
        Its index.
    frame, line, value, pixel_name
        The parts.
    """

    def __init__(self, weight_grid: WeightGrid, pixel: int, *, y: float) -> None:
        self.pixel = pixel
        self.frame = weight_grid.grid.cell_frame(*weight_grid.place(pixel), theme.TEXT)
        weight = weight_grid.weights[pixel]
        color = weight_grid.palette.sign(weight.value)
        self.value = ValueLabel(weight.shown_as(signed=True), size="body", color=color)
        self.pixel_name = Words(
            _("pixel {index}"), size="note", color=theme.SECONDARY, index=Name(pixel)
        )
        VGroup(self.value, self.pixel_name).arrange(DOWN, buff=0.14, aligned_edge=LEFT).move_to(
            [weight_grid.grid.get_right()[0] + GAP, y, 0], aligned_edge=LEFT
        )
        start, end = self.frame.get_right(), self.value.get_left() + 0.1 * LEFT
        self.line = Line(start, end, color=theme.TEXT, stroke_width=1.5)
        super().__init__(self.line, self.frame, self.value, self.pixel_name)


def weight_callouts(weight_grid: WeightGrid, pixels: Sequence[int]) -> list[WeightCallout]:
    """Callouts of some weights, each as near to the height of its cell as the others allow."""
    grid = weight_grid.grid
    heights = np.array([grid.cell_center(*weight_grid.place(pixel))[1] for pixel in pixels])
    order = np.argsort(heights)
    top = grid.get_top()[1] - PITCH / 2
    bottom = grid.get_bottom()[1] + PITCH / 2
    places = np.clip(heights, bottom, top)
    for below, above in pairwise(order):
        places[above] = max(places[above], places[below] + PITCH)
    for above, below in pairwise(order[::-1]):
        places[above] = min(places[above], top)
        places[below] = min(places[below], places[above] - PITCH)
    return [
        WeightCallout(weight_grid, pixel, y=float(y))
        for pixel, y in zip(pixels, places, strict=True)
    ]

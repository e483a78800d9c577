"""What the colors of weights mean: a bar from the strongest negative to the strongest positive."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import DL, DOWN, DR, UL, UR, Group, VGroup

from scenes.mobjects.pixel_grid import PixelGrid, grid_frame
from scenes.mobjects.text import Name, Words
from scenes.scales import signed_colors
from scenes.sourced import Sourced
from scenes.theme import Palette

STEPS = 101
"""Cells of the bar; odd, so that one of them stands for zero."""


class WeightScale(Group):
    """A bar of all colors with the weights that they stand for.

    Parameters
    ----------
    largest
        Magnitude shown at full color, and beyond.
    width
        In scene units.
    palette
        Whose sign colors are used.

    Attributes
    ----------
    bar, frame
        The colors, and the line around them.
    ends
        The values at its ends.
    zero
        The mark in the middle.
    """

    def __init__(self, largest: Sourced, *, width: float, palette: Palette) -> None:
        steps = np.linspace(-1, 1, STEPS)[np.newaxis]
        self.bar = PixelGrid(signed_colors(steps, palette, 1.0), side=width / STEPS)
        self.bar.stretch_to_fit_height(0.16)
        self.frame = grid_frame(self.bar).set_stroke(width=1.5)
        self.zero = Words("{zero}", size="note", zero=Name("0"))
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

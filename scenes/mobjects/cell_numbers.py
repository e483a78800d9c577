"""The number of every cell of a grid, written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import VGroup
from manim.utils.color import ManimColor

from scenes import theme
from scenes.mobjects.value_label import ValueLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenes.mobjects.pixel_grid import PixelGrid
    from scenes.sourced import Sourced

INKS = ("#FFFFFF", "#000000")
"""One of the two has a contrast of 4.5 : 1 on every ground; of softer inks neither would."""


def cell_numbers(grid: PixelGrid, values: Iterable[Sourced]) -> VGroup:
    """A label for each cell, where the cell is now, in an ink that reads well on its color.

    Parameters
    ----------
    grid
        Its cells are large enough for a note.
    values
        One a cell, row after row.
    """
    texts = VGroup()
    colors = grid.colors.reshape(-1, 3)
    for sourced, place, color in zip(values, grid.cell_centers(), colors, strict=True):
        ground = ManimColor(color).to_hex()
        ink = max(INKS, key=lambda each: theme.contrast(each, ground))
        text = ValueLabel(sourced, color=ink).move_to(place)
        text.ground = ground
        texts.add(text)
    return texts

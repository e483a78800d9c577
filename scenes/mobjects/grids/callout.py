"""Cells of a grid with their numbers: one drawn large beside it, or each in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup
from manim.utils.color import ManimColor

from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced


def telling_cells(values: NDArray[np.float64], shape: tuple[int, int]) -> tuple[int, int, int]:
    """Indices of three cells worth a look: a bright one, a dark one, a gray one.

    The bright and the dark one are as near as can be to the middle of the picture, whose values
    0..1 come row by row.
    """
    row, column = np.indices(shape).reshape(2, -1)
    off_center = np.hypot(row - row.max() / 2, column - column.max() / 2)
    bright, dark = (
        int(np.where(values == extreme, off_center, np.inf).argmin())
        for extreme in (values.max(), values.min())
    )
    return bright, dark, int(np.abs(values - 0.5).argmin())


INKS = ("#FFFFFF", "#000000")
"""One of the two has a contrast of 4.5 : 1 on every ground; of softer inks neither would."""


def ink_on(ground: str) -> str:
    """Give the ink that reads best on a color."""
    return max(INKS, key=lambda ink: theme.contrast(ink, ground))


def cell_numbers(grid: PixelGrid, values: Iterable[Sourced]) -> VGroup:
    """A label for each cell, where the cell is now, in an ink that reads well on its color."""
    texts = VGroup()
    colors = grid.colors.reshape(-1, 3)
    for sourced, place, color in zip(values, grid.cell_centers(), colors, strict=True):
        ground = ManimColor(color).to_hex()
        text = ValueLabel(sourced, color=ink_on(ground)).move_to(place)
        text.ground = ground
        texts.add(text)
    return texts

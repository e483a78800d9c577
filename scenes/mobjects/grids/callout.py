"""Cells of a grid with their numbers: one drawn large beside it, or each in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, RoundedRectangle, VGroup
from manim.utils.color import ManimColor

from scenes.mobjects.text.typst_text import Verbatim, Words
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme
from scenes.stage.scales import gray

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from scenes.mobjects.raster.pixel_grid import PixelGrid
    from scenes.subject.sourced import Sourced


class Swatch(RoundedRectangle):
    """A large square in the color of a value (`roundness` 0), or a disc (1).

    Square and disc have the same number of points: they melt into each other without turning.
    """

    def __init__(self, side: float, *, roundness: float = 0.0, **style: Any) -> None:
        radius = side * (0.001 + 0.498 * roundness)
        super().__init__(corner_radius=radius, width=side, height=side, **style)
        self.fills: tuple[Sourced, ...] = ()

    def rounded(self) -> Swatch:
        """The disc that it becomes."""
        disc = Swatch(self.width, roundness=1.0).match_style(self).move_to(self)
        disc.fills = self.fills
        return disc


class CellCallout(VGroup):
    """A cell of a picture with a frame around it, and the cell again, large, holding its number.

    The index counts cells row by row; the value lies in 0..1. The large cell stands at `center`;
    `side` says whether that is `RIGHT` of the grid or `UP` from it.
    """

    def __init__(
        self,
        grid: PixelGrid,
        index: int,
        sourced: Sourced,
        *,
        center: NDArray[np.float64],
        side: float,
        color: str,
    ) -> None:
        fill = ManimColor(gray(sourced.value).ravel()).to_hex()
        self.index = index
        self.frame = Swatch(1.25 * grid.cell_side, color=color, stroke_width=3)
        self.frame.move_to(grid.cell_center(*divmod(index, grid.shape[1])))
        self.swatch = Swatch(side, color=theme.TEXT, stroke_width=2.5).move_to(center)
        self.swatch.set_fill(fill, opacity=1)
        self.swatch.fills = (sourced,)
        way = self.swatch.get_center() - grid.get_center()
        self.side = RIGHT if way[0] > way[1] else UP
        self.rays = VGroup(
            *(
                Line(
                    self.frame.get_corner(edge + self.side),
                    self.swatch.get_corner(edge - self.side),
                )
                for edge in self._edges()
            )
        ).set_stroke(color, width=1.5, opacity=0.6)
        self.value = ValueLabel(sourced, size="title", color=theme.readable_on(fill)).move_to(
            center
        )
        self.value.ground = fill
        super().__init__(self.rays, self.frame, self.swatch, self.value)

    def named(self, template: str) -> Words:
        """What the cell is, such as `pixel {index}`, under it or, where the grid is, beside it."""
        words = Words(template, size="note", color=theme.SECONDARY, index=Verbatim(self.index))
        return words.next_to(self.swatch, DOWN if self.side[0] else RIGHT, buff=0.3)

    def rounded_rays(self) -> VGroup:
        """The rays between the round frame and the disc."""
        rays = (
            Line(self.frame.get_edge_center(edge), self.swatch.get_edge_center(edge))
            for edge in self._edges()
        )
        return VGroup(*rays).match_style(self.rays[0])

    def _edges(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The two sides along which the rays run."""
        return (UP, DOWN) if self.side[0] else (LEFT, RIGHT)


def cell_marks(grid: PixelGrid, indices: Iterable[int], color: str) -> VGroup:
    """Thin frames around some cells of a small grid, each just inside its cell."""
    places = (divmod(index, grid.shape[1]) for index in indices)
    frames = (grid.cell_frame(*place, color).scale(0.72) for place in places)
    return VGroup(*frames).set_stroke(width=1.5)


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


def cell_numbers(grid: PixelGrid, values: Iterable[Sourced]) -> VGroup:
    """A label for each cell, where the cell is now, in an ink that reads well on its color."""
    texts = VGroup()
    colors = grid.colors.reshape(-1, 3)
    for sourced, place, color in zip(values, grid.cell_centers(), colors, strict=True):
        ground = ManimColor(color).to_hex()
        ink = max(INKS, key=lambda each: theme.contrast(each, ground))
        text = ValueLabel(sourced, color=ink).move_to(place)
        text.ground = ground
        texts.add(text)
    return texts

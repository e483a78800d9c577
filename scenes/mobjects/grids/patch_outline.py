"""A line around a patch of cells of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VMobject

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.mobjects.raster.pixel_grid import PixelGrid

LINE_WIDTH = 5.0


class PatchOutline(VMobject):
    """The border of the cells that belong to a patch, shape (rows * columns,), on a grid.

    It stands where the grid is now; a patch without cells has no border.
    """

    def __init__(self, grid: PixelGrid, is_inside: NDArray[np.bool_], *, color: str) -> None:
        super().__init__(stroke_color=color, stroke_width=LINE_WIDTH, fill_opacity=0)
        rows, columns = grid.shape
        inside = np.pad(np.asarray(is_inside, dtype=bool).reshape(rows, columns), 1)
        corner = grid.points[0]
        right = (grid.points[1] - corner) / columns
        down = (grid.points[2] - corner) / rows

        def at(row: int, column: int) -> NDArray[np.float64]:
            return np.asarray(corner + column * right + row * down)

        for chain in _borders(inside):
            places = [at(row, column) for row, column in chain]
            self.start_new_path(places[0])
            self.add_points_as_corners(places[1:])


def _borders(inside: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    """Closed chains of cell corners around all patches of a picture that is padded by one."""
    ways: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, column in np.argwhere(inside) - 1:
        r, c = int(row), int(column)
        edges = (
            ((r, c), (r, c + 1), inside[r, c + 1]),
            ((r, c + 1), (r + 1, c + 1), inside[r + 1, c + 2]),
            ((r + 1, c + 1), (r + 1, c), inside[r + 2, c + 1]),
            ((r + 1, c), (r, c), inside[r + 1, c]),
        )
        for start, end, goes_on in edges:
            if not goes_on:
                ways.setdefault(start, []).append(end)
    chains = []
    while ways:
        place = first = next(iter(ways))
        chain = [first]
        while place in ways:
            ends = ways[place]
            place, before = ends.pop(), place
            if not ends:
                del ways[before]
            chain.append(place)
        chains.append(chain)
    return chains

"""The weights of all neurons of the first layer, side by side, each with a score below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DL, DOWN, PI, RIGHT, UL, Group

from scenes import theme
from scenes.mobjects.elision import Drawn, ends_drawn
from scenes.mobjects.omission import OmissionDots
from scenes.mobjects.value_label import ValueLabel
from scenes.mobjects.weight_grid import WeightGrid

if TYPE_CHECKING:
    from scenes.sourced import SourcedArray

MOST = 20
"""No more grids than this are drawn."""
ONE_ROW = 5
LARGEST_SIDE = 1.55
EDGE_SHARE = 0.46
"""Side of the edge below a grid, as a share of the grid's."""


class WeightGallery(Group):
    """Grids of weights in one row or two.

    Parameters
    ----------
    weights
        Shape (neurons, 784).
    width, height
        Of the room that there is, scene units.
    palette
        Whose sign colors are used.

    Attributes
    ----------
    drawn
        Which neurons are shown.
    grids
        One `WeightGrid` for each of them.
    dots
        In the place of those left out; empty if there are none.
    """

    def __init__(
        self, weights: SourcedArray, *, width: float, height: float, palette: theme.Palette
    ) -> None:
        self.palette = palette
        self.drawn: Drawn = ends_drawn(len(weights.values), MOST)
        rows = 1 if self.drawn.slots <= ONE_ROW else 2
        columns = -(-self.drawn.slots // rows)
        across, down = width / columns, height / rows
        self.side = min(0.86 * across, 0.66 * down, LARGEST_SIDE)
        self.grids = Group()
        self.dots = Group()

        def place(slot: int) -> np.ndarray:
            row, column = divmod(slot, columns)
            x, y = (column - (columns - 1) / 2) * across, ((rows - 1) / 2 - row) * down
            return np.array([x, y + 0.3, 0.0])

        for at, neuron in enumerate(self.drawn.indices):
            grid = WeightGrid(weights.row(neuron), side=self.side, palette=palette)
            self.grids.add(grid.move_to(place(self.drawn.slot(at))))
        if self.drawn.is_elided:
            self.dots.add(OmissionDots().rotate(PI / 2).move_to(place(self.drawn.dots_at)))
        super().__init__(self.grids, self.dots)

    def grid_of(self, neuron: int) -> WeightGrid | None:
        """The grid of a neuron; None if it is left out."""
        shown = dict(zip(self.drawn.indices, self.grids, strict=True))
        return shown.get(neuron)

    def edges(self, pictures: SourcedArray) -> Group:
        """Below each grid the edge that it was compared with."""
        found = Group()
        for grid, neuron in zip(self.grids, self.drawn.indices, strict=True):
            edge = WeightGrid(
                pictures.row(neuron), side=EDGE_SHARE * self.side, palette=self.palette
            )
            corner = grid.get_corner(DL) + 0.12 * DOWN
            found.add(edge.move_to(corner, aligned_edge=UL))
        return found

    def scores(self, scores: SourcedArray, mark: float, color: str) -> Group:
        """Beside each edge its score, in a color of its own from a mark on."""
        found = Group()
        for grid, neuron in zip(self.grids, self.drawn.indices, strict=True):
            score = scores[neuron]
            label = ValueLabel(score, color=color if score.value >= mark else theme.SECONDARY)
            y = grid.get_bottom()[1] - 0.12 - EDGE_SHARE * self.side / 2
            label.move_to([grid.get_right()[0], y, 0], aligned_edge=RIGHT)
            found.add(label)
        return found

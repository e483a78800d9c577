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
NEARLY = 0.8
"""Of the largest side that any number of rows gives: reason enough to have no more rows."""
LIFT = 0.3
"""Of a grid above the middle of its room, at least; more where its edge needs it."""
EDGE_GAP = 0.12
SCORE_ROOM = 0.52
"""What a score takes of the width below a grid, scene units."""
EDGE_SHARE = 0.46
"""Side of the edge below a grid, as a share of the grid's."""


class WeightGallery(Group):
    """Grids of weights, in as few rows as let them be large.

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
    side, edge_side
        Of a grid, and of the edge below it.
    """

    def __init__(
        self, weights: SourcedArray, *, width: float, height: float, palette: theme.Palette
    ) -> None:
        self.palette = palette
        self.drawn: Drawn = ends_drawn(len(weights.values), MOST)
        rows = _rows(self.drawn.slots, width, height)
        columns = -(-self.drawn.slots // rows)
        across, down = width / columns, height / rows
        self.side = _side(across, down)
        self.edge_side = min(EDGE_SHARE * self.side, self.side - SCORE_ROOM)
        lift = max(LIFT, self.side / 2 + EDGE_GAP + self.edge_side - down / 2)
        self.grids = Group()
        self.dots = Group()

        def place(slot: int) -> np.ndarray:
            row, column = divmod(slot, columns)
            x, y = (column - (columns - 1) / 2) * across, ((rows - 1) / 2 - row) * down
            return np.array([x, y + lift, 0.0])

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
            edge = WeightGrid(pictures.row(neuron), side=self.edge_side, palette=self.palette)
            corner = grid.get_corner(DL) + EDGE_GAP * DOWN
            found.add(edge.move_to(corner, aligned_edge=UL))
        return found

    def scores(self, scores: SourcedArray, mark: float, color: str) -> Group:
        """Beside each edge its score, in a color of its own from a mark on."""
        found = Group()
        for grid, neuron in zip(self.grids, self.drawn.indices, strict=True):
            score = scores[neuron]
            label = ValueLabel(score, color=color if score.value >= mark else theme.SECONDARY)
            y = grid.get_bottom()[1] - EDGE_GAP - self.edge_side / 2
            label.move_to([grid.get_right()[0], y, 0], aligned_edge=RIGHT)
            found.add(label)
        return found


def _rows(slots: int, width: float, height: float) -> int:
    counts = range(1 if slots <= ONE_ROW else 2, slots + 1)
    sides = [_side(width / -(-slots // rows), height / rows) for rows in counts]
    return next(
        rows for rows, side in zip(counts, sides, strict=True) if side >= NEARLY * max(sides)
    )


def _side(across: float, down: float) -> float:
    return min(0.86 * across, 0.66 * down, LARGEST_SIDE)

"""Marks along the path of a mistake, and the gallery of a layer's weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DL, DOWN, LEFT, PI, RIGHT, UL, Circle, Group, VGroup

from scenes.mobjects.grids.elision import ShownIndices, end_indices
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.mobjects.network.network_diagram import flow_light
from scenes.mobjects.text.marks import OmissionDots
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage import theme

if TYPE_CHECKING:
    from manim import Animation

    from network.arrays import AnyArray
    from scenes.mobjects.network.network_diagram import NetworkDiagram
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import SourcedArray


class AnswerMark(VGroup):
    """A box around the brightest output neuron with its name, its activation beside it.

    Parameters
    ----------
    outputs
        Shape (classes,).
    """

    def __init__(self, diagram: NetworkDiagram, outputs: SourcedArray) -> None:
        self.answer = int(outputs.values.argmax())
        self.box = diagram.answer_box(self.answer)
        self.value = ValueLabel(outputs[self.answer], color=diagram.palette.signal)
        self.value.next_to(self.box, RIGHT, buff=0.15)
        super().__init__(self.box, self.value)


AROUND = 0.06
"""Between a disc and its ring, scene units."""


class PushMark(VGroup):
    """A ring around the neuron with the largest contribution, and that contribution.

    Parameters
    ----------
    layer
        Theirs, counted from 0, the first one after the input.
    contributions
        What each of them adds to one neuron of the next layer, shape (neurons,).
    """

    def __init__(self, diagram: NetworkDiagram, layer: int, contributions: SourcedArray) -> None:
        self.neuron = int(contributions.values.argmax())
        disc = diagram.columns[layer][self.neuron]
        self.ring = Circle(disc.width / 2 + AROUND, color=diagram.palette.signal, stroke_width=3)
        self.ring.move_to(disc)
        push = contributions[self.neuron].shown_as(signed=True)
        self.value = ValueLabel(push, color=diagram.palette.sign(push.value))
        self.value.next_to(self.ring, LEFT, buff=0.18)
        super().__init__(self.ring, self.value)


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

    Attributes
    ----------
    side, edge_side
        Of a grid, and of the edge below it.
    """

    def __init__(
        self, weights: SourcedArray, *, width: float, height: float, palette: theme.Palette
    ) -> None:
        self.palette = palette
        self.drawn: ShownIndices = end_indices(len(weights.values), MOST)
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

    def scores(self, scores: SourcedArray, is_clear: AnyArray, color: str) -> Group:
        """Beside each edge its score, in a color of its own where the edge is a clear one."""
        found = Group()
        for grid, neuron in zip(self.grids, self.drawn.indices, strict=True):
            score = scores[neuron]
            label = ValueLabel(score, color=color if is_clear[neuron] else theme.SECONDARY)
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


def light_into(
    diagram: NetworkDiagram, record: RecordView, trace: str, layer: int, neuron: int
) -> Animation:
    """Of one layer's connections, let only those into one neuron shine, by what they carry.

    Parameters
    ----------
    record, trace
        The record, and the name of a trace in it.
    layer
        Counted from 0, the first layer after the input.
    """
    row = record[f"{trace}.layers[{layer}].contributions"].row(neuron)
    light = diagram.connections[layer]
    intensities = np.zeros((len(diagram.columns[layer]), row.size))
    intensities[neuron] = flow_light(row.values)
    return light.animate.set_light(intensities, row).build()


def darken(diagram: NetworkDiagram, layers: range) -> list[Animation]:
    """Let the connections into some layers go dark."""
    lights = [(diagram.connections[layer], diagram.model.layers[layer]) for layer in layers]
    return [light.animate.set_light(np.zeros(of.weights.shape)).build() for light, of in lights]

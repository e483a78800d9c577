"""The weights of all neurons of a layer: a wall of pictures, each tied to its neuron."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, Group, Line, VGroup

from scenes.mobjects.grids.elision import ShownIndices, all_indices
from scenes.mobjects.grids.weight_grid import WeightGrid
from scenes.stage import theme
from scenes.stage.layout import Stage, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

    from scenes.stage.theme import Palette
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import SourcedArray

MOST_TILES = 36
"""More pictures would be too small to be seen."""
GAP_SHARE = 0.1
"""Of a tile's side, left free between tiles."""
TIE_OPACITY = 0.35
FEWEST_EMPTY = 0.4
"""Share of the last row that may be empty."""
FREE = 0.5
"""Of the stage's width, right of the first layer's neurons, for their weights."""
TIES_ROOM = 0.6
"""Between the neurons and their pictures."""


def wall_room(column: Mobject) -> Stage:
    """The room right of a column of neurons, for the wall of their weights."""
    area = stage()
    return Stage(float(column.get_right()[0]) + TIES_ROOM, area.right, area.top, area.bottom)


def shown_neurons(count: int, *, but_surely: int) -> ShownIndices:
    """Which of so many neurons have a picture on a wall; the chosen one has."""
    if count <= MOST_TILES:
        return all_indices(count)
    first = [i for i in range(count) if i != but_surely][: MOST_TILES - 1]
    return ShownIndices(tuple(sorted([*first, but_surely])), count, MOST_TILES)


class WeightWall(Group):
    """Pictures of weights in rows, in the order of their neurons; each row in the middle.

    Parameters
    ----------
    weights
        Of the layer, shape (neurons, pixels).
    largest
        Magnitude shown at full color, for each neuron.
    room
        The wall is as large as fits, in its middle.
    below
        Free room below each tile, in sides of one.

    Attributes
    ----------
    tiles
        By neuron.
    """

    def __init__(
        self,
        weights: SourcedArray,
        largest: SourcedArray,
        *,
        neurons: Sequence[int],
        room: Stage,
        palette: Palette,
        below: float = 0.0,
    ) -> None:
        rows, columns = _best_shape(len(neurons), room, below)
        side = min(_side(room.width, columns), _side(room.height, rows, below))
        pitch = (1 + GAP_SHARE) * side
        middle = room.center + below / 2 * side * UP
        self.tiles: dict[int, WeightGrid] = {}
        for place, neuron in enumerate(neurons):
            row, column = divmod(place, columns)
            tile = WeightGrid(
                weights.row(neuron),
                side=side,
                palette=palette,
                largest=largest[neuron].value,
            )
            beside = min(columns, len(neurons) - row * columns)
            across, down = column - (beside - 1) / 2, row - (rows - 1) / 2
            tile.move_to(middle + across * pitch * RIGHT + down * (pitch + below * side) * DOWN)
            self.tiles[neuron] = tile
        super().__init__(*self.tiles.values())

    def ties(self, column: Mobject) -> VGroup:
        """A faint line from each neuron of a column to its picture, to be put behind the wall."""
        lines = (
            Line(column[neuron].get_edge_center(RIGHT), tile.frame.get_edge_center(LEFT))
            for neuron, tile in self.tiles.items()
        )
        return VGroup(*lines).set_stroke(theme.SECONDARY, width=1.5, opacity=TIE_OPACITY)


def first_layer_wall(
    record: RecordView,
    *,
    hero: int,
    room: Stage,
    palette: Palette,
    model: str = "model",
    rows: str = "measurement.first_layer",
) -> WeightWall:
    """The weights of the first hidden layer, the hero's surely among them.

    Parameters
    ----------
    model, rows
        Paths of the network and of its first layer's `WeightRows`.
    """
    weights = record[f"{model}.layers[0].weights"]
    return WeightWall(
        weights,
        record[f"{rows}.large"],
        neurons=shown_neurons(len(weights.values), but_surely=hero).indices,
        room=room,
        palette=palette,
    )


def _side(room: float, count: int, below: float = 0.0) -> float:
    return room / (count * (1 + below) + (count - 1) * GAP_SHARE)


def _best_shape(count: int, room: Stage, below: float) -> tuple[int, int]:
    # A last row that is almost empty looks like a mistake.
    shapes = [(math.ceil(count / columns), columns) for columns in range(1, count + 1)]
    full = [shape for shape in shapes if shape[0] * shape[1] - count <= FEWEST_EMPTY * shape[1]]
    return max(full, key=lambda s: min(_side(room.height, s[0], below), _side(room.width, s[1])))

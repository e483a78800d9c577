"""Where a layer's equation stands beside the layer's neurons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scenes.layout import Stage, stage

if TYPE_CHECKING:
    from scenes.layout import NetworkPlaces

LETTER_ROOM, LETTER_UP = 0.72, 0.2
"""What letters take of the stage's height, and where their middles are below its top."""
ABOVE_MATRIX, BELOW_MATRIX = 0.42, 0.55
"""What letters take of a matrix that stands above the rest."""
MATRIX_SHARE = 0.48
"""Of the height of a matrix and all below it, where neurons leave no room above them."""
CLEAR = 0.15
"""Between a matrix and neurons."""
OVERHANG = 0.05
"""Of a matrix over the sides of a tall stage: with it, sixteen columns fit."""
LARGEST_PITCH = 0.4
BRACKETS = 0.26
"""How much longer brackets are than all rows, in rows."""


@dataclass(frozen=True)
class EquationRoom:
    """The matrix and the vectors beside each other on a wide stage, above each other on others.

    Attributes
    ----------
    weights
        Of the matrix. Beside the vectors it ends where they begin.
    vectors
        Of all that stands right of the matrix, or below it.
    weights_pitch, row_pitch
        From row to row of the matrix, and of the sums and what follows them.
    is_stacked
        Whether the matrix stands above the vectors.
    home
        Middle of the finished formula, above the neurons and their names.
    """

    weights: Stage
    vectors: Stage
    weights_pitch: float
    row_pitch: float
    is_stacked: bool
    home: float


def equation_room(places: NetworkPlaces, layer: int, right: float) -> EquationRoom:
    """The room for the equation of one layer of a network.

    Parameters
    ----------
    places
        Of the network: rows have the heights of the layer's neurons, where they can.
    layer
        Counted from 0, the first layer after the input.
    right
        Where the equation ends.
    """
    area, neurons, senders = stage(), places.columns[layer + 1], places.columns[layer]
    count, middle = len(neurons), float(neurons[:, 1].mean())
    pitch = float(np.ptp(neurons[:, 1])) / max(count - 1, 1) or LARGEST_PITCH
    if area.is_wide:
        half = (area.height - LETTER_ROOM) / 2
        room = Stage(area.left, right, middle + half, middle - half)
        return EquationRoom(room, room, pitch, pitch, False, area.top - LETTER_UP)
    highest = max(
        float(places.columns[at][:, 1].max()) + places.radii[at] for at in (layer, layer + 1)
    )
    top = area.top - ABOVE_MATRIX
    if area.is_tall:
        weights = replace(area, top=top, bottom=highest + CLEAR).inset(-OVERHANG, 0.0)
        half = min(weights.bottom - BELOW_MATRIX - middle, middle - area.bottom)
        vectors = Stage(area.left, right, middle + half, middle - half)
    else:
        edge = float(senders[0, 0]) - places.radii[layer] - CLEAR
        edge = edge if edge > area.center[0] - 0.25 * area.width else right
        bottom = top - MATRIX_SHARE * (top - BELOW_MATRIX - area.bottom)
        weights = Stage(area.left, edge, top, bottom)
        vectors = Stage(area.left, right, bottom - BELOW_MATRIX, area.bottom)
    return EquationRoom(
        weights,
        vectors,
        weights_pitch=min(LARGEST_PITCH, weights.height / (count + BRACKETS)),
        row_pitch=min(pitch, vectors.height / (count + BRACKETS)),
        is_stacked=True,
        home=float(neurons[:, 1].max()) + places.radii[layer + 1] + 0.4,
    )

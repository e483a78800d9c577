"""The line along which a sampled field is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.frozen import locked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.arrays import FloatArray

_Edge = tuple[int, int, int]
"""Row and column of a sample, and 0 for the edge to its right, 1 for the one upwards."""


def level_line(across: FloatArray, up: FloatArray, field: FloatArray) -> FloatArray:
    """Follow the longest line along which a field is zero, straight within each cell.

    Parameters
    ----------
    across, up
        Coordinates of columns and rows, ascending.
    field
        Shape `(rows, columns)`.

    Returns
    -------
    Its places from the end that is further left, shape `(places, 2)`; the first comes again at the
    end of a closed line. No places if the field is nowhere zero.
    """
    neighbors: dict[_Edge, list[_Edge]] = {}
    is_above = field > 0
    for row in range(len(up) - 1):
        for column in range(len(across) - 1):
            for one, other in _segments(is_above, field, row, column):
                neighbors.setdefault(one, []).append(other)
                neighbors.setdefault(other, []).append(one)
    longest: list[_Edge] = []
    ends = [edge for edge, beside in neighbors.items() if len(beside) == 1]
    seen: set[_Edge] = set()
    for begin in (*ends, *neighbors):
        if begin in seen:
            continue
        line = [begin]
        seen.add(begin)
        while ahead := [edge for edge in neighbors[line[-1]] if edge not in seen]:
            line.append(ahead[0])
            seen.add(ahead[0])
        if len(neighbors[begin]) > 1:
            line.append(begin)
        longest = max(longest, line, key=len)
    places = [_crossing(across, up, field, edge) for edge in longest]
    if places and places[-1] < places[0]:
        places.reverse()
    return locked(np.reshape(places, (-1, 2)), np.float64)


def _segments(
    is_above: NDArray[np.bool_], field: FloatArray, row: int, column: int
) -> list[tuple[_Edge, _Edge]]:
    """Pairs of edges of one cell between which the field is zero."""
    corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    edges = [(row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1)]
    signs = [bool(is_above[corner]) for corner in corners]
    crossed = [edge for i, edge in enumerate(edges) if signs[i] != signs[(i + 1) % 4]]
    is_middle_above = sum(field[corner] for corner in corners) > 0
    if len(crossed) == len(edges) and is_middle_above != signs[0]:
        # A saddle: the first and third corner are cut off, not the second and fourth.
        crossed = [*crossed[1:], crossed[0]]
    return list(zip(crossed[::2], crossed[1::2], strict=True))


def _crossing(
    across: FloatArray, up: FloatArray, field: FloatArray, edge: _Edge
) -> tuple[float, float]:
    """Where on an edge the field is zero."""
    row, column, is_upwards = edge
    beyond = (row + is_upwards, column + 1 - is_upwards)
    here, there = float(field[row, column]), float(field[beyond])
    share = here / (here - there)
    return (
        float(across[column] + share * (across[beyond[1]] - across[column])),
        float(up[row] + share * (up[beyond[0]] - up[row])),
    )

"""The parts of a frame that were drawn over: only these are restored and converted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TILE_HEIGHT, TILE_WIDTH = 32, 64
"""In pixels; even, as two rows and two columns of a video share their colors."""

Part = tuple[slice, slice]
"""Rows and columns of a frame."""


class Tiles:
    """Tiles of a frame of so many pixels, of which some are marked."""

    def __init__(self, height: int, width: int) -> None:
        self.height, self.width = height, width
        rows, columns = -(-height // TILE_HEIGHT), -(-width // TILE_WIDTH)
        # An extra column that is never marked ends every run of marks when all rows form one line.
        self._all: NDArray[np.bool_] = np.zeros((rows, columns + 1), dtype=bool)
        self._marks = self._all[:, :columns]

    def mark(self, top: float, bottom: float, left: float, right: float) -> None:
        """Mark all tiles in the frame that a rectangle touches; its edges are in pixels."""
        if top >= self.height or left >= self.width:
            return
        first_row, first_column = max(int(top), 0) // TILE_HEIGHT, max(int(left), 0) // TILE_WIDTH
        end_row = max(int(bottom), -1) // TILE_HEIGHT + 1
        end_column = max(int(right), -1) // TILE_WIDTH + 1
        self._marks[first_row:end_row, first_column:end_column] = True

    def mark_boxes(self, first: NDArray[np.integer], last: NDArray[np.integer]) -> None:
        """Mark all tiles in the frame that some rectangles touch.

        Rows and columns of their first and of their last pixels have shape (n, 2).
        """
        first, last = np.maximum(first, 0), np.minimum(last, (self.height - 1, self.width - 1))
        inside = (first <= last).all(axis=1)
        low = first[inside] // (TILE_HEIGHT, TILE_WIDTH)
        high = last[inside] // (TILE_HEIGHT, TILE_WIDTH) + 1
        # Each rectangle adds 1 from its first row and column on, and takes it away behind the last.
        steps = np.zeros(np.add(self._marks.shape, 1), dtype=np.int64)
        for sign, (rows, columns) in (
            (1, (low[:, 0], low[:, 1])),
            (-1, (high[:, 0], low[:, 1])),
            (-1, (low[:, 0], high[:, 1])),
            (1, (high[:, 0], high[:, 1])),
        ):
            np.add.at(steps, (rows, columns), sign)
        self._marks |= steps.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0

    def mark_all(self) -> None:
        """Mark the whole frame."""
        self._marks[...] = True

    def add(self, other: Tiles) -> None:
        """Mark what is marked of another frame of this size."""
        self._marks |= other._marks

    def clear(self) -> None:
        """Mark nothing."""
        self._marks[...] = False

    @property
    def are_all(self) -> bool:
        """Whether the whole frame is marked."""
        return bool(self._marks.all())

    def parts(self) -> list[Part]:
        """Rectangles that are marked, none over another."""
        line = self._all.ravel()
        edges = (np.flatnonzero(line[1:] != line[:-1]) + 1).tolist()
        edges = [0, *edges] if line.size and line[0] else edges
        across = self._all.shape[1]
        # Left and right edge -> first row, and the row after the last one so far.
        begun: dict[tuple[int, int], tuple[int, int]] = {}
        found: list[Part] = []
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            row, left = divmod(first, across)
            run = (left, left + end - first)
            top, below = begun.get(run, (row, row))
            if below < row:
                found.append(self._part(top, below, *run))
                top = row
            begun[run] = (top, row + 1)
        return found + [self._part(*rows, *run) for run, rows in begun.items()]

    def _part(self, top: int, bottom: int, left: int, right: int) -> Part:
        rows = slice(top * TILE_HEIGHT, min(bottom * TILE_HEIGHT, self.height))
        return rows, slice(left * TILE_WIDTH, min(right * TILE_WIDTH, self.width))

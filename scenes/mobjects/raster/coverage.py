"""Pixel coverage of many straight lines as a sparse matrix: one column a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINES_AT_ONCE = 512
"""Lines that enter one product."""
PICTURES_BEFORE_KEEPING = 4
"""Most scenes show a few lights in one place; a scene that shows more shows many."""
NUMBERS_AT_ONCE = 1 << 16
"""Numbers computed in one go."""
FAINTEST = np.float32(1 / 256)
"""Smaller coverage of a pixel counts as none."""


@dataclass(frozen=True)
class Region:
    """A rectangle, in pixels of the frame."""

    left: int
    top: int
    width: int
    height: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns of the frame's pixel array."""
        return (
            slice(self.top, self.top + self.height),
            slice(self.left, self.left + self.width),
        )

    def within(self, frame: tuple[int, int]) -> Region:
        """The part in a frame of (height, width) pixels; at least one pixel."""
        height, width = frame
        left, top = min(max(self.left, 0), width - 1), min(max(self.top, 0), height - 1)
        right = min(max(self.left + self.width, left + 1), width)
        bottom = min(max(self.top + self.height, top + 1), height)
        return Region(left, top, right - left, bottom - top)


def region_of(lines: NDArray[np.float64], width: float) -> Region:
    """The part of the plane that lines touch.

    Lines have shape (n, 2, 2): start and end, x and y, all in pixels, as the width is.
    """
    low = np.floor(lines.min(axis=(0, 1)) - width - 1).astype(int)
    high = np.ceil(lines.max(axis=(0, 1)) + width + 1).astype(int)
    return Region(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))


def are_seen(lines: NDArray[np.float64], width: float, region: Region) -> NDArray[np.bool_]:
    """Which of some lines, as of `region_of`, cover a pixel of a region; and perhaps a few more."""
    start, end = lines[:, 0], lines[:, 1]
    slope, stretch = _slopes(lines)
    first = np.maximum(start[:, 0], region.left - 1)
    last = np.minimum(end[:, 0], region.left + region.width + 1)
    ys = start[:, 1] + slope * (np.stack([first, last]) - start[:, 0])
    reach = (_reach(width) + 1) * stretch
    above, below = region.top - reach, region.top + region.height + reach
    return np.asarray((first - 1 < last) & (ys.max(axis=0) > above) & (ys.min(axis=0) < below))


class Rays:
    """Many lines in one place, each shining by a value of its own.

    The coverage of all of them takes hundreds of megabytes. It is computed for the lines that
    shine, used and dropped; where most lines shine, again and again with other values, it is kept.
    Both ways give the same bits: the order of all additions is the same.
    """

    def __init__(self, lines: NDArray[np.float64], width: float, region: Region) -> None:
        self.lines, self.width, self.region = lines, width, region
        self.pictures = 0
        self._kept: dict[int, csc_matrix] = {}

    @property
    def bytes(self) -> int:
        """Memory that kept coverage takes."""
        return sum(kept.data.nbytes + kept.indices.nbytes for kept in self._kept.values())

    def forget(self) -> None:
        """Keep nothing of what is kept now."""
        self._kept.clear()
        self.pictures = 0

    def light(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much light falls on each pixel of the region, if line i shines by `values[i]`."""
        light = np.zeros(self.region.height * self.region.width, dtype=np.float32)
        for first in range(0, len(self.lines), LINES_AT_ONCE):
            part = values[first : first + LINES_AT_ONCE]
            lit = np.flatnonzero(part)
            if lit.size:
                light += self._coverage(first, lit) @ part[lit]
        self.pictures += 1
        return light.reshape(self.region.height, self.region.width)

    def _coverage(self, first: int, lit: NDArray[np.intp]) -> csc_matrix:
        """Coverage of the lines that are lit, counted from the first of the lines at once."""
        lines = self.lines[first : first + LINES_AT_ONCE]
        if first not in self._kept:
            if self.pictures < PICTURES_BEFORE_KEEPING or 2 * lit.size < len(lines):
                return line_coverage(lines[lit], self.width, self.region)
            self._kept[first] = _without_zeros(line_coverage(lines, self.width, self.region))
        whole = self._kept[first]
        return whole if lit.size == len(lines) else whole[:, lit]


def _without_zeros(matrix: csc_matrix) -> csc_matrix:
    matrix.eliminate_zeros()
    # Copies, because what scipy leaves are parts of the arrays that had all numbers.
    numbers = matrix.data.copy(), matrix.indices.copy(), matrix.indptr
    return csc_matrix(numbers, shape=matrix.shape)


def line_coverage(lines: NDArray[np.float64], width: float, region: Region) -> csc_matrix:
    """How much of each pixel each line covers: float32, shape (pixels of the region, lines).

    Coverage falls linearly over one pixel at the line's edge, measured along its normal, which
    is what a box-filtered edge looks like within 0.1 at every slope.

    Lines, shape (n, 2, 2), hold start (left) and end (right), x and y in pixels. Every column of
    the matrix stores equally many numbers, some of them 0.
    """
    _, stretch = _slopes(lines)
    high = int(np.ceil(2 * _reach(width) * stretch.max(initial=1)))
    cover = np.empty((len(lines), high, region.width), dtype=np.float32)
    places = np.empty(cover.shape, dtype=np.int32)
    # Few lines at once: what is computed about them stays in the processor's cache.
    step = max(1, NUMBERS_AT_ONCE // (high * region.width))
    for first in range(0, len(lines), step):
        part = slice(first, first + step)
        _cover(lines[part], width, region, cover[part], places[part])
    starts = np.arange(len(lines) + 1, dtype=np.int32) * np.int32(high * region.width)
    shape = (region.height * region.width, len(lines))
    return csc_matrix((cover.ravel(), places.ravel(), starts), shape=shape)


def _reach(width: float) -> np.float32:
    """How far from its middle a line covers anything, in pixels along its normal."""
    return np.float32(width / 2 + 0.5)


def _slopes(lines: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Rise of each line per pixel to the right, and its length per pixel to the right."""
    start, end = lines[:, 0].astype(np.float32), lines[:, 1].astype(np.float32)
    run = np.maximum(end[:, 0] - start[:, 0], np.float32(1e-3))
    slope = (end[:, 1] - start[:, 1]) / run
    return slope, np.sqrt(1 + slope**2)


def _cover(
    lines: NDArray[np.float64],
    width: float,
    region: Region,
    cover: NDArray[np.float32],
    places: NDArray[np.int32],
) -> None:
    """Write coverage of pixels and places of pixels, both of shape (n, high, region.width)."""
    start, end = lines[:, 0].astype(np.float32), lines[:, 1].astype(np.float32)
    slope, stretch = (numbers[:, np.newaxis] for numbers in _slopes(lines))
    reach = _reach(width)
    xs = np.arange(region.width, dtype=np.float32) + np.float32(region.left + 0.5)
    along = xs - start[:, :1]
    # Lines begin and end with a soft pixel of their own.
    ends = np.clip(along + np.float32(0.5), 0, 1)
    ends *= np.clip(end[:, :1] - xs + np.float32(0.5), 0, 1)
    middle = start[:, 1:] + slope * along - np.float32(region.top)
    first = np.ceil(middle - reach * stretch - np.float32(0.5)).astype(np.int32)
    above = middle - first - np.float32(0.5)
    columns = np.arange(region.width, dtype=np.int32)
    for line in range(cover.shape[1]):
        part, row = cover[:, line], first + np.int32(line)
        np.abs(above - np.float32(line), out=part)
        part /= stretch
        np.subtract(reach, part, out=part)
        np.clip(part, 0, np.float32(min(1.0, width)), out=part)
        part *= ends
        part *= (part > FAINTEST) & (row >= 0) & (row < region.height)
        np.clip(row, 0, region.height - 1, out=row)
        row *= np.int32(region.width)
        np.add(row, columns, out=places[:, line])

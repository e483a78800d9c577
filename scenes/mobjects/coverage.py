"""Pixel coverage of many straight lines as a sparse matrix: one column a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Region:
    """A rectangle of the frame, in pixels."""

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


def region_of(lines: NDArray[np.float64], width: float, frame: tuple[int, int]) -> Region:
    """The part of a frame of (height, width) pixels that lines touch; at least one pixel.

    Parameters
    ----------
    lines
        Shape (n, 2, 2): start and end, x and y in pixels.
    width
        Width of the lines in pixels.
    """
    low = np.floor(lines.min(axis=(0, 1)) - width - 1).astype(int)
    high = np.ceil(lines.max(axis=(0, 1)) + width + 1).astype(int)
    limit = np.array(frame[::-1])
    low = np.clip(low, 0, limit - 1)
    high = np.clip(high, low + 1, limit)
    return Region(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))


def line_coverage(lines: NDArray[np.float64], width: float, region: Region) -> csc_matrix:
    """How much of each pixel each line covers.

    Coverage falls linearly over one pixel at the line's edge, measured along its normal, which
    is what a box-filtered edge looks like within 0.1 at every slope.

    Parameters
    ----------
    lines
        Shape (n, 2, 2): start (left) and end (right), x and y in pixels.
    width
        In pixels.
    region
        The pixels that are covered.

    Returns
    -------
    csc_matrix
        Shape (region.height * region.width, n), float32.
    """
    columns = [_one_chunk(chunk, width, region) for chunk in np.array_split(lines, _chunks(lines))]
    data = np.concatenate([c[0] for c in columns])
    indices = np.concatenate([c[1] for c in columns])
    counts = np.concatenate([c[2] for c in columns])
    starts = np.concatenate([[0], np.cumsum(counts)])
    return csc_matrix((data, indices, starts), shape=(region.height * region.width, len(lines)))


def _chunks(lines: NDArray[np.float64]) -> int:
    return max(1, len(lines) // 512)


def _one_chunk(
    lines: NDArray[np.float64], width: float, region: Region
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    start, end = lines[:, 0].astype(np.float32), lines[:, 1].astype(np.float32)
    run = np.maximum(end[:, 0] - start[:, 0], np.float32(1e-3))
    slope = (end[:, 1] - start[:, 1]) / run
    stretch = np.sqrt(1 + slope**2)
    reach = np.float32(width / 2 + 0.5)
    xs = np.arange(region.width, dtype=np.float32) + np.float32(region.left + 0.5)
    along = xs - start[:, :1]
    # Lines begin and end with a soft pixel of their own.
    ends = np.clip(along + 0.5, 0, 1) * np.clip(end[:, :1] - xs + 0.5, 0, 1)
    middle = start[:, 1:] + slope[:, np.newaxis] * along - np.float32(region.top)
    first = np.ceil(middle - (reach * stretch)[:, np.newaxis] - 0.5).astype(np.int32)
    rows = first[..., np.newaxis] + np.arange(
        int(np.ceil(2 * reach * stretch.max())), dtype=np.int32
    )
    distance = np.abs(rows + np.float32(0.5) - middle[..., np.newaxis])
    cover = np.clip(reach - distance / stretch[:, np.newaxis, np.newaxis], 0, min(1.0, width))
    cover *= ends[..., np.newaxis]
    touched = (cover > 1 / 256) & (rows >= 0) & (rows < region.height)
    places = rows * np.int32(region.width) + np.arange(region.width, dtype=np.int32)[:, np.newaxis]
    return (
        cover[touched].astype(np.float32),
        places[touched].astype(np.int32),
        touched.sum(axis=(1, 2)).astype(np.int64),
    )

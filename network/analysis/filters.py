"""A small filter that runs over a picture, and where it is worth stopping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import correlate2d

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray, IntegerArray

HORIZONTAL_EDGES = locked([[1, 2, 1], [0, 0, 0], [-1, -2, -1]], np.float64)
"""Answers where ink above borders on paper below, and negatively to the opposite."""
VERTICAL_EDGES = locked([[1, 0, -1], [2, 0, -2], [1, 0, -1]], np.float64)
"""Answers where ink at the left borders on paper at the right, and negatively to the opposite."""
RIGHT_ANGLE = 36.0
"""What `Edges.bends` is at the corner of a white square."""
LIKE_A_CORNER, NEAR = 0.7, 2
"""Share of it from which on a pixel counts as a corner; of those so near only one does."""
STRONG = 0.9
"""Share of a filter's largest answer from which on another is strong, too."""


@dataclass(frozen=True, eq=False)
class Convolution(FrozenRecord):
    """A picture, a filter, and what the filter finds in the picture.

    Attributes
    ----------
    picture
        Shape `(height, width)`.
    kernel
        The filter, with sides of odd length, shape `(rows, columns)`.
    result
        Sum of the products of the kernel with the window around each pixel; beyond the picture's
        border everything is 0. Same shape as the picture.
    """

    picture: FloatArray
    kernel: FloatArray
    result: FloatArray

    @property
    def positions(self) -> IntegerArray:
        """Rows and columns of the window's center in the order of reading, shape `(pixels, 2)`."""
        return locked(np.indices(self.picture.shape).reshape(2, -1).T)

    def window(self, row: int, column: int) -> FloatArray:
        """Cut out what the filter sees at one position.

        Returns
        -------
        Pixels of the picture, 0 beyond its border; same shape as the kernel.

        Raises
        ------
        OptionError
            If the picture has no such pixel.
        """
        height, width = self.picture.shape
        if not (0 <= row < height and 0 <= column < width):
            raise OptionError(f"position must be within {height} x {width}, got {row}, {column}")
        rows, columns = self.kernel.shape
        padded = np.pad(self.picture, ((rows // 2, rows // 2), (columns // 2, columns // 2)))
        return locked(padded[row : row + rows, column : column + columns])


@dataclass(frozen=True, eq=False)
class Edges(FrozenRecord):
    """The edges of a picture.

    Attributes
    ----------
    horizontal, vertical
        What each of the two filters finds.
    by_turns
        What the first filter finds, and what has been found after each of three quarter turns to
        the left: the length of the vector of all answers so far, where one below 0 counts as 0.
        Shape `(4, height, width)`.
    bends
        How much of the edges around each pixel runs in another direction than most: large where a
        line bends or ends, 0 along a straight one. Same shape.
    """

    horizontal: Convolution
    vertical: Convolution
    by_turns: FloatArray
    bends: FloatArray

    @property
    def strength(self) -> FloatArray:
        """Length of the vector of both answers, shape `(height, width)`: the last of `by_turns`."""
        return locked(self.by_turns[-1])


def convolve(picture: ArrayLike, kernel: ArrayLike) -> Convolution:
    """Run a filter over a picture.

    The kernel is not flipped first, which mathematicians would call a correlation and whoever
    builds neural networks calls a convolution.

    Parameters
    ----------
    picture
        Shape `(height, width)`.
    kernel
        The filter, shape `(rows, columns)`, both odd.

    Raises
    ------
    OptionError
        If one of them is no grid, or the kernel has no center.
    """
    grid, weights = np.asarray(picture, np.float64), np.asarray(kernel, np.float64)
    if grid.ndim != 2 or grid.size == 0:  # noqa: PLR2004 - rows, columns
        raise OptionError(f"picture must be rows and columns of pixels, got shape {grid.shape}")
    if weights.ndim != 2 or not all(side % 2 for side in weights.shape):  # noqa: PLR2004
        raise OptionError(f"kernel must have sides of odd length, got shape {weights.shape}")
    # scipy knows neither "valid" nor "same" for a picture smaller than the kernel; "full" it does.
    full = correlate2d(grid, weights, mode="full")
    top, left = (side // 2 for side in weights.shape)
    found = full[top : top + grid.shape[0], left : left + grid.shape[1]]
    return Convolution(grid, weights, found)


def edges_of(picture: ArrayLike) -> Edges:
    """Find the edges of a picture, in whatever direction they run, and where they bend.

    A second layer looks at the answers of both filters in a window of 3 x 3 pixels, as points of a
    plane: how far they spread across their main direction is the smaller eigenvalue.

    Parameters
    ----------
    picture
        Shape `(height, width)`.

    Raises
    ------
    OptionError
        If the picture is no grid.

    References
    ----------
    I. Sobel, G. Feldman, "A 3x3 isotropic gradient operator for image processing" (1968). J. Shi,
    C. Tomasi, "Good features to track", CVPR (1994): `bends`.
    """
    horizontal = convolve(picture, HORIZONTAL_EDGES)
    vertical = convolve(picture, VERTICAL_EDGES)
    answers = np.stack([horizontal.result, vertical.result])
    # Turned twice, a filter answers the opposite.
    found = np.maximum(np.concatenate([answers, -answers]), 0)
    by_turns = np.sqrt(np.cumsum(found**2, axis=0))
    return Edges(horizontal, vertical, by_turns, _bends(*answers))


def _bends(*answers: FloatArray) -> FloatArray:
    """How far two filters' answers spread around each pixel, shape of each."""
    around = [_around(each).reshape(-1, 9) for each in answers]
    spreads = np.linalg.svd(np.stack(around, axis=1), compute_uv=False)
    return locked(spreads[:, 1].reshape(answers[0].shape) ** 2)


def _around(values: FloatArray) -> FloatArray:
    """The window of 3 x 3 around each place, 0 beyond the border; shape (height, width, 3, 3)."""
    return sliding_window_view(np.pad(values, 1), (3, 3))


@dataclass(frozen=True, eq=False)
class FilterStop(FrozenRecord):
    """A position of a filter.

    Attributes
    ----------
    place
        Its index among the pixels.
    window
        Pixels that the filter sees there, shape `(rows, columns)`.
    """

    place: int
    window: FloatArray


@dataclass(frozen=True, eq=False)
class FilterStops(FrozenRecord):
    """Two positions of a filter that tell what its answers mean.

    Attributes
    ----------
    positive, negative
        Where it answers strongly with this sign: of all places where it does so, the nearest to
        the one that is asked for; among equals the first.
    """

    positive: FilterStop
    negative: FilterStop


def filter_stops(found: Convolution, near: int) -> FilterStops:
    """Find out where a filter is worth a look, near a pixel of this index."""
    aside = np.hypot(*(found.positions - found.positions[near]).T)

    def stop(answers: FloatArray) -> FilterStop:
        is_strong = answers >= STRONG * answers.max()
        place = int(np.where(is_strong, aside, np.inf).argmin())
        return FilterStop(place, found.window(*map(int, found.positions[place])))

    answers = found.result.ravel()
    return FilterStops(stop(answers), stop(-answers))


@dataclass(frozen=True, eq=False)
class Corners(FrozenRecord):
    """Where edges turn into another direction.

    Attributes
    ----------
    places
        Indices of pixels that bend nearly as much as a right angle, and more than all near them,
        in the order of reading, shape `(corners,)`; none in a picture of round lines.
    place
        Index of the pixel that bends most.
    window
        How strong edges are around this pixel, 0 beyond the border, shape `(3, 3)`.
    ways
        How they run there: to the right and up, shape `(9, 2)`; the stronger, the longer.
    """

    places: IntegerArray
    place: int
    window: FloatArray
    ways: FloatArray


def corners_of(found: Edges) -> Corners:
    """Find the corners of edges; among equals the first."""
    side = 2 * NEAR + 1
    around = sliding_window_view(np.pad(found.bends, NEAR), (side, side)).max(axis=(2, 3))
    is_corner = (found.bends == around) & (found.bends >= LIKE_A_CORNER * RIGHT_ANGLE)
    place = int(found.bends.argmax())
    cell = divmod(place, found.bends.shape[1])
    # An edge between above and below runs to the right, one between left and right runs up.
    answers = (found.horizontal.result, found.vertical.result)
    ways = np.stack([_around(each)[cell].ravel() for each in answers], axis=1)
    return Corners(
        locked(np.flatnonzero(is_corner)),
        place,
        locked(_around(found.strength)[cell]),
        locked(ways),
    )

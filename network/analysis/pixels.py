"""What pictures and networks do pixel by pixel: a row, shared pixels, a pixel swept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import outputs_of
from network.digits.image_format import image_format_of
from network.errors import OptionError
from network.forward import forward
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import AnyArray, FloatArray, IntegerArray
    from network.mlp import MLP

FULLY_LIT = 0.95
"""A row shows all of the range if its brightest pixel has this share of the picture's brightest."""
LEVELS = 100
"""Two activations differ to the eye if they differ in hundredths."""


@dataclass(frozen=True, eq=False)
class RowScan(FrozenRecord):
    """What a cursor meets on its way along a row.

    Attributes
    ----------
    row
        Which row, from 0 at the top.
    pixels
        Indices of its pixels in the whole picture, left to right, shape `(side,)`.
    activations
        Ink of these pixels, from 0 to 1, same shape.
    """

    row: int
    pixels: IntegerArray
    activations: FloatArray

    @property
    def darkest(self) -> float:
        """The smallest activation of the row."""
        return float(self.activations.min())

    @property
    def brightest(self) -> float:
        """The largest activation of the row."""
        return float(self.activations.max())

    @property
    def lit(self) -> tuple[int, int]:
        """Columns of the first and the last pixel with ink; all of the row if there is none."""
        columns = np.flatnonzero(self.activations)
        return (int(columns[0]), int(columns[-1])) if columns.size else (0, self.pixels.size - 1)

    def around_ink(self, margin: int) -> RowScan:
        """The part with ink, and at most so many pixels on each side of it."""
        first, last = self.lit
        part = slice(max(first - margin, 0), last + margin + 1)
        return RowScan(self.row, locked(self.pixels[part]), locked(self.activations[part]))

    def middle_of(self, level: float) -> int:
        """Column in the middle of the longest run of pixels with this activation."""
        columns = np.flatnonzero(self.activations == level)
        runs = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
        longest = max(runs, key=len)
        return int(longest[len(longest) // 2])


def scan_row(inputs: ArrayLike, row: int | None = None) -> RowScan:
    """Take a row out of a picture.

    Parameters
    ----------
    inputs
        The picture, shape `(pixels,)`.
    row
        Which row; by default the one with the most ink, among equals the upper one.

    Raises
    ------
    OptionError
        If the picture is not square, or there is no such row.
    """
    picture = np.asarray(inputs)
    if picture.ndim != 1:
        raise OptionError(f"inputs must be a row of pixels, got shape {picture.shape}")
    side = image_format_of(picture.size).side
    grid = picture.reshape(side, side)
    chosen = int(np.argmax(grid.sum(axis=1))) if row is None else row
    if not 0 <= chosen < side:
        raise OptionError(f"row must be between 0 and {side - 1}, got {chosen}")
    return RowScan(chosen, chosen * side + np.arange(side), grid[chosen])


def most_varied_row(inputs: ArrayLike) -> int:
    """Choose the row on which a cursor meets most different activations.

    Parameters
    ----------
    inputs
        The picture, shape `(pixels,)`.

    Returns
    -------
    Among the rows that are as bright somewhere as the picture gets, the one with most different
    hundredths; among equals the one that goes up and down most, then the upper one.

    Raises
    ------
    OptionError
        If the picture is not square.
    """
    side = image_format_of(np.size(inputs)).side
    rows = [scan_row(inputs, row).activations for row in range(side)]
    brightest = max(float(row.max()) for row in rows)
    variety = [
        (
            float(row.max()) >= FULLY_LIT * brightest,
            np.unique(np.rint(LEVELS * row)).size,
            float(np.abs(np.diff(row)).sum()),
        )
        for row in rows
    ]
    return max(range(side), key=variety.__getitem__)


def most_varied_run(inputs: ArrayLike, count: int) -> IntegerArray:
    """Choose neighbors in the most varied row of a picture.

    Parameters
    ----------
    inputs
        The picture, shape `(pixels,)`.
    count
        How many, at most all of the row.

    Returns
    -------
    Indices of the run with most different hundredths; among equals of the first.
    """
    scan = scan_row(inputs, most_varied_row(inputs))
    runs = np.lib.stride_tricks.sliding_window_view(scan.activations, count)
    first = int(np.argmax([np.unique(np.rint(LEVELS * run)).size for run in runs]))
    return locked(scan.pixels[first : first + count].copy())


def rising_pixels(inputs: ArrayLike, pixel: int) -> IntegerArray:
    """Find a way from the darkest pixel of a picture up to one of its pixels.

    Parameters
    ----------
    inputs
        The picture, shape `(pixels,)`.
    pixel
        Where the way ends.

    Returns
    -------
    Indices of one pixel for each hundredth that occurs, from dark to bright.
    """
    hundredths = np.rint(LEVELS * np.asarray(inputs))
    levels, firsts = np.unique(hundredths, return_index=True)
    return locked(np.append(firsts[levels < hundredths[pixel]], pixel))


LIT = 0.5
"""A pixel is lit if it has at least this much ink; of a picture that has none so dark, this much
of its most.
"""


@dataclass(frozen=True, eq=False)
class DigitOverlap(FrozenRecord):
    """Some pictures laid over one another.

    Attributes
    ----------
    is_lit
        Whether a pixel of a picture is lit, shape `(pictures, pixels)`.
    common
        Number of pixels that are lit in both of two pictures, shape `(pictures, pictures)`.
    either
        Number of pixels that are lit in at least one of two pictures, same shape.
    """

    is_lit: AnyArray
    common: IntegerArray
    either: IntegerArray

    @property
    def shares(self) -> FloatArray:
        """Share of lit pixels in common, shape `(pictures, pictures)`.

        Of all the pixels that at least one of the two lights, those that both light: the
        intersection over the union. 1 means the same pixels, 0 that not one is shared.
        """
        return locked(self.common / np.maximum(self.either, 1))

    @property
    def stack(self) -> IntegerArray:
        """Number of pictures that light each pixel, shape `(pixels,)`."""
        return locked(np.count_nonzero(self.is_lit, axis=0))

    @property
    def common_to_all(self) -> int:
        """Number of pixels that every picture lights."""
        return int(np.count_nonzero(self.stack == len(self.is_lit)))

    @property
    def in_any(self) -> int:
        """Number of pixels that at least one picture lights."""
        return int(np.count_nonzero(self.stack))


def digit_overlap(pictures: ArrayLike) -> DigitOverlap:
    """Lay pictures over one another.

    Parameters
    ----------
    pictures
        Ink from 0 to 1, shape `(pictures, pixels)`.

    Raises
    ------
    OptionError
        If there are no pictures.
    """
    ink = np.asarray(pictures)
    if ink.ndim != 2 or len(ink) == 0:  # noqa: PLR2004 - pictures, pixels
        raise OptionError(f"pictures must be 1 or more rows of pixels, got shape {ink.shape}")
    most = ink.max(axis=1, keepdims=True)
    is_lit = (ink >= np.where(most < LIT, LIT * most, LIT)) & (ink > 0)
    counts = is_lit.sum(axis=1)
    common = is_lit.astype(np.int64) @ is_lit.T.astype(np.int64)
    return DigitOverlap(is_lit, common, counts[:, None] + counts[None, :] - common)


STEPS = 101
HALF = 0.5
"""A pixel with at most this much ink is rather black."""


@dataclass(frozen=True, eq=False)
class PixelSweep(FrozenRecord):
    """A network's outputs against the value of a single input.

    Attributes
    ----------
    pixel
        Index of the input that changes.
    start
        Its value in the picture.
    values
        Its values on the way, from 0 to 1, shape `(steps,)`.
    outputs
        What the network makes of each, shape `(steps, classes)`.
    effects
        How much each input could do, as `pixel_effects` gives it, shape `(pixels,)`.
    """

    pixel: int
    start: float
    values: FloatArray
    outputs: FloatArray
    effects: FloatArray

    @property
    def answers(self) -> IntegerArray:
        """Index of the largest output at each value, shape `(steps,)`."""
        return locked(np.argmax(self.outputs, axis=1))

    @property
    def goes_white(self) -> bool:
        """Whether the pixel is rather black in the picture, so that it turns white."""
        return self.start <= HALF

    @property
    def changes(self) -> FloatArray:
        """How far each output moves as the pixel turns, to white or to black, shape `(classes,)`.

        What rises is positive.
        """
        moved = self.outputs[-1] - self.outputs[0]
        return locked(moved if self.goes_white else -moved)

    @property
    def most(self) -> int:
        """Index of the output that moves farthest; among equals the first."""
        return int(np.argmax(np.abs(self.changes)))


def pixel_effects(model: MLP, inputs: ArrayLike) -> FloatArray:
    """Measure how much each pixel of a picture alone can do.

    Parameters
    ----------
    inputs
        The picture, shape `(layer_sizes[0],)`.

    Returns
    -------
    For each pixel how far the output that moves farthest moves between its being 0 and its being
    1, shape `(layer_sizes[0],)`.

    Raises
    ------
    OptionError
        If the inputs are a batch.
    """
    picture = _single(inputs)
    black, white = (np.tile(picture, (picture.size, 1)) for _ in range(2))
    np.fill_diagonal(black, 0.0)
    np.fill_diagonal(white, 1.0)
    moved = np.abs(outputs_of(model, white) - outputs_of(model, black))
    return locked(moved.max(axis=1))


def sweep_pixel(
    model: MLP, inputs: ArrayLike, pixel: int | None = None, *, steps: int = STEPS
) -> PixelSweep:
    """Let one pixel of a picture go from 0 to 1.

    Parameters
    ----------
    inputs
        The picture, shape `(layer_sizes[0],)`.
    pixel
        Which one; by default that with the largest effect, among equals the first.
    steps
        How many values it takes, 0 and 1 included.

    Raises
    ------
    OptionError
        If the inputs are a batch, there is no such pixel, or it takes fewer than two values.
    """
    picture = _single(inputs)
    effects = pixel_effects(model, picture)
    chosen = int(np.argmax(effects)) if pixel is None else pixel
    if not 0 <= chosen < picture.size:
        raise OptionError(f"pixel must be between 0 and {picture.size - 1}, got {chosen}")
    if steps < 2:  # noqa: PLR2004 - black and white
        raise OptionError(f"steps must be 2 or more, got {steps}")
    values = np.linspace(0.0, 1.0, steps)
    pictures = np.tile(picture, (steps, 1))
    pictures[:, chosen] = values
    outputs = forward(model, pictures).outputs
    return PixelSweep(chosen, float(picture[chosen]), values, outputs, effects)


def _single(inputs: ArrayLike) -> FloatArray:
    """Refuse a batch."""
    picture = np.asarray(inputs, np.float64)
    if picture.ndim != 1:
        raise OptionError(f"a sweep needs a single input, got a batch of shape {picture.shape}")
    return picture

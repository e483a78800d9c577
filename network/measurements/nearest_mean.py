"""The program that reads a digit without a network: it looks for the nearest mean image."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import count_answers, measure_accuracy
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.analysis.accuracy import Accuracy
    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData, TrainingData
    from network.mlp import MLP

CLASSES = 10
PILE_SIZES = (10, 30, 100)
"""Of how many images of a digit means are taken on the way to that of all of them."""
WHITE = 255
BRIGHT_ENOUGH = 0.8
"""Of the brightest spot of a picture."""
CLEAR = 0.05
"""So much less than the largest difference of two spots is as clear."""


@dataclass(frozen=True, eq=False)
class NearestMean(FrozenRecord):
    """A program that compares an image with the mean image of every digit.

    Attributes
    ----------
    means
        Mean image of every digit, 32-bit floats, shape `(10, pixels)`.
    """

    means: FloatArray

    def __post_init__(self) -> None:
        """Lock a copy of the means."""
        object.__setattr__(self, "means", locked(self.means, np.float32))

    def distances(self, images: ArrayLike) -> FloatArray:
        """Measure how far images are from the means.

        Parameters
        ----------
        images
            Shape `(..., pixels)`.

        Returns
        -------
        Root of the sum of squared differences of pixels, for each digit, shape `(..., 10)`.

        Raises
        ------
        OptionError
            If the images have another number of pixels.
        """
        pixels, means = np.asarray(images, np.float64), self.means.astype(np.float64)
        if pixels.ndim == 0 or pixels.shape[-1] != means.shape[1]:
            raise OptionError(f"images must have {means.shape[1]} pixels, got {pixels.shape}")
        # One digit at a time: all at once would need ten copies of the images.
        columns = [np.linalg.norm(pixels - mean, axis=-1) for mean in means]
        return locked(np.stack(columns, axis=-1))

    def answers(self, images: ArrayLike) -> IntegerArray:
        """Read images.

        Parameters
        ----------
        images
            Shape `(..., pixels)`.

        Returns
        -------
        The digit with the nearest mean, shape `(...)`; among equals the smaller digit.

        Raises
        ------
        OptionError
            If the images have another number of pixels.
        """
        return locked(np.argmin(self.distances(images), axis=-1))


@dataclass(frozen=True, eq=False)
class MeanDifferences(FrozenRecord):
    """One picture beside the mean image of every digit.

    Attributes
    ----------
    differences
        The picture less each mean, pixel by pixel, shape `(10, pixels)`.
    distances
        The length of each of them as a vector, shape `(10,)`.
    """

    differences: FloatArray
    distances: FloatArray

    @property
    def squares(self) -> FloatArray:
        """The differences squared, shape `(10, pixels)`: small ones all but vanish."""
        return locked(self.differences**2, np.float64)

    @property
    def sums(self) -> FloatArray:
        """The squares of each added up, shape `(10,)`: those of the distances."""
        return locked(self.squares.sum(axis=1), np.float64)

    @property
    def nearest(self) -> int:
        """The digit with the smallest distance; among equals the smallest."""
        return int(np.argmin(self.distances))

    @property
    def farthest(self) -> int:
        """The digit with the largest distance; among equals the smallest."""
        return int(np.argmax(self.distances))


def mean_differences(program: NearestMean, inputs: ArrayLike) -> MeanDifferences:
    """Take the mean images away from one picture.

    Raises
    ------
    OptionError
        If it has another number of pixels, or is a batch.
    """
    picture = np.asarray(inputs, np.float64)
    distances = program.distances(picture)
    if picture.ndim != 1:
        raise OptionError(f"expected a single picture, got a batch of shape {picture.shape}")
    return MeanDifferences(picture - program.means.astype(np.float64), distances)


def telling_pixels(
    program: NearestMean, inputs: ArrayLike, others: ArrayLike
) -> tuple[int, int, int]:
    """Choose two pixels of a square picture that a program by hand might ask for.

    Parameters
    ----------
    others
        Other pictures of the same digit, shape `(pictures, pixels)`.

    Returns
    -------
    The index of a bright pixel, that of a dark one where digits are often bright, and which of the
    other pictures breaks the rule: the bright one is dark in it. Where pixels are small, their
    neighbors are bright or dark too. Of several such pixels it is the farthest from the dark one.
    """
    spots = _spots(inputs)
    side = len(spots)
    often = program.means.mean(axis=0, dtype=np.float64).reshape(side, side)
    dark = int(np.where(spots == spots.min(), often, -np.inf).argmax())
    row, column = np.indices((side, side))
    far = np.hypot(row - dark // side, column - dark % side)
    own, pictures = np.asarray(inputs, np.float64), np.asarray(others, np.float64)
    gaps = (own - pictures).reshape(-1, side, side)
    gaps = np.minimum(gaps, [spots - _spots(picture) for picture in pictures])
    gaps[:, spots < BRIGHT_ENOUGH * spots.max()] = -np.inf
    clear = gaps.max(axis=0) >= gaps.max() - CLEAR
    bright = int(np.where(clear, far, -np.inf).argmax())
    return bright, dark, int(gaps.reshape(len(pictures), -1)[:, bright].argmax())


def _spots(inputs: ArrayLike) -> FloatArray:
    # Each pixel of a square picture with its neighbors, where pixels are small.
    picture = np.asarray(inputs, np.float64)
    side = math.isqrt(picture.size)
    reach = side // 20
    padded = np.pad(picture.reshape(side, side), reach, mode="edge")
    size = 2 * reach + 1
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    return np.asarray(windows.mean(axis=(2, 3)))


@dataclass(frozen=True, eq=False)
class NaiveProgram(FrozenRecord):
    """The program of mean images beside a network, both on the same images.

    Attributes
    ----------
    training_data, data
        Names of the images that the means were taken of, and of those that were read.
    by_program, by_network
        How often each of them is right; None for a network whose outputs stand for no digits.
    """

    training_data: str
    data: str
    program: NearestMean
    by_program: Accuracy
    by_network: Accuracy | None


def nearest_mean(images: FloatArray, labels: IntegerArray) -> NearestMean:
    """Take the mean image of every digit.

    Parameters
    ----------
    images
        Shape `(images, pixels)`.
    labels
        What they show, 0 to 9, shape `(images,)`.

    Raises
    ------
    OptionError
        If there is no image of a digit.
    """
    counts = np.bincount(labels, minlength=CLASSES)
    if len(counts) != CLASSES or not counts.all():
        raise OptionError(
            f"labels must be 0 to 9, each once or more, got {counts.tolist()} of each"
        )
    means = [images[labels == digit].mean(axis=0, dtype=np.float64) for digit in range(CLASSES)]
    return NearestMean(np.stack(means))


def naive_program(model: MLP, training: TrainingData, data: TestData) -> NaiveProgram:
    """Let the program of mean images and a network read the same images.

    Raises
    ------
    OptionError
        If there is no image of a digit to take the mean of, or none to read.
    """
    program = nearest_mean(training.images, training.labels)
    if not model.reads_digits:
        by_program = count_answers(program.answers(data.images), data.labels, CLASSES)
        return NaiveProgram(training.name, data.name, program, by_program, None)
    known = [digit for digit in range(CLASSES) if model.output_of_digit(digit) is not None]
    chosen, answerable = np.isin(data.labels, known), data.for_model(model)
    by_program = count_answers(program.answers(data.images[chosen]), data.labels[chosen], CLASSES)
    by_network = measure_accuracy(model, answerable.images, answerable.labels)
    return NaiveProgram(training.name, data.name, program, by_program, by_network)


@dataclass(frozen=True, eq=False)
class MeanPiles(FrozenRecord):
    """How the mean image of a digit comes about, as more and more images are laid on a pile.

    Attributes
    ----------
    data
        Name of the images.
    counts
        How many there are of each digit, shape `(10,)`.
    sizes
        Those of `PILE_SIZES` that there are images of every digit for, shape `(sizes,)`.
    levels
        Means of so many of the first images of each digit, in 256 levels as a screen shows them,
        shape `(sizes, 10, pixels)`.
    """

    data: str
    counts: IntegerArray
    sizes: IntegerArray
    levels: IntegerArray

    @property
    def means(self) -> FloatArray:
        """The same from 0 to 1."""
        return locked(self.levels / WHITE)


def mean_piles(training: TrainingData) -> MeanPiles:
    """Pile up images of every digit.

    Raises
    ------
    OptionError
        If there are fewer than ten images of a digit.
    """
    counts = np.bincount(training.labels, minlength=CLASSES)
    sizes = [size for size in PILE_SIZES if size <= counts.min()]
    if not sizes:
        raise OptionError(f"labels must be {PILE_SIZES[0]} or more of each, got {counts.tolist()}")
    firsts = [
        training.images[np.flatnonzero(training.labels == digit)[: sizes[-1]]]
        for digit in range(CLASSES)
    ]
    means = [[first[:size].mean(axis=0, dtype=np.float64) for first in firsts] for size in sizes]
    levels = np.rint(WHITE * np.array(means)).astype(np.int64)
    return MeanPiles(training.name, counts, np.array(sizes), levels)


@dataclass(frozen=True, eq=False)
class OwnPile:
    """Pictures that are laid on a pile one by one, shape `(pictures, pixels)`."""

    pictures: FloatArray

    @property
    def means(self) -> FloatArray:
        """Of the first one, the first two, and so on; same shape."""
        return locked(np.cumsum(self.pictures, axis=0) / self.counts[:, np.newaxis])

    @property
    def counts(self) -> IntegerArray:
        """How many pictures each mean is of."""
        return locked(np.arange(1, len(self.pictures) + 1))

"""The program that reads a digit without a network: it looks for the nearest mean image."""

from __future__ import annotations

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

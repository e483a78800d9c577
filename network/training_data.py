"""The images that a network learns from: MNIST's, or the project's own where MNIST is not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.drawn_digits import drawn_test_set
from network.frozen import FrozenRecord, locked
from network.mnist import find_mnist, load_mnist
from network.picture_forms import MNIST_FORM
from network.test_data import OWN_DIGITS

if TYPE_CHECKING:
    import os

    from network.arrays import FloatArray, IntegerArray
    from network.picture_forms import PictureForm

MNIST_TRAINING_SET = "MNIST training images"
OWN_TRAINING_SEED = 29
"""Another than that of the test data, so that no image is in both."""


@dataclass(frozen=True, eq=False)
class TrainingData(FrozenRecord):
    """
    Images with their labels, and what they are.

    Attributes
    ----------
    images
        Inputs of 32-bit floats from 0 to 1, shape `(images, pixels)`.
    labels
        Right answers, shape `(images,)`.
    name
        What a viewer is told: `MNIST training images` or `own digits, warped`.
    """

    images: FloatArray
    labels: IntegerArray
    name: str

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        object.__setattr__(self, "images", locked(self.images, np.float32))
        object.__setattr__(self, "labels", locked(self.labels, np.int64))

    @property
    def is_mnist(self) -> bool:
        """Whether these are the training images of MNIST."""
        return self.name == MNIST_TRAINING_SET


def load_training_data(
    directory: str | os.PathLike[str] | None = None, *, form: PictureForm = MNIST_FORM
) -> TrainingData:
    """
    Load MNIST's training set, or else a seeded, smoothly warped set of the project's own digits.

    Parameters
    ----------
    directory
        The folder that has MNIST; by default `$MNIST_DIR`, then the user's cache. Nothing is
        downloaded.
    form
        Of the pictures; in any but MNIST's own, the project's digits are given.

    Returns
    -------
    The images, and which of the two they are.

    Raises
    ------
    DatasetError
        If a folder is given that does not hold MNIST, or if a file is cut short or altered.
    """
    if form != MNIST_FORM or (directory is None and find_mnist() is None):
        images, labels = drawn_test_set(np.random.default_rng(OWN_TRAINING_SEED), form=form)
        return TrainingData(images, labels, OWN_DIGITS)
    mnist = load_mnist(directory, download=False)
    pixels = mnist.training_images.reshape(len(mnist.training_images), -1)
    return TrainingData(pixels.astype(np.float32) / 255, mnist.training_labels, MNIST_TRAINING_SET)

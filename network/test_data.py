"""The images that a network is tested on: the test set of MNIST, or the project's own digits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from network.drawn_digits import drawn_test_set
from network.errors import DatasetError
from network.frozen import FrozenRecord, locked
from network.mnist import find_mnist, load_test_set
from network.picture_forms import MNIST_FORM

if TYPE_CHECKING:
    import os

    from network.arrays import FloatArray, IntegerArray
    from network.picture_forms import PictureForm

MNIST_TEST_SET = "MNIST test images"
OWN_DIGITS = "own digits, warped"
OWN_DIGITS_SEED = 28


@dataclass(frozen=True, eq=False)
class TestData(FrozenRecord):
    """
    Images with their labels, and what they are.

    Attributes
    ----------
    images
        Inputs, shape `(images, pixels)`, 0..1.
    labels
        Right answers, shape `(images,)`.
    name
        What a viewer is told: `MNIST test images` or `own digits, warped`.
    checksum
        SHA-256 over images and labels.
    """

    __test__ = False  # or pytest takes the class for a test

    images: FloatArray
    labels: IntegerArray
    name: str
    checksum: str

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        object.__setattr__(self, "images", locked(self.images, np.float64))
        object.__setattr__(self, "labels", locked(self.labels, np.int64))

    @property
    def is_mnist(self) -> bool:
        """Whether these are the test images of MNIST."""
        return self.name == MNIST_TEST_SET


def load_test_data(
    directory: str | os.PathLike[str] | None = None,
    *,
    download: bool = False,
    form: PictureForm = MNIST_FORM,
) -> TestData:
    """
    Load MNIST's test set, or else a seeded, smoothly warped set of the project's own digits.

    Parameters
    ----------
    directory
        The folder that has MNIST; by default `$MNIST_DIR`, then the user's cache.
    download
        Whether MNIST is downloaded if it is not on this machine and no folder is given.
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
    if form != MNIST_FORM or (directory is None and find_mnist() is None and not download):
        return _own_digits(form)
    try:
        images, labels = load_test_set(directory, download=download)
    except DatasetError:
        if directory is None and find_mnist() is None:
            return _own_digits(form)  # there is no network connection either
        raise
    return _data(images, labels, MNIST_TEST_SET)


@lru_cache(maxsize=2)
def _own_digits(form: PictureForm) -> TestData:
    """The project's own digits, warped."""
    images, labels = drawn_test_set(np.random.default_rng(OWN_DIGITS_SEED), form=form)
    return _data(images, labels, OWN_DIGITS)


def _data(images: FloatArray, labels: IntegerArray, name: str) -> TestData:
    """Images and labels with their checksum."""
    digest = hashlib.sha256(images.tobytes())
    digest.update(labels.tobytes())
    return TestData(images, labels, name, digest.hexdigest())

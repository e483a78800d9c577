"""The images that a network learns from and is tested on, and what identifies them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from network.digits.drawn_digits import DIGITS_DIRECTORY, drawn_test_set, load_drawn_digits
from network.digits.image_format import MNIST_FORMAT, ImageFormat
from network.digits.mnist import find_mnist, load_mnist, load_test_set
from network.digits.mnist_files import TEST_IMAGES, TRAINING_IMAGES
from network.digits.pen_strokes import Stroke, warp_strokes
from network.errors import DatasetError, OptionError
from network.frozen import FrozenRecord, locked
from network.mlp import NUMERALS

if TYPE_CHECKING:
    import os

    from network.arrays import FloatArray, IntegerArray
    from network.mlp import MLP

MNIST_TEST_SET = "MNIST test images"
OWN_DIGITS = "own digits, warped"
OWN_DIGITS_SEED = 28


@dataclass(frozen=True, eq=False)
class TestData(FrozenRecord):
    """Images with their labels, and what they are.

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

    def for_model(self, model: MLP) -> TestData:
        """The images that the network has an output for; their labels are indices of outputs.

        Raises
        ------
        OptionError
            If it has outputs for fewer than two digits.
        """
        if not model.reads_digits:
            raise OptionError(
                f"expected a network with {len(NUMERALS)} outputs or more, one for each digit, or"
                f" with labels that name digits, got {len(model.labels)}"
            )
        found = [model.output_of_digit(digit) for digit in range(len(NUMERALS))]
        if found == list(range(len(NUMERALS))):
            return self
        outputs = np.array([-1 if output is None else output for output in found])
        labels = outputs[self.labels]
        return _data(self.images[labels >= 0], labels[labels >= 0], self.name)


def load_test_data(
    directory: str | os.PathLike[str] | None = None,
    *,
    download: bool = False,
    image_format: ImageFormat = MNIST_FORMAT,
) -> TestData:
    """Load MNIST's test set, or else a seeded, smoothly warped set of the project's own digits.

    Parameters
    ----------
    directory
        The folder that has MNIST; by default `$MNIST_DIR`, then the user's cache.
    download
        Whether MNIST is downloaded if it is not on this machine and no folder is given.

    Raises
    ------
    DatasetError
        If a folder is given that does not hold MNIST, or if a file is cut short or altered.
    """
    if image_format != MNIST_FORMAT or (
        directory is None and find_mnist() is None and not download
    ):
        return _own_digits(image_format)
    try:
        images, labels = load_test_set(directory, download=download)
    except DatasetError:
        if directory is None and find_mnist() is None:
            return _own_digits(image_format)  # there is no network connection either
        raise
    return _data(images, labels, MNIST_TEST_SET)


@lru_cache(maxsize=1)
def own_test_strokes(copies: int = 5) -> tuple[tuple[int, tuple[Stroke, ...]], ...]:
    """Digits to test a network on where there is no test set: the project's own, warped.

    Returns
    -------
    Label and strokes of each, whose points have four decimals, the same in every run.
    """
    rng = np.random.default_rng(OWN_DIGITS_SEED)
    warped = [
        (each.label, warp_strokes(each.strokes, rng)) for each in load_drawn_digits() * copies
    ]
    return tuple(
        (label, tuple(Stroke(stroke.points.round(4)) for stroke in strokes))
        for label, strokes in warped
    )


@lru_cache(maxsize=2)
def _own_digits(image_format: ImageFormat) -> TestData:
    """The project's own digits, warped."""
    images, labels = drawn_test_set(
        np.random.default_rng(OWN_DIGITS_SEED), image_format=image_format
    )
    return _data(images, labels, OWN_DIGITS)


def _data(images: FloatArray, labels: IntegerArray, name: str) -> TestData:
    """Images and labels with their checksum."""
    digest = hashlib.sha256(images.tobytes())
    digest.update(labels.tobytes())
    return TestData(images, labels, name, digest.hexdigest())


MNIST_TRAINING_SET = "MNIST training images"
OWN_TRAINING_SEED = 29
"""Another than that of the test data, so that no image is in both."""


@dataclass(frozen=True, eq=False)
class TrainingData(FrozenRecord):
    """Images with their labels, and what they are.

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
    directory: str | os.PathLike[str] | None = None, *, image_format: ImageFormat = MNIST_FORMAT
) -> TrainingData:
    """Load MNIST's training set, or else a seeded, smoothly warped set of the project's own digits.

    Parameters
    ----------
    directory
        The folder that has MNIST; by default `$MNIST_DIR`, then the user's cache. Nothing is
        downloaded.

    Raises
    ------
    DatasetError
        If a folder is given that does not hold MNIST, or if a file is cut short or altered.
    """
    if image_format != MNIST_FORMAT or (directory is None and find_mnist() is None):
        images, labels = drawn_test_set(
            np.random.default_rng(OWN_TRAINING_SEED), image_format=image_format
        )
        return TrainingData(images, labels, OWN_DIGITS)
    mnist = load_mnist(directory, download=False)
    pixels = mnist.training_images.reshape(len(mnist.training_images), -1)
    return TrainingData(pixels.astype(np.float32) / 255, mnist.training_labels, MNIST_TRAINING_SET)


_MNIST = {
    "training": (MNIST_TRAINING_SET, TRAINING_IMAGES.sha256),
    "test": (MNIST_TEST_SET, TEST_IMAGES.sha256),
}
_OWN_SEEDS = {"training": OWN_TRAINING_SEED, "test": OWN_DIGITS_SEED}


@dataclass(frozen=True)
class DataIdentity:
    """What tells one set of images from another, without loading it.

    Attributes
    ----------
    name
        What a viewer is told.
    checksum
        SHA-256: of MNIST's file of images, which is checked whenever it is read; or of the pen
        strokes that the own digits are made of, and of the seed of their warps.
    """

    name: str
    checksum: str


def data_identity(
    kind: str, *, is_mnist: bool, image_format: ImageFormat = MNIST_FORMAT
) -> DataIdentity:
    """Say what the training or the test data are.

    Parameters
    ----------
    is_mnist
        Whether MNIST's images are meant, or else the project's own.

    Raises
    ------
    OptionError
        If the kind is another.
    """
    if kind not in _MNIST:
        raise OptionError(f"data must be one of {', '.join(_MNIST)}, got {kind!r}")
    if is_mnist:
        return DataIdentity(*_MNIST[kind])
    return DataIdentity(OWN_DIGITS, _strokes_checksum(_OWN_SEEDS[kind], image_format))


@lru_cache(maxsize=8)
def _strokes_checksum(seed: int, image_format: ImageFormat) -> str:
    """Checksum of all files of strokes, together with a seed and the format of the pictures."""
    digest = hashlib.sha256(str(seed).encode())
    # Records in MNIST's format were made before there were others.
    if image_format != MNIST_FORMAT:
        digest.update(repr(image_format).encode())
    for path in sorted(DIGITS_DIRECTORY.glob("hand-*.json")):
        # A checkout on Windows may have other line endings.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()

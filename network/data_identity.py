"""Which data a measurement was made on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from network.drawn_digits import DIGITS_DIRECTORY
from network.errors import OptionError
from network.mnist_files import TEST_IMAGES, TRAINING_IMAGES
from network.picture_forms import MNIST_FORM, PictureForm
from network.test_data import MNIST_TEST_SET, OWN_DIGITS, OWN_DIGITS_SEED
from network.training_data import MNIST_TRAINING_SET, OWN_TRAINING_SEED

_MNIST = {
    "training": (MNIST_TRAINING_SET, TRAINING_IMAGES.sha256),
    "test": (MNIST_TEST_SET, TEST_IMAGES.sha256),
}
_OWN_SEEDS = {"training": OWN_TRAINING_SEED, "test": OWN_DIGITS_SEED}


@dataclass(frozen=True)
class DataIdentity:
    """
    What tells one set of images from another, without loading it.

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


def data_identity(kind: str, *, is_mnist: bool, form: PictureForm = MNIST_FORM) -> DataIdentity:
    """
    Say what the training or the test data are.

    Parameters
    ----------
    kind
        `training` or `test`.
    is_mnist
        Whether MNIST's images are meant, or else the project's own.
    form
        Of the project's own.

    Returns
    -------
    Their name and checksum.

    Raises
    ------
    OptionError
        If the kind is another.
    """
    if kind not in _MNIST:
        raise OptionError(f"data must be one of {', '.join(_MNIST)}, got {kind!r}")
    if is_mnist:
        return DataIdentity(*_MNIST[kind])
    return DataIdentity(OWN_DIGITS, _strokes_checksum(_OWN_SEEDS[kind], form))


@lru_cache(maxsize=8)
def _strokes_checksum(seed: int, form: PictureForm) -> str:
    """Checksum of all files of strokes, together with a seed and the form of the pictures."""
    digest = hashlib.sha256(str(seed).encode())
    if form != MNIST_FORM:  # records in MNIST's form were made before there were others
        digest.update(repr(form).encode())
    for path in sorted(DIGITS_DIRECTORY.glob("hand-*.json")):
        # A checkout on Windows may have other line endings.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()

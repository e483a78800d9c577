"""The MNIST database of handwritten digits."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from network.digits.mnist_download import MIRRORS, download_mnist
from network.digits.mnist_files import (
    ENVIRONMENT_VARIABLE,
    MNIST_FILES,
    MnistFile,
    cache_directory,
    find_files,
)
from network.errors import DatasetError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Mnist(FrozenRecord):
    """All images of MNIST with what they show.

    Attributes
    ----------
    training_images
        Shape `(60000, 28, 28)`: ink from 0 to 255.
    training_labels
        Shape `(60000,)`: the digits 0 to 9.
    test_images
        Shape `(10000, 28, 28)`.
    test_labels
        Shape `(10000,)`.
    checksums
        SHA-256 of each file's uncompressed bytes, by the file's name.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
    recognition", Proceedings of the IEEE 86 (1998).
    """

    training_images: NDArray[np.uint8]
    training_labels: NDArray[np.int64]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.int64]
    checksums: Mapping[str, str]

    def __post_init__(self) -> None:
        """Lock the arrays, and the checksums."""
        super().__post_init__()
        object.__setattr__(self, "checksums", MappingProxyType(dict(self.checksums)))


def find_mnist(directory: str | os.PathLike[str] | None = None) -> Path | None:
    """Look for MNIST on this machine, without downloading it.

    Parameters
    ----------
    directory
        The one folder to look in; by default `$MNIST_DIR`, then the user's cache.

    Returns
    -------
    The folder that has all four files, None if there is none.
    """
    return find_files(directory)


def load_mnist(
    directory: str | os.PathLike[str] | None = None,
    *,
    download: bool = True,
    progress: bool = True,
    files: Sequence[MnistFile] = MNIST_FILES,
    mirrors: Sequence[str] = MIRRORS,
) -> Mnist:
    """Load MNIST from this machine, or else from the internet into the user's cache.

    Parameters
    ----------
    directory
        The folder that has the files; by default `$MNIST_DIR`, then the user's cache.
    download
        Whether to download the files if they are not on this machine and no folder is given.
    progress
        Whether a download tells on stderr how far it is.

    Raises
    ------
    DatasetError
        If a file cannot be found, or is cut short or altered.
    """
    training_images, training_labels, test_images, test_labels = _load(
        files, directory, mirrors if download else (), progress=progress
    )
    return Mnist(
        training_images,
        training_labels.astype(np.int64),
        test_images,
        test_labels.astype(np.int64),
        {file.name: file.sha256 for file in files},
    )


def load_test_set(
    directory: str | os.PathLike[str] | None = None,
    *,
    download: bool = True,
    progress: bool = True,
    files: Sequence[MnistFile] = MNIST_FILES[2:],
    mirrors: Sequence[str] = MIRRORS,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Load the test set alone, as a network's inputs.

    Parameters
    ----------
    directory
        The folder that has the files; by default `$MNIST_DIR`, then the user's cache.
    download
        Whether to download the files if they are not on this machine and no folder is given.
    progress
        Whether a download tells on stderr how far it is.

    Returns
    -------
    images
        Shape `(10000, 784)`: ink from 0 to 1.
    labels
        Shape `(10000,)`.

    Raises
    ------
    DatasetError
        If a file cannot be found, or is cut short or altered.
    """
    images, labels = _load(files, directory, mirrors if download else (), progress=progress)
    return pixels_to_inputs(images), labels.astype(np.int64)


def pixels_to_inputs(images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Turn pixels into a network's inputs.

    Parameters
    ----------
    images
        Shape `(..., 28, 28)`: ink from 0 to 255.

    Returns
    -------
    Shape `(..., 784)`: ink from 0 to 1.
    """
    return np.asarray(images.reshape(*images.shape[:-2], -1) / 255, np.float64)


def _load(
    files: Sequence[MnistFile],
    directory: str | os.PathLike[str] | None,
    mirrors: Sequence[str],
    *,
    progress: bool,
) -> list[NDArray[np.uint8]]:
    """Read files, downloading them first if they must be and may be."""
    place = find_files(directory, files)
    if place is None and directory is None and mirrors:
        place = cache_directory()
        download_mnist(place, files=files, mirrors=mirrors, progress=progress)
    if place is None:
        raise DatasetError(_not_found(files, directory))
    return [file.read(path) for file in files if (path := file.find_in(place))]


def _not_found(files: Sequence[MnistFile], directory: str | os.PathLike[str] | None) -> str:
    """Say what is missing where."""
    names = ", ".join(f"{file.name}[.gz]" for file in files)
    if directory is not None:
        return f"{directory}: expected the files of MNIST ({names}), not all of them are there"
    return f"MNIST not found: set ${ENVIRONMENT_VARIABLE} to a folder with {names}"

"""MNIST from the internet into a folder."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from network.digits.mnist_files import (
    ENVIRONMENT_VARIABLE,
    MNIST_FILES,
    MOST_GROWTH,
    MnistFile,
)
from network.errors import DatasetError
from network.temporary_folders import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from _typeshed import ReadableBuffer

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
)
_TIMEOUT_SECONDS = 20
_CHUNK_BYTES = 1 << 16


def download_mnist(
    directory: Path,
    *,
    files: Sequence[MnistFile] = MNIST_FILES,
    mirrors: Sequence[str] = MIRRORS,
    progress: bool = True,
) -> None:
    """Download the files that are not in a folder yet.

    A file appears in the folder in one step, after its contents have been checked, so that whatever
    interrupts a download leaves no half of a file behind.

    Parameters
    ----------
    mirrors
        Addresses ending in `/` to try one after the other for each file.
    progress
        Whether to tell on stderr how far it is: with a bar on a terminal, a line a file elsewhere.

    Raises
    ------
    DatasetError
        If no mirror gives a file, or the folder cannot be written to.
    """
    missing = [file for file in files if file.find_in(directory) is None]
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with temporary_folder(directory) as unfinished:
            for file in missing:
                path = _download_from_any(file, unfinished, mirrors, progress=progress)
                path.replace(directory / path.name)
    except OSError as error:
        raise DatasetError(f"{directory}: cannot be written to: {error.strerror}") from error


def _download_from_any(
    file: MnistFile, directory: Path, mirrors: Sequence[str], *, progress: bool
) -> Path:
    """Try the mirrors until one gives the right bytes."""
    path = directory / f"{file.name}.gz"
    reasons = []
    for mirror in mirrors:
        try:
            _download(
                f"{mirror}{path.name}", path, MOST_GROWTH + file.byte_count, progress=progress
            )
            file.read(path)
        except Exception as error:  # noqa: BLE001 - mirrors fail in every way
            reasons.append(f"{mirror}: {_in_short(error, path)}")
        else:
            return path
    raise DatasetError(
        f"{file.name} could not be downloaded ({'; '.join(reasons)}): "
        f"set ${ENVIRONMENT_VARIABLE} to a folder that has the four files of MNIST"
    )


class _BoundedFile(io.FileIO):
    """A file to write that takes so many bytes: a mirror may send without end."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path, "wb")
        self._left = most

    def write(self, content: ReadableBuffer, /) -> int:
        """Write, unless it is too much."""
        self._left -= len(memoryview(content))
        if self._left < 0:
            raise DatasetError("it sent too many bytes")
        return super().write(content)


def _download(address: str, path: Path, most: int, *, progress: bool) -> None:
    """Save what is at an address, with a bar if somebody is watching."""
    import pooch  # noqa: PLC0415 - only a download needs it

    is_watched = progress and sys.stderr.isatty()
    if progress:
        sys.stderr.write(f"downloading {address}\n")
    save = pooch.HTTPDownloader(
        progressbar=is_watched, chunk_size=_CHUNK_BYTES, timeout=_TIMEOUT_SECONDS
    )
    with _BoundedFile(path, most) as file:
        save(address, file, None)


def _in_short(error: Exception, path: Path) -> str:
    """Say in a few words why a mirror failed."""
    if isinstance(error, DatasetError):
        return str(error).removeprefix(f"{path}: ")
    response = getattr(error, "response", None)
    return type(error).__name__ if response is None else f"HTTP status {response.status_code}"

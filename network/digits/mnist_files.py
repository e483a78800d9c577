"""The four files of MNIST: where they are, and the IDX format in which they come."""

from __future__ import annotations

import hashlib
import math
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from network.bounds.contents import read_bounded
from network.errors import DatasetError, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_GZIP_START = b"\x1f\x8b"
MOST_GROWTH = 1_000_000
"""Bytes by which compressing makes a file larger at most."""
_UNSIGNED_BYTES = 8


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a file, uncompressing it if it is compressed with gzip.

    Raises
    ------
    DatasetError
        If the file cannot be read or uncompressed.
    """
    fault = "expected a whole gzip file, got a damaged one or one cut short"
    with reading(path, DatasetError, fault):
        content = read_bounded(path, limit + MOST_GROWTH)
        return _uncompressed(content, limit) if content.startswith(_GZIP_START) else content[:limit]


def _uncompressed(content: bytes, limit: int) -> bytes:
    """The first bytes of what was compressed by gzip."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)  # of gzip: with its header and checksum
    found = unpacker.decompress(content, limit)
    if len(found) < limit and not unpacker.eof:
        raise EOFError
    return found


def parse_idx(content: bytes, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Turn the bytes of an IDX file into an array.

    Parameters
    ----------
    content
        Two zero bytes, the type of the elements, the number of axes, each axis's length as four
        bytes with the highest first, and the elements.
    shape
        What the axes must be.

    Returns
    -------
    The elements, of the given shape.

    Raises
    ------
    DatasetError
        If these are not the bytes of an array of unsigned bytes of that shape.
    """
    header = idx_header(shape)
    if content[:4] != header[:4]:
        raise DatasetError(
            f"expected IDX data starting {header[:4].hex()}, got {content[:4].hex() or 'nothing'}"
        )
    if len(content) < len(header):
        raise DatasetError(f"expected an IDX header of {len(header)} bytes, got {len(content)}")
    if content[: len(header)] != header:
        found = struct.unpack_from(f">{len(shape)}I", content, 4)
        raise DatasetError(f"expected {_times(shape)} values, got {_times(found)}")
    size = len(content) - len(header)
    if size != math.prod(shape):
        amount = "more" if size > math.prod(shape) else f"{size:,}"
        raise DatasetError(f"expected {math.prod(shape):,} bytes after the header, got {amount}")
    return np.frombuffer(content, np.uint8, offset=len(header)).reshape(shape)


def idx_header(shape: tuple[int, ...]) -> bytes:
    """Make what an IDX file of unsigned bytes starts with.

    Returns
    -------
    4 bytes, and 4 for each axis.
    """
    return struct.pack(f">4B{len(shape)}I", 0, 0, _UNSIGNED_BYTES, len(shape), *shape)


def _times(shape: tuple[int, ...]) -> str:
    """Write a shape out."""
    return " x ".join(f"{length:,}" for length in shape)


ENVIRONMENT_VARIABLE = "MNIST_DIR"


@dataclass(frozen=True)
class MnistFile:
    """What one file must be.

    Attributes
    ----------
    name
        Its name, without `.gz`.
    shape
        Shape of the array of unsigned bytes in it.
    sha256
        Checksum of the uncompressed bytes, in hexadecimal digits.
    """

    name: str
    shape: tuple[int, ...]
    sha256: str

    @property
    def byte_count(self) -> int:
        """Size of the uncompressed file."""
        return len(idx_header(self.shape)) + math.prod(self.shape)

    def find_in(self, directory: Path) -> Path | None:
        """Look for the file under each of its usual names.

        Returns
        -------
        The first of the files that is there, None if none is.
        """
        dotted = self.name.replace("-idx", ".idx")
        names = (f"{self.name}.gz", self.name, f"{dotted}.gz", dotted)
        return next((directory / name for name in names if (directory / name).is_file()), None)

    def read(self, path: Path) -> NDArray[np.uint8]:
        """Read the file wherever it lies.

        Returns
        -------
        Its array, of shape `shape`.

        Raises
        ------
        DatasetError
            If the file is cut short, altered, or another one.
        """
        content = read_bytes(path, self.byte_count + 1)
        with reading(path, DatasetError, "no IDX data"):
            array = parse_idx(content, self.shape)
        checksum = hashlib.sha256(content).hexdigest()
        if checksum != self.sha256:
            raise DatasetError(
                f"{path}: expected SHA-256 {self.sha256[:16]}..., got {checksum[:16]}..."
            )
        return array


TRAINING_IMAGES = MnistFile(
    "train-images-idx3-ubyte",
    (60_000, 28, 28),
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
)
TRAINING_LABELS = MnistFile(
    "train-labels-idx1-ubyte",
    (60_000,),
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
)
TEST_IMAGES = MnistFile(
    "t10k-images-idx3-ubyte",
    (10_000, 28, 28),
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
)
TEST_LABELS = MnistFile(
    "t10k-labels-idx1-ubyte",
    (10_000,),
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
)
MNIST_FILES = (TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS)


def find_files(
    directory: str | os.PathLike[str] | None = None, files: Sequence[MnistFile] = MNIST_FILES
) -> Path | None:
    """Look for files of MNIST on this machine.

    Parameters
    ----------
    directory
        The one folder to look in; by default `$MNIST_DIR`, then the user's cache.
    files
        Which files must be there.

    Returns
    -------
    The first folder with all of the files in it, None if there is none.
    """
    places = [Path(directory)] if directory is not None else _usual_places()
    return next((place for place in places if all(file.find_in(place) for file in files)), None)


def cache_directory() -> Path:
    """Return the folder of the user's cache that downloads go into; it need not exist."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where MNIST_DIR is set

    return user_cache_path("neuroscenes") / "mnist"


def _usual_places() -> Iterator[Path]:
    """Folders to look in, the best first."""
    if os.environ.get(ENVIRONMENT_VARIABLE):
        yield Path(os.environ[ENVIRONMENT_VARIABLE])
    yield cache_directory()

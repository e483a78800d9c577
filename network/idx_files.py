"""The IDX format, in which MNIST comes."""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from network.errors import DatasetError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_GZIP_START = b"\x1f\x8b"
_UNSIGNED_BYTES = 8


def read_bytes(path: Path, limit: int) -> bytes:
    """
    Read a file, uncompressing it if it is compressed with gzip.

    Parameters
    ----------
    path
        A file.
    limit
        How many bytes to read, however many there are.

    Returns
    -------
    The uncompressed bytes.

    Raises
    ------
    DatasetError
        If the file cannot be read or uncompressed.
    """
    try:
        with path.open("rb") as file:
            is_compressed = file.read(2) == _GZIP_START
        with gzip.open(path) if is_compressed else path.open("rb") as file:
            return file.read(limit)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(
            f"{path}: expected a whole gzip file, got a damaged one or one cut short"
        ) from error
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {error.strerror}") from error


def parse_idx(content: bytes, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """
    Turn the bytes of an IDX file into an array.

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
            f"expected IDX data starting {header[:4].hex()}, got {content[:4].hex()}"
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
    """
    Make what an IDX file of unsigned bytes starts with.

    Parameters
    ----------
    shape
        Length of each axis.

    Returns
    -------
    4 bytes, and 4 for each axis.
    """
    return struct.pack(f">4B{len(shape)}I", 0, 0, _UNSIGNED_BYTES, len(shape), *shape)


def _times(shape: tuple[int, ...]) -> str:
    """Write a shape out."""
    return " x ".join(f"{length:,}" for length in shape)

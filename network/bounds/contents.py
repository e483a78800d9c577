"""Bytes of files from outside, never more than a bound."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING

from network.bounds.limits import MOST_ARRAYS
from network.errors import LimitError

if TYPE_CHECKING:
    from pathlib import Path

_ENTRY = b"PK\x01\x02"
"""What every entry of a zip archive's directory begins with."""


def read_bounded(path: Path, most: int) -> bytes:
    """Read a file whole.

    Raises
    ------
    OSError
        If it cannot be read.
    LimitError
        If it has more bytes than the bound, or is no file: a pipe or a device has no end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise LimitError("expected a file")
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise LimitError(f"expected at most {most:,} bytes, got more")
    return content


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Open a zip archive, whose directory alone could fill the memory.

    Raises
    ------
    LimitError
        If it has more than `MOST_ARRAYS` members.
    zipfile.BadZipFile
        If it is none.
    """
    if content.count(_ENTRY) > MOST_ARRAYS:
        raise LimitError(f"expected at most {MOST_ARRAYS} members of an archive")
    return zipfile.ZipFile(io.BytesIO(content))

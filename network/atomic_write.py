"""Files and folders that appear under their names when they are whole, and not before."""

from __future__ import annotations

import ctypes
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from network.temporary_folders import SAVED, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WORKING_FOLDER, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """A file to write, which takes the path's place at the end; an error leaves all as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(path.parent) as folder:
        partial = folder / f"partial{path.suffix}"
        try:
            yield partial
            partial.replace(path)
        except OSError as error:
            if error.filename not in (partial, str(partial)):
                raise
            # The name that people know; FFmpeg's errors can't be given another.
            raise OSError(error.errno, error.strerror, str(path)) from error


def atomic_write_text(path: Path, text: str) -> None:
    """Write a text file at once."""
    with atomic_write(path) as partial:
        partial.write_text(text, encoding="utf-8")


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which takes the path's place at the end; an error leaves all as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(path.parent) as folder:
        partial = folder / "partial"
        partial.mkdir()
        yield partial
        if not _exchange(partial, path):
            if path.exists():  # between two steps it is missing: a sweep would give it back
                (folder / SAVED).mkdir()
                path.rename(folder / SAVED / path.name)
            partial.rename(path)


def _exchange(one: Path, other: Path) -> bool:
    """Give each of two the other's name in one step; False where that can't be done."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except AttributeError:  # not Linux
        return False
    names = os.fsencode(one), os.fsencode(other)
    return bool(rename(_WORKING_FOLDER, names[0], _WORKING_FOLDER, names[1], _EXCHANGE) == 0)


def link_or_copy(path: str | Path, place: str | Path) -> None:
    """The same file at another place; a copy where the disk has no links."""
    try:
        os.link(path, place)
    except OSError:
        shutil.copyfile(path, place)

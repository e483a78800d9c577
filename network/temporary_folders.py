"""Folders for what is not finished: they go at the end, and a later run sweeps those of the dead.

Each holds a file that is locked as long as its owner lives; the kernel frees it, whatever ends the
owner. A process id would tell nothing: containers that share a folder count from one each.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import re
import shutil
import tempfile
import time
import uuid
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK = ".lock"
"""File in every temporary folder, locked by its owner."""
SAVED = "saved"
"""Folder in a temporary folder for what a sweep gives back, if nothing took its place."""
ABANDONED_SECONDS = 24 * 3600
"""So long nothing changed: there, where a lock does not reach, the owner is taken for dead."""

_NAME = re.compile(r"\.neuroscenes-(?P<kernel>[0-9a-f]{8})-[0-9a-f]{16}(-gone)?")
_swept: set[Path] = set()


@contextmanager
def temporary_folder(parent: Path | None = None) -> Iterator[Path]:
    """A new folder in another, by default in the system's for temporary files.

    What died there is swept first, once in a process.

    Raises
    ------
    OSError
        When no folder can be made there; it names the parent.
    """
    place = Path(tempfile.gettempdir()) if parent is None else parent
    if place not in _swept:
        _swept.add(place)
        sweep(place)
    with ExitStack() as made:
        try:
            folder = _owned_folder(place, made)
        except OSError as error:
            raise type(error)(error.errno, error.strerror, str(place)) from error
        yield folder


def sweep(parent: Path) -> None:
    """Remove the temporary folders of dead owners: of this user, and never those of the living."""
    try:
        with os.scandir(parent) as found:
            left = [Path(each) for each in found if _NAME.fullmatch(each.name) and _is_mine(each)]
    except OSError:  # not there, or not to be read
        return
    for folder in left:
        _remove_if_dead(folder)


def _owned_folder(place: Path, made: ExitStack) -> Path:
    """Make a folder and lock the file in it; another, where a sweep came between."""
    while True:
        folder = place / f".neuroscenes-{_kernel()}-{uuid.uuid4().hex[:16]}"
        made.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        with suppress(FileNotFoundError):
            lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            made.callback(os.close, lock)
            with suppress(OSError):  # without locks it is spared for a day
                fcntl.flock(lock, fcntl.LOCK_EX)
            if os.fstat(lock).st_nlink:
                return folder


def _is_mine(found: os.DirEntry[str]) -> bool:
    return (
        found.is_dir(follow_symlinks=False)
        and found.stat(follow_symlinks=False).st_uid == os.geteuid()
    )


def _remove_if_dead(folder: Path) -> None:
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError:  # gone meanwhile, or not to be written
        return
    try:
        if _is_dead(folder, lock):
            for saved in (folder / SAVED).glob("*"):
                if not (folder.parent / saved.name).exists():
                    saved.rename(folder.parent / saved.name)
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _is_dead(folder: Path, lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return _is_abandoned(folder)
    # Some network file systems keep locks from other machines, so that theirs look free.
    name = _NAME.fullmatch(folder.name)
    return (name is not None and name["kernel"] == _kernel()) or _is_abandoned(folder)


def _is_abandoned(folder: Path) -> bool:
    try:
        times = [path.lstat().st_mtime for path in (folder, *folder.rglob("*"))]
    except OSError:  # something just vanished: somebody works there
        return False
    return max(times) < time.time() - ABANDONED_SECONDS


@cache
def _kernel() -> str:
    """What tells this running kernel from others; containers of a machine share it, and locks."""
    try:
        identity = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
    except OSError:
        identity = platform.node()
    return hashlib.sha256(identity.encode()).hexdigest()[:8]

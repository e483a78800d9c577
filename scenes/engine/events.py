"""What workers tell: a job was begun, has come so far, is done, or failed."""

from __future__ import annotations

import errno
import os
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenes.engine.jobs import Job


@dataclass(frozen=True)
class Started:
    """A worker began a job."""

    job: Job


@dataclass(frozen=True)
class Told:
    """So many seconds of film are drawn."""

    job: Job
    seconds: float


@dataclass(frozen=True)
class Done:
    """A job is done."""

    job: Job


@dataclass(frozen=True)
class Failed:
    """A job failed, for this reason; `details` are for --debug."""

    job: Job
    reason: str
    details: str = ""


Event = Started | Told | Done | Failed


def reason(error: BaseException) -> str:
    """An error in one line: what the system said, where it said something."""
    for each in _chain(error):
        if isinstance(each, OSError) and each.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"the disk is full: {os.strerror(each.errno)}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def traceback_of(error: BaseException) -> str:
    """All that Python tells of an error."""
    return "".join(traceback.format_exception(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

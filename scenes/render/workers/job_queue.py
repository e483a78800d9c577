"""Jobs that wait for a worker, and the events that workers report."""

from __future__ import annotations

import errno
import os
import traceback
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from network.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from network.errors import NeuroscenesError


class Work(Protocol):
    """What a worker does: drawing sections of a scene, or cutting one."""

    @property
    def name(self) -> str:
        """No two jobs of a run have the same."""


@dataclass(frozen=True)
class Started:
    """A worker began a job."""

    job: Any


@dataclass(frozen=True)
class Progress:
    """So many seconds of film are drawn."""

    job: Any
    seconds: float


@dataclass(frozen=True)
class Done:
    """A job is done, and this came of it."""

    job: Any
    result: Any = None


@dataclass(frozen=True)
class Failed:
    """A job failed, for this reason; `details` are for --debug."""

    job: Any
    reason: str
    details: str = ""
    error: NeuroscenesError | None = None


Event = Started | Progress | Done | Failed


def reason(error: BaseException) -> str:
    """An error in one line: what the system said, where it said something."""
    for each in _chain(error):
        if isinstance(each, OSError) and each.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"the disk is full: {os.strerror(each.errno)}"
    return one_line(error)


def traceback_of(error: BaseException) -> str:
    """All that Python tells of an error."""
    return "".join(traceback.format_exception(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


TRIES = 3
"""How often a job is begun whose worker is lost."""


class JobQueue:
    """Jobs in their order; those whose worker was lost come first."""

    def __init__(self, jobs: Iterable[Any]) -> None:
        self._jobs = deque(jobs)
        self._tries: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def begin(self) -> Any:
        """The next job."""
        job = self._jobs.popleft()
        self._tries[job.name] = self._tries.get(job.name, 0) + 1
        return job

    def put_back(self, job: Work) -> None:
        """Take back a job that was not even tried."""
        self._tries[job.name] -= 1
        self._jobs.appendleft(job)

    def give_up(self, why: str) -> Iterator[Event]:
        """Fail all jobs that wait."""
        while self._jobs:
            yield Failed(self._jobs.popleft(), why)

    def lost(self, job: Work, loss: str) -> Iterator[Event]:
        """Take back a job whose worker was lost, or give it up when that came too often."""
        if self._tries[job.name] < TRIES:
            self._jobs.appendleft(job)
        else:
            yield Failed(job, f"{loss} {TRIES} times")

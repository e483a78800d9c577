"""Jobs that wait for a worker, and how often each was begun."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from scenes.engine.events import Event, Failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scenes.engine.jobs import Job

TRIES = 3
"""How often a job is begun whose worker is lost."""


class Waiting:
    """Jobs in their order; those whose worker was lost come first.

    Parameters
    ----------
    jobs
        What there is to do.
    """

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = deque(jobs)
        self._tries: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def begin(self) -> Job:
        """The next job."""
        job = self._jobs.popleft()
        self._tries[job.name] = self._tries.get(job.name, 0) + 1
        return job

    def put_back(self, job: Job) -> None:
        """Take back a job that was not even tried."""
        self._tries[job.name] -= 1
        self._jobs.appendleft(job)

    def give_up(self, why: str) -> Iterator[Event]:
        """Do no job any more that waits."""
        while self._jobs:
            yield Failed(self._jobs.popleft(), why)

    def lost(self, job: Job, loss: str) -> Iterator[Event]:
        """Take back a job whose worker was lost, or give it up when that came too often."""
        if self._tries[job.name] < TRIES:
            self._jobs.appendleft(job)
        else:
            yield Failed(job, f"{loss} {TRIES} times")

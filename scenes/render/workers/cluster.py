"""Workers on a Dask cluster: the same jobs, sent to other processes or other machines."""

from __future__ import annotations

import logging
import shutil
import time
from typing import TYPE_CHECKING, Any, Self

import click

from network.errors import NeuroscenesError, OptionError
from network.installation import adding
from scenes.render.workers.job_queue import (
    Done,
    Event,
    Failed,
    JobQueue,
    Started,
    reason,
    traceback_of,
)
from scenes.render.workers.processes import block_sigint
from scenes.render.workers.remote_jobs import OtherMachineError, pack, run_remote_job, unpack_result
from scenes.render.workers.run_job import finish

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from distributed import Client, Future, LocalCluster

    from scenes.render.workers.jobs import Job

LOCAL = "local"
LOSS = "its worker was lost"
CONNECT_SECONDS = 10
LOOK_SECONDS = 1.0
"""Between two looks at which workers are there."""
WAIT_SECONDS = 60.0
"""How long a cluster may be without a worker that can draw."""


class ClusterWorkers:
    """A Dask cluster that does jobs; leaving the context cancels those that are not done.

    Parameters
    ----------
    address
        Of the scheduler, `tcp://host:8786`; `local` starts a cluster on this machine.
    workers
        How many are started by `local`.

    """

    def __init__(self, address: str, workers: int) -> None:
        self.address = address
        self._local_workers = workers
        self._refused: set[str] = set()

    def __enter__(self) -> Self:
        """Connect.

        Raises
        ------
        OptionError
            When the optional extra is not installed, or nobody answers at the address.
        """
        try:
            from distributed import Client, LocalCluster
        except ModuleNotFoundError as error:
            raise OptionError(f"--cluster needs Dask: {adding('distributed')}") from error
        _silence()
        self._cluster: LocalCluster | None = None
        if self.address == LOCAL:
            with block_sigint():
                self._cluster = LocalCluster(
                    n_workers=self._local_workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
        try:
            self._client: Client = Client(self._cluster or self.address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise OptionError(
                f"--cluster {self.address}: expected a Dask scheduler, none answers there"
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster, and end it if it was started for this alone."""
        self._client.close(timeout=CONNECT_SECONDS)
        if self._cluster is not None:
            self._cluster.close(timeout=CONNECT_SECONDS)

    @property
    def count(self) -> int:
        """How many workers there are now, at least one."""
        return max(1, len(self._workers()))

    def run(self, jobs: Iterable[Job], scratch: Path) -> Generator[Event]:
        """Send each worker one job after another; the job of a lost worker goes to another one.

        The scratch folder, for unfinished files, lies on the file system of the output folder.
        """
        waiting, self._scratch = JobQueue(jobs), scratch
        busy: dict[str, tuple[Job, Future]] = {}
        seen = time.monotonic()
        while waiting or busy:
            there = self._workers() - self._refused
            seen = time.monotonic() if there or busy else seen
            for worker in set(busy) - there:
                job, future = busy.pop(worker)
                future.cancel()
                yield from waiting.lost(job, LOSS)
            if self._client.status != "running":
                yield from waiting.give_up(f"the scheduler at {self.address} was lost")
            elif time.monotonic() - seen > WAIT_SECONDS:
                yield from waiting.give_up(f"no worker at {self.address} that can draw it")
            for worker in sorted(there - set(busy)):
                if waiting:
                    job = waiting.begin()
                    busy[worker] = job, self._send(job, worker)
                    yield Started(job)
            for worker, job, future in _ended(busy):
                yield from self._received(worker, job, future, waiting)

    def _send(self, job: Job, worker: str) -> Future:
        return self._client.submit(
            run_remote_job,
            pack(job),
            workers=[worker],
            allow_other_workers=False,
            pure=False,
            retries=0,
        )

    def _received(
        self, worker: str, job: Job, future: Future, waiting: JobQueue
    ) -> Iterator[Event]:
        error = future.exception() if future.status == "error" else None
        if future.status not in ("finished", "error") or _is_loss(error):
            yield from waiting.lost(job, LOSS)
        elif isinstance(error, OtherMachineError | ModuleNotFoundError):
            self._refuse(worker, error)
            waiting.put_back(job)
        elif error is not None:
            yield _failure(job, error)
        else:
            yield _taken_in(job, future, self._scratch)

    def _refuse(self, worker: str, error: BaseException) -> None:
        click.echo(f"neuroscenes: {worker} is not used: {error}", err=True)
        self._refused.add(worker)

    def _workers(self) -> set[str]:
        if self._client.status != "running":
            return set()
        return set(self._client.scheduler_info(n_workers=-1)["workers"])


def _silence() -> None:
    # Dask would print tracebacks; errors are reported here in one line each.
    for name in list(logging.root.manager.loggerDict):
        if name.split(".", maxsplit=1)[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _ended(busy: dict[str, tuple[Job, Future]]) -> list[tuple[str, Job, Future]]:
    _wait_for_one([future for _, future in busy.values()])
    ended = [(worker, *at) for worker, at in busy.items() if at[1].done()]
    for worker, _, _ in ended:
        del busy[worker]
    return ended


def _wait_for_one(futures: list[Future]) -> None:
    from distributed import CancelledError, wait

    if not futures:
        time.sleep(LOOK_SECONDS)
        return
    try:
        wait(futures, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED")
    except (TimeoutError, CancelledError):  # cancelled: the scheduler was lost
        return


def _taken_in(job: Job, future: Future, scratch: Path) -> Event:
    folder = scratch / job.name
    try:
        finish(job, scratch, unpack_result(folder, future.result(), job))
    except Exception as error:  # noqa: BLE001 - one scene must not stop the others
        return _failure(job, error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Done(job)


def _failure(job: Job, error: BaseException) -> Failed:
    if isinstance(error, NeuroscenesError):
        return Failed(job, str(error))
    return Failed(job, reason(error), traceback_of(error))


def _is_loss(error: Any) -> bool:
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)

"""Workers on a Dask cluster: the same jobs, sent to other processes or other machines."""

from __future__ import annotations

import logging
import shutil
import ssl
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

import click

from network.errors import NeuroscenesError, OptionError, one_line
from network.installation import adding
from network.temporary_folders import temporary_folder
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

    from distributed import Client, Future

    from scenes.render.workers.jobs import Job

LOCAL = "local"
LOSS = "its worker was lost"
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
        self._is_silent = False

    def __enter__(self) -> Self:
        """Connect.

        Raises
        ------
        OptionError
            When the optional extra is not installed, or nobody answers at the address.
        """
        try:
            import cryptography  # noqa: F401 - Dask makes keys with it

            from scenes.render.workers.dask_peers import ANSWER_SECONDS
        except ModuleNotFoundError as error:
            raise OptionError(
                f"--cluster needs Dask: {adding('distributed', 'cryptography')}"
            ) from error
        _silence()
        with ExitStack() as stack:
            self._client = self._connected(stack)
            stack.callback(self._client.close, timeout=ANSWER_SECONDS)
            self._held = stack.pop_all()
        return self

    def _connected(self, stack: ExitStack) -> Client:
        from scenes.render.workers.dask_peers import ANSWER_SECONDS, BoundedClient, own_cluster

        if self.address == LOCAL:
            folder = stack.enter_context(temporary_folder())
            with block_sigint():
                cluster = own_cluster(self._local_workers, folder)
            stack.callback(cluster.close, timeout=ANSWER_SECONDS)
            return BoundedClient(cluster)
        try:
            client = BoundedClient(self.address, timeout=ANSWER_SECONDS)
        except Exception as error:
            raise OptionError(f"--cluster {self.address}: {_fault(error)}") from error
        if not client.scheduler.address.startswith("tls://"):
            click.echo(
                f"neuroscenes: --cluster {self.address}: whoever reaches this scheduler can run"
                " programs on its workers and on this machine; assets/guide/clusters.md tells how"
                " to keep others out (tls://)",
                err=True,
            )
        return client

    def __exit__(self, *_: object) -> None:
        """Leave the cluster, and end it if it was started for this alone."""
        self._held.close()

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
            if self._is_lost():
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
        if self._is_lost():
            return set()
        try:
            return set(self._client.scheduler_info(n_workers=-1)["workers"])
        except TimeoutError:
            self._is_silent = True
            return set()

    def _is_lost(self) -> bool:
        return self._is_silent or self._client.status != "running"


def _fault(error: Exception) -> str:
    """Why there is no connection, in Dask's words where they tell more than that."""
    why: BaseException | None = error
    while why is not None and not isinstance(why, ssl.SSLError):
        why = why.__cause__ or why.__context__
    if why is not None:
        return f"TLS with this scheduler failed, see assets/guide/clusters.md: {one_line(why)}"
    # So Dask says that no certificate is named, or that there is none of that name.
    if isinstance(error, TypeError | FileNotFoundError | PermissionError):
        return "expected certificates for tls://, see assets/guide/clusters.md"
    if isinstance(error, OSError | ValueError):
        return "expected a Dask scheduler, none answers there"
    return one_line(error)


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

"""Workers on this machine: processes side by side, each of which draws or cuts job after job.

Nothing slow is imported here: the first worker starts while the rest of the program is imported.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import shutil
import tempfile
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from network.errors import NeuroscenesError
from network.temporary_folders import temporary_folder
from scenes.render.workers.job_queue import (
    Done,
    Event,
    Failed,
    JobQueue,
    Progress,
    Started,
    Work,
    reason,
    traceback_of,
)
from scenes.render.workers.processes import block_sigint, end_with_parent, watch_parent
from scenes.stage.deferred_imports import FOR_OTHER_WORK, deferring

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess


PATIENCE_SECONDS = 2.0
"""How long a worker that has nothing left to do may take to end."""
DRAWING = "scenes.render.workers.run_job:run_job"
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass
class _Worker:
    """A process with the job it is at."""

    process: BaseProcess
    connection: Connection
    job: Work | None = None


class LocalWorkers:
    """So many processes that do jobs; leaving the context ends them.

    Parameters
    ----------
    function
        Module and name of what does a job: it takes the job, a folder for unfinished files, and
        what reports the seconds of film so far. A worker imports it before its first job.
    """

    def __init__(self, count: int, function: str = DRAWING) -> None:
        self.count, self._function = count, function
        self._temporary = ""
        self._held = ExitStack()
        self._workers: list[_Worker] = []
        self._scratch_folders = 0

    def __enter__(self) -> Self:
        """Start the first worker: that takes a second, in which the caller plans the jobs."""
        self._temporary = str(self._held.enter_context(temporary_folder()))
        self._workers.append(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        """Kill all workers; no file is left half written, since each gets its name when whole."""
        self._end()
        self._held.close()

    def run(self, jobs: Iterable[Work], scratch: Path) -> Generator[Event]:
        """Do the jobs in their order, as workers become free; yield events as they happen.

        The scratch folder, for unfinished files, lies on the file system of the output folder.
        """
        waiting = JobQueue(jobs)
        try:
            while waiting or self._busy():
                yield from self._hand_out(waiting, scratch)
                yield from self._listen(waiting)
            self._dismiss()
        finally:
            self._end()  # before the scratch folder is removed

    def _hand_out(self, waiting: JobQueue, scratch: Path) -> Iterator[Event]:
        while waiting and len(self._workers) < min(self.count, len(waiting) + self._busy()):
            self._workers.append(self._start())
        for worker in self._workers:
            if worker.job is None and waiting:
                worker.job = job = waiting.begin()
                self._scratch_folders += 1
                with suppress(OSError):  # it died: its end is noticed below
                    worker.connection.send((job, scratch / str(self._scratch_folders)))
                yield Started(job)

    def _listen(self, waiting: JobQueue) -> Iterator[Event]:
        for ready in wait([worker.connection for worker in self._workers]):
            worker = next(each for each in self._workers if each.connection is ready)
            try:
                event = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._bury(worker, waiting)
                continue
            if not isinstance(event, Progress):
                worker.job = None
            yield event

    def _bury(self, worker: _Worker, waiting: JobQueue) -> Iterator[Event]:
        worker.process.join()
        self._workers.remove(worker)
        if worker.job is not None:
            code = worker.process.exitcode
            yield from waiting.lost(worker.job, f"its process died (exit code {code})")

    def _busy(self) -> int:
        return sum(worker.job is not None for worker in self._workers)

    def _dismiss(self) -> None:
        for worker in self._workers:
            with suppress(OSError):
                worker.connection.send(None)
        for worker in self._workers:
            worker.process.join(PATIENCE_SECONDS)

    def _end(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        arguments = (theirs, self._temporary, self._function)
        process = context.Process(target=serve, args=arguments, daemon=True)
        with _inherited_by_workers(), block_sigint():
            process.start()
        theirs.close()
        return _Worker(process, ours)


def serve(connection: Connection, temporary: str, function: str) -> None:
    """Do jobs in a worker, until there are no more or the parent process ends.

    Parameters
    ----------
    connection
        Receives jobs, sends events.
    temporary
        Folder for temporary files; the parent removes it, since workers are killed.
    """
    tempfile.tempdir = temporary
    clean_up = partial(_remove_at_once, temporary)
    watch_parent(clean_up)
    # manim's bars would make a lock between processes, which outlives a worker that is killed.
    importlib.import_module("tqdm").tqdm.set_lock(threading.RLock())
    do = _prepare(function)
    try:
        while (given := connection.recv()) is not None:
            job, scratch = given
            connection.send(_done(do, job, scratch, connection))
    except (EOFError, OSError):
        # The parent is gone; this process must not end before its files are removed.
        end_with_parent(clean_up)


def _prepare(function: str = DRAWING) -> Callable[..., Any]:
    """Import what jobs need before the first one comes: it takes most of a second."""
    # Looking for garbage among the 200,000 objects that stay would take a seventh of the start.
    gc.disable()
    module, _, name = function.partition(":")
    with deferring(FOR_OTHER_WORK):
        do: Callable[..., Any] = getattr(importlib.import_module(module), name)
    gc.freeze()
    gc.enable()
    return do


def _done(do: Callable[..., Any], job: Work, scratch: Path, connection: Connection) -> Event:
    try:
        result = do(job, scratch, lambda seconds: connection.send(Progress(job, seconds)))
    except NeuroscenesError as error:
        return Failed(job, str(error), error=error)
    except Exception as error:  # noqa: BLE001 - one scene must not stop the others
        return Failed(job, reason(error), traceback_of(error))
    return Done(job, result)


def _remove_at_once(temporary: str) -> None:
    gone = f"{temporary}-gone"
    with suppress(OSError):  # by this name no worker can put more into it
        Path(temporary).rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


@contextmanager
def _inherited_by_workers() -> Iterator[None]:
    # One thread for each: they are as many as there are cores.
    before: dict[str, Any] = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value

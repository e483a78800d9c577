"""Rendering scenes: what is there already is left alone, the rest is done side by side."""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from filelock import FileLock, Timeout

from scenes.catalog import entry
from scenes.render.dependencies import measurements_of
from scenes.render.outputs import RenderedScene, files_named
from scenes.render.schedule import schedule
from scenes.render.staging import WORK, Staging, is_there, lock
from scenes.render.workers.job_queue import Event, Failed
from scenes.render.workers.jobs import Job, scene_job
from scenes.subject.record_progress import measured
from scenes.subject.subject import model_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings

ROUNDS = 3
"""How often what is missing is looked for: another run may throw away what this one staged."""
THROWN_AWAY = "what it is made of changed, or another run threw it away, again and again"


class Workers(Protocol):
    """Who does jobs: processes here, or a cluster."""

    @property
    def count(self) -> int:
        """How many work at once."""

    def run(self, jobs: Iterable[Job], scratch: Path) -> Generator[Event]:
        """Do jobs, with unfinished files in the scratch folder, and tell what happens."""


@dataclass
class Outcome:
    """What became of the scenes that were asked for.

    Attributes
    ----------
    files
        Of the scenes that are there now, by name, in the order asked for.
    drawn
        Names of those that were not there before.
    failures
        Why the others are not there.
    """

    files: dict[str, RenderedScene] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    failures: dict[str, Failed] = field(default_factory=dict)


def render(
    names: Sequence[str],
    settings: Settings,
    options: RenderOptions,
    workers: Workers,
    *,
    listen: Callable[[Sequence[Job], Iterator[Event]], Iterable[Event]] | None = None,
) -> Outcome:
    """Render the scenes that are not there as asked for.

    Parameters
    ----------
    names
        Of the scenes.
    settings, options
        What is shown, and how.
    workers
        Who does it.
    listen
        Shows what happens: is given the jobs and the events, and gives the events on.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    sweep(options)
    if options.force:
        forget(names, settings, options)
    outcome = Outcome()
    for _ in range(ROUNDS):
        missing = [
            name
            for name in names
            if name not in outcome.failures and not is_there(name, settings, options)
        ]
        if not missing:
            break
        for name in missing:
            measure_for(name, settings)
        outcome.drawn += [name for name in missing if name not in outcome.drawn]
        with scratch_folder(options) as scratch:
            whole = (scene_job(name, settings, options) for name in missing)
            jobs = schedule(whole, workers.count)
            # Ended before the scratch folder is: nobody writes into it while it is removed.
            with closing(workers.run(jobs, scratch)) as events:
                for event in (listen or _as_they_come)(jobs, events):
                    if isinstance(event, Failed):
                        outcome.failures[event.job.scene] = event
    for name in names:
        if is_there(name, settings, options):
            _put_away(name, settings, options)
            outcome.files[name] = files_named(name, options)
            outcome.failures.pop(name, None)
        elif name not in outcome.failures:
            job = scene_job(name, settings, options)
            outcome.failures[name] = Failed(job, THROWN_AWAY)
    return outcome


def measure_for(name: str, settings: Settings) -> None:
    """Measure what a scene shows, where no record tells it; here, where there is a screen."""
    for record in measurements_of(entry(name).module):
        measured(record, model_of(settings), mnist_dir=settings.mnist_dir)


def forget(names: Iterable[str], settings: Settings, options: RenderOptions) -> None:
    """Take away the records and the staged sections of scenes, so that they are drawn again."""
    for name in names:
        job = scene_job(name, settings, options)
        with lock(options, name):
            files_named(name, options).record.unlink(missing_ok=True)
            Staging(job).remove()


@contextmanager
def scratch_folder(options: RenderOptions) -> Iterator[Path]:
    """A folder for the unfinished files of one run."""
    work = options.output / WORK
    work.mkdir(parents=True, exist_ok=True)
    folder = work / f"run-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    try:
        with FileLock(_lock_of(folder)):
            folder.mkdir()
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _lock_of(folder).unlink(missing_ok=True)


def sweep(options: RenderOptions) -> None:
    """Remove the unfinished files of runs that died."""
    work = options.output / WORK
    for folder in {path.with_suffix("") for path in work.glob("run-*")}:
        # Who lives holds the lock of its folder.
        try:
            with FileLock(_lock_of(folder), timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
        except Timeout:
            continue
        _lock_of(folder).unlink(missing_ok=True)


def _put_away(name: str, settings: Settings, options: RenderOptions) -> None:
    # A run that died just after it had published a scene leaves the sections of it behind.
    if any((options.output / WORK).glob(f"{name}-*")):
        staged = Staging(scene_job(name, settings, options)).folder
        with lock(options, name):
            shutil.rmtree(staged, ignore_errors=True)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _as_they_come(_jobs: Sequence[Job], events: Iterator[Event]) -> Iterator[Event]:
    yield from events

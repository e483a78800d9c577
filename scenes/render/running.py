"""Rendering scenes: those that are there are left alone, workers draw the rest in parallel."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from network.errors import OptionError
from network.measurements.record_lookup import cache_directory
from network.temporary_folders import sweep, temporary_folder
from scenes.catalog import are_all, entry
from scenes.render.dependencies import measurements_of
from scenes.render.outputs import RenderedScene, files_named
from scenes.render.schedule import schedule
from scenes.render.staging import WORK, Staging, is_there, lock, remove_staged
from scenes.render.workers.job_queue import Event, Failed
from scenes.render.workers.jobs import Job, scene_job
from scenes.sound.piper import speech_cache
from scenes.stage.typesetting import shared_folder
from scenes.subject.record_progress import load_or_measure
from scenes.subject.subject import model_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings

    Listener = Callable[[Sequence[Job], Iterator[Event]], Iterable[Event]]

ROUNDS = 3
"""How often missing scenes are drawn: another run may remove what this one staged."""
REMOVED_AGAIN = "what it is made of changed, or another run removed it, again and again"


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
    jobs
        A job for each whole scene, by name, in the order asked for.
    files
        Of the scenes that are there now, by name, in the order asked for.
    drawn
        Names of those that were not there before.
    failures
        Why the others are not there.
    left_out
        Why scenes are missing that have nothing to show of this network: only where all scenes
        were asked for, else they are failures.
    """

    jobs: dict[str, Job] = field(default_factory=dict)
    files: dict[str, RenderedScene] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    failures: dict[str, Failed] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def note(self, failures: Mapping[str, Failed], *, may_leave_out: bool) -> None:
        """Keep why scenes are missing."""
        for name, failed in failures.items():
            if may_leave_out and isinstance(failed.error, OptionError):
                self.left_out[name] = str(failed.error)
                del self.jobs[name]
            else:
                self.failures[name] = failed


def render(
    names: Sequence[str],
    settings: Settings,
    options: RenderOptions,
    workers: Workers,
    *,
    listen: Listener | None = None,
) -> Outcome:
    """Render the scenes that are not there as asked for.

    Parameters
    ----------
    listen
        Shows what happens: takes the jobs and the events, and yields the events.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    sweep_all(options)
    if options.force:
        forget(names, options)
    outcome = Outcome()
    for name in names:
        measure_for(name, settings)
    for _ in range(ROUNDS):
        gone = outcome.failures.keys() | outcome.left_out.keys()
        wanted = [name for name in names if name not in gone]
        outcome.jobs |= {name: scene_job(name, settings, options) for name in wanted}
        missing = [outcome.jobs[name] for name in wanted if not is_there(outcome.jobs[name])]
        if not missing:
            break
        outcome.drawn += [job.scene for job in missing if job.scene not in outcome.drawn]
        failures = _failures(missing, options, workers, listen or _as_they_come)
        outcome.note(failures, may_leave_out=are_all(names))
    for name, job in outcome.jobs.items():
        if is_there(job):
            left = Staging(job).folder
            if left.exists():  # its run died just after it had published
                with lock(options, name):
                    shutil.rmtree(left, ignore_errors=True)
            outcome.files[name] = files_named(name, options)
            outcome.failures.pop(name, None)
        elif name not in outcome.failures:
            outcome.failures[name] = Failed(job, REMOVED_AGAIN)
    return outcome


def _failures(
    missing: Sequence[Job], options: RenderOptions, workers: Workers, listen: Listener
) -> dict[str, Failed]:
    """Have scenes drawn; those that failed, by name."""
    failures = {}
    jobs = schedule(missing, workers.count)
    # The workers end before the scratch folder is removed: nobody writes into it meanwhile.
    work = options.output / WORK
    work.mkdir(parents=True, exist_ok=True)
    with temporary_folder(work) as scratch, closing(workers.run(jobs, scratch)) as events:
        for event in listen(jobs, events):
            if isinstance(event, Failed):
                failures[event.job.scene] = event
    return failures


def measure_for(name: str, settings: Settings) -> None:
    """Measure what a scene shows, where no record tells it; here, where there is a screen."""
    for record in measurements_of(entry(name).module):
        # Not every network has what is measured: the scene itself says whether it needs it.
        with suppress(OptionError):
            load_or_measure(record, model_of(settings), mnist_dir=settings.mnist_dir)


def forget(names: Iterable[str], options: RenderOptions) -> None:
    """Remove the records and the staged sections of scenes, so that they are drawn again."""
    for name in names:
        with lock(options, name):
            files_named(name, options).record.unlink(missing_ok=True)
            remove_staged(name, options)


def sweep_all(options: RenderOptions) -> None:
    """Remove what runs that died have left, wherever a run leaves something."""
    temporary = Path(tempfile.gettempdir())
    caches = (cache_directory(), speech_cache(), shared_folder())
    for folder in (temporary, options.output, options.output / WORK, *caches):
        sweep(folder)


def _as_they_come(_jobs: Sequence[Job], events: Iterator[Event]) -> Iterator[Event]:
    yield from events

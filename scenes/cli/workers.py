"""Options that say who renders, and what is shown while they do."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

import click

from network.errors import OptionError
from scenes.catalog import PARTS
from scenes.cli.options import Function, decorated
from scenes.cli.program import DEBUG, OUR_FAULT, WRONG_USE
from scenes.cli.progress import steps
from scenes.cli.scene_names import left_out, rehearsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from rich.console import Console
    from rich.progress import TaskID

    from scenes.render.running import Outcome, Workers
    from scenes.render.workers.job_queue import Event
    from scenes.render.workers.jobs import Job

JOBS = click.IntRange(min=1)
_worker_options = (
    click.option(
        "--jobs", type=JOBS, metavar="N", help="Scenes rendered at once [default: one a core]."
    ),
    click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Render on a Dask cluster: its scheduler's address, or local to start one.",
    ),
)


def with_workers(function: Function) -> Function:
    """Add the options; the command takes who works as one `workers`."""

    @functools.wraps(function)
    def command(*, jobs: int | None, cluster: str | None, **given: Any) -> Any:
        with _workers(jobs, cluster) as workers:
            return function(workers=workers, **given)

    return decorated(_worker_options)(command)  # type: ignore[return-value]


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _workers(jobs: int | None, cluster: str | None) -> AbstractContextManager[Workers]:
    if cluster is not None:
        from scenes.render.workers.cluster import ClusterWorkers

        return ClusterWorkers(cluster, jobs or cores())
    from scenes.render.workers.local_workers import LocalWorkers

    return LocalWorkers(jobs or cores())


def shown(jobs: Sequence[Job], events: Iterator[Event]) -> Iterator[Event]:
    """The events, shown on stderr: bars on a terminal, plain lines elsewhere."""
    from rich.console import Console  # the first worker starts before anything slow is imported

    for note in recording_notes(jobs):
        click.echo(note, err=True)
    console = Console(stderr=True)
    if console.is_terminal:
        yield from _as_bars(jobs, events, console)
    else:
        yield from _as_lines(jobs, events)


def recording_notes(jobs: Sequence[Job]) -> list[str]:
    """What is missing or wrong in the folder of recordings that speaks, for scenes to be drawn."""
    from scenes.sound.voices import RecordedVoice, voice_of

    voice = voice_of(jobs[0].settings) if jobs else None
    if not isinstance(voice, RecordedVoice):
        return []
    from scenes.editions.script import script_lines

    names = dict.fromkeys(job.scene for job in jobs)
    lines = {
        line.id: line.spoken
        for rehearsal in rehearsed(steps("rehearsing", list(names)), jobs[0].settings)
        for line in script_lines(rehearsal.scene, rehearsal.lines)
    }
    others = {part.name for part in PARTS} - set(names)
    return voice.recordings.faults(lines, voice.instead, others)


def _as_bars(jobs: Sequence[Job], events: Iterator[Event], console: Console) -> Iterator[Event]:
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as ProgressBars

    from scenes.render.workers.job_queue import Failed, Progress, Started

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
    )
    with ProgressBars(*columns, TimeRemainingColumn(compact=True), console=console) as bars:
        whole = bars.add_task(_count(jobs, 0), total=_seconds(jobs))
        tasks: dict[str, TaskID] = {}
        drawn: dict[str, float] = {}
        done = 0
        for event in events:
            name, length = event.job.name, event.job.seconds
            if isinstance(event, Started):
                if name in tasks:  # begun again: its worker was lost
                    bars.remove_task(tasks[name])
                tasks[name] = bars.add_task(f"  {name}", total=length)
            elif isinstance(event, Progress):
                drawn[name] = min(event.seconds, length)
                bars.update(tasks[name], completed=drawn[name])
            else:
                drawn[name], done = length, done + 1
                bars.remove_task(tasks.pop(name))
                if isinstance(event, Failed):
                    bars.console.print(f"{name}: {event.reason}", style="red", markup=False)
            bars.update(whole, completed=sum(drawn.values()), description=_count(jobs, done))
            yield event


def _as_lines(jobs: Sequence[Job], events: Iterator[Event]) -> Iterator[Event]:
    from time import monotonic

    from scenes.render.workers.job_queue import Done, Failed

    begin, done, drawn = monotonic(), 0, 0.0
    for event in events:
        if isinstance(event, Done | Failed):
            done += 1
            drawn += event.job.seconds
            left = (monotonic() - begin) * (_seconds(jobs) - drawn) / drawn
            what = "rendered" if isinstance(event, Done) else "failed"
            rest = f", {_clock(left)} left" if done < len(jobs) else ""
            click.echo(f"{what} {event.job.name} ({done} of {len(jobs)}{rest})", err=True)
        yield event


def report(outcome: Outcome) -> int:
    """Say what failed, and give the exit code: 0 all there, 2 refused alone, 1 anything else."""
    for name, reason in outcome.left_out.items():
        click.echo(left_out(name, reason), err=True)
    for name, failed in outcome.failures.items():
        click.echo(f"neuroscenes: {name}: {failed.reason}", err=True)
        if failed.details and click.get_current_context().obj[DEBUG]:
            click.echo(failed.details, err=True)
    if not outcome.failures:
        return 0
    there = len(outcome.files)
    click.echo(
        f"neuroscenes: {len(outcome.failures)} of {there + len(outcome.failures)} failed:"
        f" {', '.join(outcome.failures)}"
        + ("; the others are there, and stay there for the next run" if there else ""),
        err=True,
    )
    are_refusals = all(isinstance(each.error, OptionError) for each in outcome.failures.values())
    return WRONG_USE if are_refusals else OUR_FAULT


def _count(jobs: Sequence[Job], done: int) -> str:
    return f"rendering {done} of {len(jobs)}"


def _seconds(jobs: Sequence[Job]) -> float:
    return sum(job.seconds for job in jobs)


def _clock(seconds: float) -> str:
    return f"about {round(seconds)} s" if seconds < 100 else f"about {round(seconds / 60)} min"

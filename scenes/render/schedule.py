"""The schedule: the most costly job first, and a scene split where all end sooner for it."""

from __future__ import annotations

import heapq
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scenes.media.formats import section_kinds
from scenes.render.manim_session import draw_scene
from scenes.render.timetable import read_timetable
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scenes.render.manim_session import DryRun
    from scenes.render.workers.jobs import Job

CUT_EFFORT = 1.0
"""What a cut costs: the scene is begun twice, and what comes before the cut is passed over."""
LEAST_EFFORT = 3 * CUT_EFFORT
"""A job that is cut off must be worth more than its cut, however many workers are idle."""
SHARPNESS = 8
"""The time of all workers together is their mean of this power: nearly that of the last to end,
yet of two that are last the first one that is relieved counts already."""


def schedule(jobs: Iterable[Job], workers: int) -> list[Job]:
    """The jobs, most laborious first, with those cut that would keep one worker while others rest.

    Parameters
    ----------
    jobs
        Whole scenes.
    workers
        How many there are.
    """
    plan = _in_order(jobs)
    while (better := _cut_once(plan, workers)) is not None:
        plan = better
    return plan


def _in_order(jobs: Iterable[Job]) -> list[Job]:
    return sorted(jobs, key=lambda job: -job.effort)


def _cut_once(plan: list[Job], workers: int) -> list[Job] | None:
    """The plan with the best cut of a job of who ends last; None where no cut pays."""
    candidates = (
        _in_order([*(other for other in plan if other is not job), *parts])
        for job in _of_the_last(plan, workers)
        for parts in _cuts(job)
    )
    best = min(candidates, key=lambda candidate: _time(candidate, workers), default=plan)
    return best if _time(best, workers) < _time(plan, workers) else None


def _time(plan: Sequence[Job], workers: int) -> float:
    return sum(_effort(share) ** SHARPNESS for share in _shares(plan, workers))


def _of_the_last(plan: Sequence[Job], workers: int) -> list[Job]:
    return max(_shares(plan, workers), key=_effort)


def _effort(jobs: Iterable[Job]) -> float:
    return sum(job.effort for job in jobs)


def _shares(plan: Sequence[Job], workers: int) -> list[list[Job]]:
    """What each worker comes to do when whoever is free takes the next job."""
    shares: list[list[Job]] = [[] for _ in range(workers)]
    free = [(0.0, number) for number in range(workers)]
    for job in plan:
        since, number = heapq.heappop(free)
        shares[number].append(job)
        heapq.heappush(free, (since + job.effort, number))
    return shares


def _cuts(job: Job) -> Iterator[tuple[Job, Job]]:
    """The job in two, at every section where both are worth it."""
    times = read_timetable().get(job.scene)
    if times is None or job.options.format not in section_kinds():
        return
    sections = times.sections[job.first : job.end]
    efforts = [section["effort"] for section in sections]
    for number in range(1, len(sections)):
        before, after = sum(efforts[:number]), sum(efforts[number:])
        if min(before, after) < LEAST_EFFORT:
            continue
        cut, seconds = job.first + number, sum(s["seconds"] for s in sections[:number])
        yield (
            replace(job, end=cut, seconds=seconds, effort=job.effort - after),
            replace(job, first=cut, seconds=job.seconds - seconds, effort=after + CUT_EFFORT),
        )


QUALITY = "h"
"""What most is drawn in: in a smaller picture other scenes are the laborious ones."""


def measured_costs(rehearsal: DryRun) -> tuple[float, ...]:
    """Draw a scene with the default settings, and see what each of its sections takes.

    Another machine takes longer or shorter; it is the proportions that count.

    Parameters
    ----------
    rehearsal
        Of the scene: where its sections begin.

    Returns
    -------
    Processor seconds of each section at 1080p60 on this machine.
    """
    told = [(0.0, time.process_time())]
    with tempfile.TemporaryDirectory(prefix="neuroscenes-") as folder:
        draw_scene(
            rehearsal.scene,
            Settings(),
            RenderOptions(quality=QUALITY),
            Path(folder),
            tell=lambda seconds: told.append((seconds, time.process_time())),
        )
    told.append((rehearsal.seconds, time.process_time()))
    ends = [section.start_seconds + section.seconds for section in rehearsal.sections]
    seconds, used = zip(*told, strict=True)
    return tuple(float(effort) for effort in np.diff(np.interp([0.0, *ends], seconds, used)))

"""The schedule: the most costly job first, and a scene split where all end sooner for it."""

from __future__ import annotations

import heapq
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from network.temporary_folders import temporary_folder
from scenes.media.formats import section_kinds
from scenes.render.manim_session import draw_scene
from scenes.render.timetable import read_timetable
from scenes.subject.render_options import RenderOptions
from scenes.subject.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scenes.render.manim_session import DryRun
    from scenes.render.workers.jobs import Job

CUT_COST = 1.0
"""Of cutting a job in two: the scene is begun twice, and the sections before the cut are run."""
LEAST_COST = 3 * CUT_COST
"""Of a part, however many workers are idle: it must be worth more than its cut."""
SHARPNESS = 8
"""The power of the mean over all workers' times that a plan minimizes.

A high power weighs the worker that ends last most. When two workers tie for last, helping one of
them counts already, where a plain maximum would not change."""


def schedule(jobs: Iterable[Job], workers: int) -> list[Job]:
    """The jobs, most costly first, cut in two where all workers end sooner for it.

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
    return sorted(jobs, key=lambda job: -job.cost)


def _cut_once(plan: list[Job], workers: int) -> list[Job] | None:
    """The plan with the best cut in a job of the worker that ends last; None if no cut helps."""
    candidates = (
        _in_order([*(other for other in plan if other is not job), *parts])
        for job in _jobs_of_last(plan, workers)
        for parts in _cuts(job)
    )
    best = min(candidates, key=lambda candidate: _time(candidate, workers), default=plan)
    return best if _time(best, workers) < _time(plan, workers) else None


def _time(plan: Sequence[Job], workers: int) -> float:
    return sum(_cost(share) ** SHARPNESS for share in _shares(plan, workers))


def _jobs_of_last(plan: Sequence[Job], workers: int) -> list[Job]:
    return max(_shares(plan, workers), key=_cost)


def _cost(jobs: Iterable[Job]) -> float:
    return sum(job.cost for job in jobs)


def _shares(plan: Sequence[Job], workers: int) -> list[list[Job]]:
    """The jobs of each worker, when a worker that is free takes the next one."""
    shares: list[list[Job]] = [[] for _ in range(workers)]
    free = [(0.0, number) for number in range(workers)]
    for job in plan:
        since, number = heapq.heappop(free)
        shares[number].append(job)
        heapq.heappush(free, (since + job.cost, number))
    return shares


def _cuts(job: Job) -> Iterator[tuple[Job, Job]]:
    """The job in two parts, at every section where both cost enough."""
    times = read_timetable().get(job.scene)
    if times is None or job.options.format not in section_kinds():
        return
    sections = times.sections[job.first : job.end]
    costs = [section["effort"] for section in sections]
    for number in range(1, len(sections)):
        before, after = sum(costs[:number]), sum(costs[number:])
        if min(before, after) < LEAST_COST:
            continue
        cut, seconds = job.first + number, sum(s["seconds"] for s in sections[:number])
        yield (
            replace(job, end=cut, seconds=seconds, cost=job.cost - after),
            replace(job, first=cut, seconds=job.seconds - seconds, cost=after + CUT_COST),
        )


QUALITY = "h"
"""Of most renders: in smaller pictures other scenes are the costly ones."""


def render_cost(rehearsal: DryRun) -> tuple[float, ...]:
    """Draw a scene with the default settings, and measure each of its sections.

    Only the proportions count: another machine is faster or slower.

    Parameters
    ----------
    rehearsal
        Of the scene: where its sections begin.

    Returns
    -------
    Processor seconds of each section at 1080p60 on this machine.
    """
    marks = [(0.0, time.process_time())]
    with temporary_folder() as folder:
        draw_scene(
            rehearsal.scene,
            Settings(),
            RenderOptions(quality=QUALITY),
            folder,
            tell=lambda seconds: marks.append((seconds, time.process_time())),
        )
    marks.append((rehearsal.seconds, time.process_time()))
    ends = [section.start_seconds + section.seconds for section in rehearsal.sections]
    seconds, used = zip(*marks, strict=True)
    return tuple(float(cost) for cost in np.diff(np.interp([0.0, *ends], seconds, used)))

"""What there is to draw, cut into jobs: whole scenes, or some sections of a long one."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from scenes.engine.dependencies import checksum
from scenes.engine.outputs import record_of
from scenes.render_options import IN_SECTIONS
from scenes.timetable import read_timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scenes.render_options import RenderOptions
    from scenes.settings import Settings

SHORTEST_SECONDS = 8.0
"""Film time below which a job of its own does not pay: it passes over all the other sections."""
UNKNOWN_SECONDS = 30.0
"""Taken for the length of a scene that is not in the timetable."""


@dataclass(frozen=True)
class Job:
    """Sections of a scene to draw.

    Attributes
    ----------
    scene
        Its name.
    settings, options
        What is shown, and how.
    key
        Of all that the pictures depend on.
    first, end
        Numbers of the sections: from `first` on, up to and without `end`; None is the last.
    seconds
        Film time that will have to be drawn, as far as the timetable knows.
    """

    scene: str
    settings: Settings
    options: RenderOptions
    key: str
    first: int = 0
    end: int | None = None
    seconds: float = UNKNOWN_SECONDS

    @property
    def name(self) -> str:
        """For people and for files."""
        if self.first == 0 and self.end is None:
            return self.scene
        return f"{self.scene}-{self.first}" + ("" if self.end is None else f"-{self.end - 1}")

    @property
    def sections(self) -> range | None:
        """Numbers of the sections, None for all."""
        if self.first == 0 and self.end is None:
            return None
        return range(self.first, 2**31 if self.end is None else self.end)


def scene_job(scene: str, settings: Settings, options: RenderOptions) -> Job:
    """A scene as one job."""
    described = json.dumps(record_of(scene, settings, options), sort_keys=True)
    times = read_timetable().get(scene)
    seconds = UNKNOWN_SECONDS if times is None else times.seconds
    key = checksum([described.encode()])[:16]
    return Job(scene, settings, options, key, seconds=seconds)


def shared_out(jobs: Iterable[Job], workers: int) -> list[Job]:
    """The jobs, longest first, with those cut that would keep one worker busy while others rest.

    Parameters
    ----------
    jobs
        Whole scenes.
    workers
        How many there are.
    """
    whole = list(jobs)
    share = sum(job.seconds for job in whole) / workers
    cut = [part for job in whole for part in _parts(job, share)]
    return sorted(cut, key=lambda job: -job.seconds)


def _parts(job: Job, share: float) -> list[Job]:
    times = read_timetable().get(job.scene)
    count = math.floor(min(math.ceil(job.seconds / share - 0.1), job.seconds / SHORTEST_SECONDS))
    if times is None or count < 2 or job.options.format not in IN_SECTIONS:
        return [job]
    starts = [float(section["start_seconds"]) for section in times.sections]
    cuts = sorted({_nearest(starts, job.seconds * number / count) for number in range(1, count)})
    edges: Sequence[int | None] = [0, *(cut for cut in cuts if cut), None]
    ends = [*starts, job.seconds]
    return [
        replace(job, first=first, end=end, seconds=ends[-1 if end is None else end] - ends[first])
        for first, end in pairwise(edges)
        if first is not None
    ]


def _nearest(starts: Sequence[float], seconds: float) -> int:
    return min(range(len(starts)), key=lambda number: abs(starts[number] - seconds))

"""What there is to draw as jobs: whole scenes, or some sections of one."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scenes.render.dependencies import checksum
from scenes.render.outputs import record_of
from scenes.render.timetable import read_timetable

if TYPE_CHECKING:
    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings

UNKNOWN_SECONDS = 30.0
UNKNOWN_EFFORT = 24.0
"""Taken for a scene that is not in the timetable."""


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
    effort
        What drawing it takes beside other jobs, as far as the timetable knows.
    """

    scene: str
    settings: Settings
    options: RenderOptions
    key: str
    first: int = 0
    end: int | None = None
    seconds: float = UNKNOWN_SECONDS
    effort: float = UNKNOWN_EFFORT

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
    key = checksum([described.encode()])[:16]
    job = Job(scene, settings, options, key)
    return job if times is None else replace(job, seconds=times.seconds, effort=times.effort)

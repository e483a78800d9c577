"""Jobs, each a scene or some of its sections; how one is done and its scene published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scenes.render.outputs import render_inputs
from scenes.render.timetable import read_timetable

if TYPE_CHECKING:
    from scenes.render.outputs import RenderInputs
    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings

UNKNOWN_SECONDS = 30.0
UNKNOWN_COST = 24.0
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
    inputs
        What the video depended on when the job was made.
    first, end
        Numbers of the sections: from `first` on, up to and without `end`; None is the last.
    seconds
        Film time that will have to be drawn, as far as the timetable knows.
    cost
        Processor seconds that drawing it takes, as far as the timetable knows.
    """

    scene: str
    settings: Settings
    options: RenderOptions
    inputs: RenderInputs
    first: int = 0
    end: int | None = None
    seconds: float = UNKNOWN_SECONDS
    cost: float = UNKNOWN_COST

    @property
    def key(self) -> str:
        """The same for jobs whose sections fit together."""
        return self.inputs.key

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
    times = read_timetable().get(scene)
    job = Job(scene, settings, options, render_inputs(scene, settings, options))
    return job if times is None else replace(job, seconds=times.seconds, cost=times.cost)

"""Jobs, each a scene or some of its sections; how one is done and its scene published."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scenes.render.outputs import render_inputs
from scenes.render.staging import Staging, drawing_of, is_there, lock, remove_staged
from scenes.render.timetable import read_timetable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scenes.render.outputs import RenderInputs
    from scenes.render.staging import Drawing
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

    def run(self, scratch: Path, progress: Callable[[float], None] | None = None) -> None:
        """Do it, in a worker: see `run_job`."""
        run_job(self, scratch, progress)

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


def run_job(job: Job, scratch: Path, progress: Callable[[float], None] | None = None) -> None:
    """Draw what is missing, keep it, and publish the scene when all of it is there.

    Parameters
    ----------
    job
        Which sections of which scene.
    scratch
        A folder for this process alone, on the file system of the output folder.
    progress
        Called with the seconds of film that are drawn so far.

    Raises
    ------
    NeuroscenesError
        For an input or a model that can't be read, or a video that came out broken.
    """
    with lock(job.options, f"{job.name}-{job.key}"):
        if is_there(job):  # another process has done it
            return
        if Staging(job).has(job):
            finish(job, scratch)
        else:
            _draw(job, scratch, progress)


def finish(job: Job, scratch: Path, drawing: Drawing | None = None) -> None:
    """Keep what was drawn, unless it is kept already, and publish the scene if it is whole.

    Raises
    ------
    BrokenVideoError
        When the video does not decode.
    """
    with lock(job.options, job.scene):
        staging = Staging(job)
        # What changed while it was drawn is drawn again: nobody knows what of it was seen.
        if render_inputs(job.scene, job.settings, job.options) != job.inputs:
            remove_staged(job.scene, job.options)
            return
        if drawing is not None:
            staging.keep(drawing)
        if staging.is_whole():
            staging.publish(scratch / f"{job.scene}-whole")


def _draw(job: Job, scratch: Path, progress: Callable[[float], None] | None) -> None:
    from scenes.render.manim_session import draw_scene  # manim comes along

    folder = scratch / job.name
    try:
        drawn = draw_scene(
            job.scene, job.settings, job.options, folder, only=job.sections, tell=progress
        )
        finish(job, scratch, drawing_of(drawn, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)

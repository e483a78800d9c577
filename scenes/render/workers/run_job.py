"""Doing one job: draw what is missing, keep it, and publish the scene when all of it is there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from scenes.render.staging import Staging, drawing_of, is_there, lock
from scenes.render.workers.jobs import scene_job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scenes.render.staging import Drawing
    from scenes.render.workers.jobs import Job


def run_job(job: Job, scratch: Path, tell: Callable[[float], None] | None = None) -> None:
    """Do a job; what another process did in the meantime is not done again.

    Parameters
    ----------
    job
        Which sections of which scene.
    scratch
        A folder for this process alone, on the file system of the output folder.
    tell
        Told how many seconds of film are drawn so far.

    Raises
    ------
    NeuroscenesError
        For an input or a model that can't be read, or a video that came out broken.
    """
    with lock(job.options, f"{job.name}-{job.key}"):
        if is_there(job.scene, job.settings, job.options):
            return
        if Staging(job).has(job):
            finish(job, scratch)
        else:
            _draw(job, scratch, tell)


def finish(job: Job, scratch: Path, drawing: Drawing | None = None) -> None:
    """Keep what was drawn, and publish its scene if all of it is there.

    Parameters
    ----------
    job
        What was to be drawn.
    scratch
        A folder for this process alone, on the file system of the output folder.
    drawing
        What was drawn; None when it is kept already.

    Raises
    ------
    BrokenVideoError
        When the video does not decode.
    """
    with lock(job.options, job.scene):
        staging = Staging(job)
        # What changed while it was drawn is drawn again: nobody knows what of it was seen.
        if scene_job(job.scene, job.settings, job.options).key != job.key:
            staging.remove()
            return
        if drawing is not None:
            staging.keep(drawing)
        if staging.is_whole():
            staging.publish(scratch / f"{job.scene}-whole")


def _draw(job: Job, scratch: Path, tell: Callable[[float], None] | None) -> None:
    from scenes.render.manim_session import draw_scene  # manim comes along

    folder = scratch / job.name
    try:
        drawn = draw_scene(
            job.scene, job.settings, job.options, folder, only=job.sections, tell=tell
        )
        finish(job, scratch, drawing_of(drawn, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)

"""Doing one job of drawing: what is missing is drawn, kept, and published when all is there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from scenes.render.manim_session import draw_scene
from scenes.render.outputs import render_inputs
from scenes.render.staging import Staging, drawing_of, is_there, lock, remove_staged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scenes.render.staging import Drawing

from scenes.render.workers.jobs import Job


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
    folder = scratch / job.name
    try:
        drawn = draw_scene(
            job.scene, job.settings, job.options, folder, only=job.sections, tell=progress
        )
        finish(job, scratch, drawing_of(drawn, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)

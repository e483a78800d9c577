"""Doing one job: draw what is missing, keep it, and publish the scene when all of it is there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from scenes.engine.outputs import files_named, is_published, record_of
from scenes.engine.staging import Staging, drawing_of, lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scenes.engine.jobs import Job


def do(job: Job, scratch: Path, tell: Callable[[float], None] | None = None) -> None:
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
    with lock(job.options, f"{job.scene}-{job.key}-{job.name}"):
        if _is_done(job):
            return
        staging = Staging(job)
        if not staging.has(job):
            draw(job, staging, scratch, tell)
    finish(job, scratch)


def draw(
    job: Job, staging: Staging, scratch: Path, tell: Callable[[float], None] | None = None
) -> None:
    """Draw the sections of a job and stage them."""
    from scenes.rendering import draw_scene  # manim comes along

    folder = scratch / job.name
    try:
        drawn = draw_scene(
            job.scene, job.settings, job.options, folder, only=job.sections, tell=tell
        )
        staging.keep(drawing_of(drawn, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def finish(job: Job, scratch: Path) -> None:
    """Publish the scene of a job if all of its sections are staged."""
    with lock(job.options, f"{job.scene}-{job.key}"):
        staging = Staging(job)
        if staging.is_whole():
            staging.publish(scratch / f"{job.scene}-whole")


def _is_done(job: Job) -> bool:
    wanted = record_of(job.scene, job.settings, job.options)
    return is_published(files_named(job.scene, job.options), wanted)

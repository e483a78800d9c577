"""The command that makes courses for learning platforms: `course`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from scenes.cli.options import (
    burn_captions_option,
    output_option,
    quality_option,
    with_settings,
    with_sounds,
)
from scenes.cli.program import examples
from scenes.cli.progress import steps
from scenes.cli.scene_names import with_scenes
from scenes.cli.workers import report, shown, with_workers
from scenes.editions.clips.publication import Publication
from scenes.subject.render_options import RenderOptions

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.render.running import Workers
    from scenes.subject.settings import Settings


@click.command(
    "course",
    epilog=examples(
        "neuroscenes course TheWeightedSum Bias",
        "neuroscenes course --all --digit 7 --language de -q m",
    ),
)
@with_scenes()
@with_workers
@with_settings
@with_sounds
@quality_option
@burn_captions_option
@click.option("--force", is_flag=True, help="Render and cut again what is there already.")
@output_option
def course_command(
    *,
    names: list[str],
    settings: Settings,
    quality: str,
    burn_captions: bool,
    force: bool,
    output: Path,
    workers: Workers,
) -> int:
    """Scenes as zips for learning platforms (SCORM 1.2): part by part, with questions.

    SCENE is a name that `neuroscenes list` shows.
    """
    publication = Publication(
        settings=settings,
        options=RenderOptions(
            quality=quality, burn_captions=burn_captions, output=output, force=force
        ),
        formats=("mp4",),
    )
    output.mkdir(parents=True, exist_ok=True)  # or refused before the work begins
    from scenes.editions.courses.course import write_course
    from scenes.render.running import render

    outcome = render(names, settings, publication.options, workers, listen=shown)
    if code := report(outcome):
        return code
    for name in steps("packing", list(outcome.files)):
        click.echo(write_course(outcome.files[name], publication))
    return 0

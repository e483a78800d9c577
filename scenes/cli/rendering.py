"""Commands that make video: `render`, `film`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from scenes.cli.options import with_render_options, with_settings
from scenes.cli.program import examples
from scenes.cli.scene_names import with_scenes
from scenes.cli.workers import report, shown, with_workers

if TYPE_CHECKING:
    from scenes.render.running import Workers
    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings


@click.command(
    "render",
    epilog=examples(
        "neuroscenes render ForwardPass TheWeightedSum -q l",
        "neuroscenes render WeightsOfOneNeuron --image my-seven.jpg",
    ),
)
@with_scenes()
@with_workers
@with_settings
@with_render_options
def render_command(
    *,
    names: list[str],
    settings: Settings,
    options: RenderOptions,
    workers: Workers,
) -> int:
    """Render scenes as video, each with captions, a poster and a record beside it.

    SCENE is a name that `neuroscenes list` shows.
    """
    from scenes.render.running import render

    outcome = render(names, settings, options, workers, listen=shown)
    for files in outcome.files.values():
        click.echo(files.video)
    return report(outcome)


@click.command(
    "film", epilog=examples("neuroscenes film", "neuroscenes film -q m --digit 7 --language de")
)
@with_workers
@with_settings
@with_render_options
def film_command(*, settings: Settings, options: RenderOptions, workers: Workers) -> int:
    """All scenes, in order, as one video with chapters and captions."""
    from scenes.editions.film import ALL_SCENES, check_format, film_files, joined
    from scenes.render.running import REMOVED_AGAIN, ROUNDS, render

    check_format(options)
    for _ in range(ROUNDS):
        outcome = render(ALL_SCENES, settings, options, workers, listen=shown)
        code = report(outcome)
        if code != 0:
            return code
        inputs = {name: job.inputs for name, job in outcome.jobs.items()}
        if joined(outcome.files, inputs, options):
            click.echo(film_files(options).video)
            return 0
        options = replace(options, force=False)  # once is enough
    click.echo(f"neuroscenes: film: {REMOVED_AGAIN}", err=True)
    return 1

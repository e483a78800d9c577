"""Commands that make video: `render`, `film`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from network.errors import OptionError
from scenes.catalog import CATALOG, entry
from scenes.cli.options import with_render_options, with_settings
from scenes.cli.workers import report, shown, with_workers

if TYPE_CHECKING:
    from scenes.render.running import Workers
    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings


@click.command("render")
@click.argument("scene", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every scene.")
@with_workers
@with_settings
@with_render_options
def render_command(
    *,
    scene: tuple[str, ...],
    every: bool,
    settings: Settings,
    options: RenderOptions,
    workers: Workers,
) -> int:
    """Render scenes as video, each with captions, a poster and a record beside it."""
    if every == bool(scene):
        raise OptionError("render: expected names of scenes, or --all")
    names = [entry(name).name for name in scene or [s.name for s in CATALOG]]
    from scenes.render.running import render

    outcome = render(list(dict.fromkeys(names)), settings, options, workers, listen=shown)
    for files in outcome.files.values():
        click.echo(files.video)
    return report(outcome)


@click.command("film")
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

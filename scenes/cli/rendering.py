"""Commands that make video: `render`, `film`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from network.errors import OptionError
from scenes.catalog import CATALOG, PARTS, entry
from scenes.cli.options import with_render_options, with_settings
from scenes.cli.progress import steps

if TYPE_CHECKING:
    from scenes.render_options import RenderOptions
    from scenes.settings import Settings


@click.command("render")
@click.argument("scene", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every scene.")
@with_settings
@with_render_options
def render_command(
    *, scene: tuple[str, ...], every: bool, settings: Settings, options: RenderOptions
) -> None:
    """Render scenes as video, each with captions, a poster and a record beside it."""
    if every == bool(scene):
        raise OptionError("render: expected names of scenes, or --all")
    names = [entry(name).name for name in scene or [s.name for s in CATALOG]]
    from scenes.film import rendered

    for name in steps("rendering", names):
        click.echo(rendered(name, settings, options).video)


@click.command("film")
@with_settings
@with_render_options
def film_command(*, settings: Settings, options: RenderOptions) -> None:
    """All scenes, in order, as one video with chapters and captions."""
    from scenes.film import make_film

    film = make_film(settings, options, steps("rendering", [part.name for part in PARTS]))
    click.echo(film.video)

"""The command that makes clips and a page out of scenes: `publish`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from scenes.catalog import CATALOG, entry
from scenes.cli.options import names_of, output_option, quality_option, with_settings
from scenes.cli.progress import steps
from scenes.publishing.publication import VIDEO_FORMATS, Publication
from scenes.render_options import RenderOptions

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.settings import Settings


@click.command("publish")
@click.argument("scene", nargs=-1)
@with_settings
@quality_option
@click.option(
    "--formats",
    callback=names_of,
    default=",".join(VIDEO_FORMATS),
    show_default=True,
    metavar="FORMAT,...",
    help="Of the clips.",
)
@click.option("--transparent", is_flag=True, help="Clips without the stage too: webm, mov.")
@click.option("--base-url", default="", metavar="URL", help="Where the page will stand.")
@click.option("--force", is_flag=True, help="Render and cut again what is there already.")
@output_option
def publish_command(
    *,
    scene: tuple[str, ...],
    settings: Settings,
    quality: str,
    formats: tuple[str, ...],
    transparent: bool,
    base_url: str,
    force: bool,
    output: Path,
) -> None:
    """Every section of the scenes as a clip, and a page that shows them; without names all."""
    names = [entry(name).name for name in dict.fromkeys(scene)] or [s.name for s in CATALOG]
    publication = Publication(
        settings=settings,
        options=RenderOptions(quality=quality, output=output, force=force),
        formats=formats,
        transparent=transparent,
        base_url=base_url,
    )
    output.mkdir(parents=True, exist_ok=True)
    from scenes.publishing.publish import publish

    published = publish(steps("publishing", names), publication)
    click.echo(published.clip_list)
    click.echo(published.index)

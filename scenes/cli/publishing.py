"""The command that makes clips and a page out of scenes: `publish`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from scenes.cli.options import (
    burn_captions_option,
    names_of,
    output_option,
    quality_option,
    with_settings,
    with_sounds,
)
from scenes.cli.program import examples
from scenes.cli.progress import steps
from scenes.cli.scene_names import with_scenes
from scenes.cli.workers import cores, report, shown, with_workers
from scenes.editions.clips.publication import Publication
from scenes.media.formats import clip_kinds
from scenes.subject.render_options import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scenes.editions.site.site import WrittenSite
    from scenes.render.running import Workers
    from scenes.subject.settings import Settings


@click.command(
    "publish",
    epilog=examples(
        "neuroscenes publish",
        "neuroscenes publish ForwardPass -q m --base-url https://example.org/course/",
    ),
)
@with_scenes(or_all=True)
@with_workers
@with_settings
@with_sounds
@quality_option
@click.option(
    "--formats",
    callback=names_of,
    default=",".join(clip_kinds()),
    show_default=True,
    metavar="FORMAT,...",
    help="Of the clips.",
)
@click.option("--transparent", is_flag=True, help="Clips without the stage too: webm, mov.")
@burn_captions_option
@click.option("--base-url", default="", metavar="URL", help="Where the page will stand.")
@click.option(
    "--prune",
    is_flag=True,
    help="Remove what was published before and isn't named now; without it the page keeps it.",
)
@click.option("--force", is_flag=True, help="Render and cut again what is there already.")
@output_option
def publish_command(
    *,
    names: list[str],
    settings: Settings,
    quality: str,
    formats: tuple[str, ...],
    transparent: bool,
    burn_captions: bool,
    base_url: str,
    prune: bool,
    force: bool,
    output: Path,
    workers: Workers,
) -> int:
    """Every section of the scenes as a clip, and a page that shows them; without names all.

    SCENE is a name that `neuroscenes list` shows. A page that is there already keeps the scenes
    that it has.
    """
    publication = Publication(
        settings=settings,
        options=RenderOptions(
            quality=quality, burn_captions=burn_captions, output=output, force=force
        ),
        formats=formats,
        transparent=transparent,
        base_url=base_url,
        prune=prune,
    )
    from scenes.editions.site.publish import publish
    from scenes.render.running import render

    found = []
    for options in (publication.options, *([publication.without_stage] if transparent else [])):
        options.output.mkdir(parents=True, exist_ok=True)
        outcome = render(names, settings, options, workers, listen=shown)
        if code := report(outcome):
            return code
        found.append(outcome.files)
    published = publish(
        steps("publishing", list(found[0])),
        found[0],
        publication,
        *found[1:],
        processes=min(workers.count, cores()),
    )
    for line in what_became_of_the_rest(published.site):
        click.echo(line, err=True)
    click.echo(published.clip_list)
    click.echo(published.site.index)
    return 0


def what_became_of_the_rest(site: WrittenSite) -> Iterator[str]:
    """A line for each thing that was published before, and not now."""
    if site.kept:
        yield f"kept {', '.join(site.kept)}, published before; --prune removes what isn't named"
    for name in site.incomplete:
        yield f"left out {name}: files of its clips are missing; publish it again"
    yield from (f"removed {name} and its clips" for name in site.pruned_scenes)
    for file in site.pruned:
        if not set(PurePosixPath(file).with_suffix("").parts) & set(site.pruned_scenes):
            yield f"removed {file}"

"""The command that makes decks: `slides`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from network.errors import OptionError
from scenes.cli.options import names_of, with_render_options, with_settings
from scenes.cli.program import examples
from scenes.cli.scene_names import with_scenes
from scenes.cli.workers import report, shown, with_workers

if TYPE_CHECKING:
    from scenes.render.running import Workers
    from scenes.subject.render_options import RenderOptions
    from scenes.subject.settings import Settings

DECKS = ("reveal", "pptx")
FOLDER = "slides"
"""Of the reveal.js deck, in the output folder; also the name of the PowerPoint file."""


@click.command(
    "slides",
    epilog=examples(
        "neuroscenes slides ForwardPass TheWeightedSum",
        "neuroscenes slides --all --deck reveal,pptx -q m",
    ),
)
@with_scenes()
@click.option(
    "--deck",
    callback=names_of,
    default="reveal",
    show_default=True,
    metavar="NAME,...",
    help="reveal, a folder for any browser; pptx, a PowerPoint file; or both.",
)
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Where a published site stands, to whose playground slides lead"
    " [default: pages are written beside the deck].",
)
@with_workers
@with_settings
@with_render_options
def slides_command(
    *,
    names: list[str],
    deck: tuple[str, ...],
    base_url: str,
    settings: Settings,
    options: RenderOptions,
    workers: Workers,
) -> int:
    """Slides of scenes: one a section, which plays its clip and waits for a key.

    After a scene whose idea has a page in the playground a slide leads there.

    SCENE is a name that `neuroscenes list` shows.
    """
    unknown = [name for name in deck if name not in DECKS]
    if unknown or not deck:
        raise OptionError(f"--deck: expected {' or '.join(DECKS)}, got {', '.join(unknown)!r}")
    if options.format != "mp4":
        raise OptionError(f"slides: expected --format mp4, got {options.format}")
    from scenes.editions.clips.publication import site_address
    from scenes.editions.slides.powerpoint import powerpoint
    from scenes.editions.slides.reveal import reveal_deck
    from scenes.playground.pages import FOLDER as PLAYGROUND
    from scenes.playground.pages import pages_for
    from scenes.playground.writing import write_playground
    from scenes.render.running import render

    site = site_address(base_url)
    outcome = render(names, settings, options, workers, listen=shown)
    code = report(outcome)
    if code != 0:
        return code
    scenes = list(outcome.files.values())
    if not site and any(map(pages_for, names)):
        write_playground(options.output / FOLDER / PLAYGROUND, settings)
    pages = f"{site}{PLAYGROUND}/"
    if "reveal" in deck:
        click.echo(reveal_deck(scenes, options.output / FOLDER, pages))
    if "pptx" in deck:
        beside = pages if site else f"{FOLDER}/{pages}"
        click.echo(powerpoint(scenes, options.output / f"{FOLDER}.pptx", beside))
    return code

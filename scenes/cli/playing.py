"""The command that writes the playground: `play`."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING, Any

import click

from scenes.cli.options import (
    ANY_PATH,
    decorated,
    language_option,
    model_options,
    palette_option,
    settings_of,
)
from scenes.cli.program import examples
from scenes.cli.serving import is_wanted, open_option
from scenes.subject.render_options import RENDERS

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "play",
    epilog=examples(
        "neuroscenes play",
        "neuroscenes play --model my.safetensors --language de --output lesson",
    ),
)
@open_option
@click.option(
    "--output",
    type=ANY_PATH,
    default=RENDERS / "site" / "play",
    help="Folder for the pages [default: renders/site/play].",
)
@decorated((*model_options, palette_option, language_option))
def play_command(*, opens: bool | None, output: Path, **chosen: Any) -> None:
    """Pages on which a network is drawn for, looked into and changed; they need no server.

    Each is one file that opens from a disk, works without a network, and can be embedded.
    """
    from scenes.playground.writing import surroundings_of, write_playground

    index = write_playground(output, settings_of(**chosen), surroundings_of(output))
    click.echo(index)
    if is_wanted(opens):
        webbrowser.open(index.resolve().as_uri())

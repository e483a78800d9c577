"""The command that writes what is to be read aloud, and records it: `narrate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from network.atomic_write import atomic_write_text
from network.errors import OptionError
from scenes.catalog import PARTS, are_all
from scenes.cli.options import output_option, with_settings
from scenes.cli.program import examples
from scenes.cli.progress import steps
from scenes.cli.scene_names import rehearsed, with_scenes
from scenes.cli.serving import check_extra, open_option, port_option, serve_until_ctrl_c

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scenes.editions.script import ScriptLine
    from scenes.subject.settings import Settings

FOLDER = "narration"
"""In the output folder."""
DEFAULT_PORT = 8790


@click.command(
    "narrate",
    epilog=examples(
        "neuroscenes narrate --record",
        "neuroscenes narrate Bias --digit 7 --language de",
    ),
)
@with_scenes(or_all=True)
@click.option("--record", is_flag=True, help="Serve a page to read from, which records.")
@port_option(DEFAULT_PORT)
@open_option
@with_settings
@output_option
def narrate_command(
    *,
    names: list[str],
    record: bool,
    port: int,
    opens: bool | None,
    settings: Settings,
    output: Path,
) -> None:
    """The script to read aloud, as text and as a table (CSV); without names of all scenes.

    SCENE is a name that `neuroscenes list` shows. Numbers are those of this digit and this network,
    in words. With --record a page shows line after line, and records what you read: it is served on
    this machine alone, and nothing leaves it.
    """
    from scenes.editions.script import as_csv, as_text, script_lines
    from scenes.narrate.takes import other_words, script_beside
    from scenes.sound.recordings import SCRIPT

    if record:
        check_extra("narrate --record")
    parts = [part.name for part in PARTS] if are_all(names) else names  # a film reads its titles
    script = [
        line
        for rehearsal in rehearsed(steps("rehearsing", parts), settings)
        for line in script_lines(rehearsal.scene, rehearsal.lines)
    ]
    folder = output / FOLDER
    others = other_words(folder, script)
    if others and not record:
        raise OptionError(
            f"{folder}: holds recordings of other words, such as {others[0]}; choose another folder"
            " with --output, or record them anew with --record"
        )
    for name, text in (
        ("script.txt", as_text(script)),
        (SCRIPT, as_csv(script_beside(folder, script))),
    ):
        atomic_write_text(folder / name, text)
        click.echo(folder / name)
    if record:
        _record(settings, folder, script, names, port=port, opens=opens)


def _record(
    settings: Settings,
    folder: Path,
    script: Sequence[ScriptLine],
    names: Sequence[str],
    *,
    port: int,
    opens: bool | None,
) -> None:
    from scenes.narrate.app import HOST, make_app
    from scenes.narrate.takes import Takes
    from scenes.serving.server import PageServer

    takes = Takes(folder, script)
    serve_until_ctrl_c(
        "Read aloud",
        HOST,
        port,
        opens,
        lambda listening, token, tell: PageServer(
            make_app(settings, takes, names, token), tell
        ).run(sockets=[listening]),
    )

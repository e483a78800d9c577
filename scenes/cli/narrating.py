"""The command that writes what is to be read aloud: `narrate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from network.atomic_write import atomic_write_text
from scenes.cli.options import output_option, with_settings
from scenes.cli.program import examples
from scenes.cli.progress import steps
from scenes.cli.scene_names import rehearsed, with_scenes

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.subject.settings import Settings

FOLDER = "narration"
"""In the output folder."""


@click.command(
    "narrate",
    epilog=examples("neuroscenes narrate", "neuroscenes narrate Bias --digit 3 --language de"),
)
@with_scenes(or_all=True)
@with_settings
@output_option
def narrate_command(*, names: list[str], settings: Settings, output: Path) -> None:
    """The script to read aloud, as text and as a table (CSV); without names of all scenes.

    SCENE is a name that `neuroscenes list` shows. Numbers are those of this digit and this network,
    in words.
    """
    from scenes.editions.script import as_csv, as_text, script_lines

    script = [
        line
        for rehearsal in rehearsed(steps("rehearsing", names), settings)
        for line in script_lines(rehearsal.scene, rehearsal.lines)
    ]
    folder = output / FOLDER
    for name, text in (("script.txt", as_text(script)), ("script.csv", as_csv(script))):
        atomic_write_text(folder / name, text)
        click.echo(folder / name)

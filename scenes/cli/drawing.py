"""The command that lets visitors draw: `draw`."""

from __future__ import annotations

import importlib.util
import sys
import webbrowser
from typing import TYPE_CHECKING, Any

import click

from network.errors import OptionError
from network.installation import adding
from scenes.cli.options import (
    ANY_PATH,
    decorated,
    language_option,
    mnist_dir_option,
    model_options,
    palette_option,
    settings_of,
    with_sounds,
)
from scenes.cli.program import examples
from scenes.subject.render_options import RENDERS

if TYPE_CHECKING:
    from pathlib import Path

EXTRA = ("starlette", "uvicorn")
"""Modules of the optional extra `draw`."""
DEFAULT_PORT = 8770
DRAWN = RENDERS / "drawn"


@click.command(
    "draw",
    epilog=examples(
        "neuroscenes draw",
        "neuroscenes draw --model my.safetensors --port 9000",
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=DEFAULT_PORT,
    show_default=True,
    help="This one or the next that is free; 0 for any.",
)
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Whether a browser opens [default: on a terminal].",
)
@click.option(
    "--jobs-at-once",
    type=click.IntRange(1, 16),
    default=1,
    show_default=True,
    help="Clips that are rendered at a time.",
)
@click.option(
    "--output", type=ANY_PATH, default=DRAWN, help="Folder for the clips [default: renders/drawn]."
)
@decorated((*model_options, palette_option, mnist_dir_option, language_option))
@with_sounds
def draw_command(
    *,
    host: str,
    port: int,
    opens: bool | None,
    jobs_at_once: int,
    output: Path,
    **chosen: Any,
) -> None:
    """Serve a page on which a digit is drawn, read, and filmed; Ctrl-C ends it."""
    missing = [name for name in EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise OptionError(f"draw: {' and '.join(missing)} missing: {adding(*EXTRA)}")
    from scenes.draw.server import serve
    from scenes.serving.server import open_socket, url_of

    settings = settings_of(**chosen)
    output.mkdir(parents=True, exist_ok=True)  # or refused before the work begins
    with open_socket(host, port) as listening:
        url = url_of(listening)

        def tell() -> None:
            click.echo(f"Draw a digit: {url}   (Ctrl-C ends)")
            if sys.stdout.isatty() if opens is None else opens:
                webbrowser.open(url)

        try:
            serve(
                settings,
                listening=listening,
                host=host,
                output=output.resolve(),
                at_once=jobs_at_once,
                when_ready=tell,
            )
        except KeyboardInterrupt:  # the way to end it, and everything has ended by now
            click.echo("Stopped.")

"""The command that lets visitors draw: `draw`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from network.temporary_folders import temporary_folder
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
from scenes.cli.serving import check_extra, open_option, port_option, serve_until_ctrl_c
from scenes.subject.render_options import RENDERS

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_PORT = 8770
DRAWN = RENDERS / "drawn"


@click.command(
    "draw",
    epilog=examples(
        "neuroscenes draw",
        "neuroscenes draw --model my.safetensors --port 9000",
    ),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to serve on; the page has a token where other machines reach it.",
)
@port_option(DEFAULT_PORT)
@open_option
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
    check_extra("draw")
    from scenes.draw.server import serve

    settings = settings_of(**chosen)
    output.mkdir(parents=True, exist_ok=True)
    with temporary_folder(output):  # or refused before the work begins; it sweeps what died there
        pass
    serve_until_ctrl_c(
        "Draw a digit",
        host,
        port,
        opens,
        lambda listening, token, tell: serve(
            settings,
            listening=listening,
            host=host,
            token=token,
            output=output.resolve(),
            at_once=jobs_at_once,
            when_ready=tell,
        ),
    )

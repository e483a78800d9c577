"""What the commands share that serve a page: options, what they need, and how they serve."""

from __future__ import annotations

import importlib.util
import sys
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from network.errors import OptionError
from network.installation import adding

if TYPE_CHECKING:
    import socket

Function = TypeVar("Function", bound=Callable[..., Any])

EXTRA = ("starlette", "uvicorn")
"""Modules of the optional extra `draw`."""


def port_option(default: int) -> Callable[[Function], Function]:
    """The option that names a port."""
    return click.option(
        "--port",
        type=click.IntRange(0, 65_535),
        default=default,
        show_default=True,
        help="This one or the next that is free; 0 for any.",
    )


open_option = click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Whether a browser opens [default: on a terminal].",
)


def is_wanted(opens: bool | None) -> bool:
    """Whether a browser opens: where nobody said, on a terminal."""
    return sys.stdout.isatty() if opens is None else opens


def check_extra(command: str) -> None:
    """Refuse a command on a machine without the extra.

    Raises
    ------
    OptionError
        When something is missing.
    """
    missing = [name for name in EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise OptionError(f"{command}: {' and '.join(missing)} missing: {adding(*EXTRA)}")


def serve_until_ctrl_c(
    what: str,
    host: str,
    port: int,
    opens: bool | None,
    serve: Callable[[socket.socket, str | None, Callable[[], None]], None],
) -> None:
    """Tell the address of a page, open it in a browser if that is wanted, and serve it.

    Parameters
    ----------
    opens
        Whether a browser opens; None: only where somebody sits before a terminal.
    serve
        Serves on a socket those who know a token, if there is one, and calls what it is given as
        soon as the page can be opened.
    """
    from scenes.serving.server import open_socket, url_of
    from scenes.serving.token import token_for, with_token

    with open_socket(host, port) as listening:
        url, token = url_of(listening), token_for(listening)

        def tell() -> None:
            click.echo(f"{what}: {with_token(url, token)}   (Ctrl-C ends)")
            if is_wanted(opens):
                webbrowser.open(url)  # everybody on this machine can read what a browser is told

        try:
            serve(listening, token, tell)
        except KeyboardInterrupt:  # the way to end it, and everything is saved by now
            click.echo("Stopped.")

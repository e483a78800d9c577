"""What the commands share that serve a page: options, and the check for what they need."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any, TypeVar

import click

from network.errors import OptionError
from network.installation import adding

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

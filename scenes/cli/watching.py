"""Drawing anew whenever the code changes, in a process that keeps what it has loaded."""

from __future__ import annotations

import os
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

import network
import scenes
from network.errors import NeuroscenesError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PACKAGES = tuple(Path(package.__path__[0]) for package in (network, scenes))
LOADED_ANEW = "scenes.chapters."
"""Modules that are loaded anew; a change of any other that is in use starts the program anew."""
LOOK_SECONDS = 0.02
"""From one look at the files to the next."""


def draw_again(draw: Callable[[], None], folders: Sequence[Path] = PACKAGES) -> None:
    """Draw now and after each change of a Python file in these folders, until interrupted.

    An error in the code that is drawn is shown, and the next change awaited.
    """
    # Two changes of one second and one size would look the same to Python's cache.
    sys.dont_write_bytecode = True
    while True:
        before = _states(folders)
        try:
            draw()
        except NeuroscenesError as error:
            click.echo(error, err=True)
        except Exception:  # noqa: BLE001 - whatever half a change raises
            traceback.print_exc()
        _load_anew(_changed_since(before, folders))


def _states(folders: Sequence[Path]) -> dict[str, tuple[int, int]]:
    # Looked at, not told by the system: that is silent in some containers and mounted folders.
    found = {}
    for folder in folders:
        for path in folder.rglob("*.py"):
            with suppress(FileNotFoundError):  # an editor's own, gone again
                state = path.stat()
                found[str(path)] = state.st_mtime_ns, state.st_size
    return found


def _changed_since(before: dict[str, tuple[int, int]], folders: Sequence[Path]) -> set[str]:
    # Editors write in several steps: they are over when two looks see the same.
    last, now = before, _states(folders)
    while now == before or now != last:
        time.sleep(LOOK_SECONDS)
        last, now = now, _states(folders)
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def _load_anew(changed: set[str]) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(LOADED_ANEW):
            del sys.modules[name]
        elif getattr(module, "__file__", None) in changed:
            sys.stdout.flush()
            os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - this program, as it was called

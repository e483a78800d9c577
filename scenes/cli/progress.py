"""How far long work has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def steps(verb: str, names: Sequence[str]) -> Iterator[str]:
    """The names one by one, each announced on stderr before it is handed out."""
    console = Console(stderr=True)
    if not console.is_terminal:
        for number, name in enumerate(names, 1):
            click.echo(f"{verb} {name} ({number} of {len(names)})", err=True)
            yield name
        return
    with step_bar(console) as bar:
        task = bar.add_task(verb, total=len(names))
        for name in names:
            bar.update(task, description=f"{verb} {name}")
            yield name
            bar.advance(task)


def step_bar(console: Console) -> Progress:
    """A bar that counts steps and time."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )

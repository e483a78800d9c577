"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


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


@contextmanager
def measuring(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show the progress of a measurement: in the bar that runs or a new one, in lines elsewhere."""
    from scenes.subject.record_progress import print_progress

    console = Console(stderr=True)
    if not console.is_terminal:
        with print_progress(name) as tell:
            yield tell
    elif _running:
        with _task(_running[-1], name) as tell:
            yield tell
    else:
        with step_bar(console) as bar, _task(bar, name) as tell:
            yield tell


@contextmanager
def _task(bar: Progress, name: str) -> Iterator[Callable[[int, int], None]]:
    task = bar.add_task(f"measuring {name}", total=None)
    try:
        yield lambda done, total: bar.update(task, completed=done, total=total)
    finally:
        bar.remove_task(task)


class StepBar(Progress):
    """A bar that counts steps and time, and is known while it runs."""

    def __init__(self, console: Console) -> None:
        super().__init__(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        )

    def start(self) -> None:
        """Show the bar."""
        super().start()
        _running.append(self)

    def stop(self) -> None:
        """Leave the bar as it is."""
        super().stop()
        if self in _running:
            _running.remove(self)


_running: list[StepBar] = []
"""Only one bar can have the terminal: progress within other work goes into the last of these."""


def step_bar(console: Console) -> StepBar:
    """A bar that counts steps and time."""
    return StepBar(console)

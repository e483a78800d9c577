"""The records that scenes show, with word of those that have to be measured first."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from network.measurements import record_lookup

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from network.measurements.context import ProgressCallback
    from network.mlp import MLP

    ProgressReporter = Callable[[str], AbstractContextManager[ProgressCallback]]

LINES = 10
"""How often a long measurement says how far it is, where there is no bar."""


def load_or_measure(
    name: str, model: MLP, *, mnist_dir: str | os.PathLike[str] | None = None
) -> Any:
    """Find the record of this name about a network; where there is none, measure and report it."""
    found = record_lookup.find_record(name, model, mnist_dir=mnist_dir)
    if found is not None:
        return found[0]
    with _reporter.get()(name) as on_progress:
        return record_lookup.load_or_measure(
            name, model, mnist_dir=mnist_dir, on_progress=on_progress
        )


@contextmanager
def print_progress(name: str) -> Iterator[ProgressCallback]:
    """Report a measurement in lines on stderr."""

    def on_progress(done: int, total: int) -> None:
        if done * LINES // total > (done - 1) * LINES // total:
            _write(f"{name}: {done} of {total}")

    _write(f"measuring {name}")
    yield on_progress


@contextmanager
def report_progress_to(reporter: ProgressReporter) -> Iterator[None]:
    """Report measurements to `reporter` instead of to `print_progress`."""
    token = _reporter.set(reporter)
    try:
        yield
    finally:
        _reporter.reset(token)


def _write(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


_reporter: ContextVar[ProgressReporter] = ContextVar("reporter", default=print_progress)

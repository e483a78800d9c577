"""The records that scenes show, with word of those that have to be measured first."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from network.measurements.record_lookup import find_record
from network.measurements.record_lookup import measured as measured_anew

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from network.mlp import MLP

    Steps = Callable[[int, int], None]
    Teller = Callable[[str], AbstractContextManager[Steps]]

LINES = 10
"""How often a long measurement says how far it is, where there is no bar."""


def measured(name: str, model: MLP, *, mnist_dir: str | os.PathLike[str] | None = None) -> Any:
    """Give a record for a network; where there is none, measure it, and tell of that.

    Parameters
    ----------
    name
        A key of `network.measurements.registry.MEASUREMENTS`.
    model
        The network that is shown.
    mnist_dir
        The folder that has MNIST; by default `$MNIST_DIR`, then the user's cache.

    Returns
    -------
    The record, of the measurement's `record_class`.

    Raises
    ------
    NeuroscenesError
        If there is nothing of that name, or a folder is given that does not hold MNIST.
    """
    found = find_record(name, model, mnist_dir=mnist_dir)
    if found is not None:
        return found[0]
    with _teller.get()(name) as steps:
        return measured_anew(name, model, mnist_dir=mnist_dir, tell=steps)


@contextmanager
def plain_lines(name: str) -> Iterator[Steps]:
    """Tell of a measurement in lines on stderr; gives what is to be told of its steps."""

    def tell(done: int, total: int) -> None:
        if done * LINES // total > (done - 1) * LINES // total:
            _write(f"{name}: {done} of {total}")

    _write(f"measuring {name}")
    yield tell


@contextmanager
def told_by(teller: Teller) -> Iterator[None]:
    """Let somebody else tell of measurements; where nobody does, `plain_lines` do."""
    token = _teller.set(teller)
    try:
        yield
    finally:
        _teller.reset(token)


def _write(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


_teller: ContextVar[Teller] = ContextVar("teller", default=plain_lines)

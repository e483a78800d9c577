"""How far a scene has come while it runs, for whoever waits for it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_listener: ContextVar[Callable[[float], None] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(hear: Callable[[float], None]) -> Iterator[None]:
    """Have a function called with the time of every frame, seconds since the scene's start."""
    token = _listener.set(hear)
    try:
        yield
    finally:
        _listener.reset(token)


def tell_frame(seconds: float) -> None:
    """Say that the frame of this time is being made."""
    hear = _listener.get()
    if hear is not None:
        hear(seconds)

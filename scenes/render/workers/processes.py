"""Processes that ignore Ctrl-C and end with the one that started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def block_sigint() -> Iterator[None]:
    """Ctrl-C, which reaches every process of the terminal, is not for those that are started here.

    A signal that is held back, unlike one that is ignored, still reaches this process later.
    """
    resource_tracker.ensure_running()  # lets signals through again when it is started below
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _nothing() -> None:
    pass


def watch_parent(put_away: Callable[[], None] = _nothing) -> None:
    """From now on end when the parent ends, having put away what is left; this returns at once."""
    threading.Thread(target=end_with_parent, args=(put_away,), daemon=True).start()


def end_with_parent(put_away: Callable[[], None] = _nothing) -> None:
    """Wait for the parent's end, put away what is left, and end; without a parent do nothing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        put_away()
        os._exit(1)

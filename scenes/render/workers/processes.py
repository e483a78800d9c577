"""Processes that ignore Ctrl-C and end with the one that started them.

`LocalWorkers` draws and cuts with them. The page to draw on films each clip in a program of its
own instead: a visitor can cancel it, and whatever it hangs in, its group is killed.
"""

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
    """Start processes that never see Ctrl-C, which a terminal sends to all of its processes.

    This process receives it afterwards: the signal is held back, not ignored.
    """
    resource_tracker.ensure_running()  # lets signals through again when it is started below
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _nothing() -> None:
    pass


def watch_parent(clean_up: Callable[[], None] = _nothing) -> None:
    """Clean up and end when the parent ends; this returns at once."""
    threading.Thread(target=end_with_parent, args=(clean_up,), daemon=True).start()


def end_with_parent(clean_up: Callable[[], None] = _nothing) -> None:
    """Wait for the parent's end, clean up, and end; without a parent do nothing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        clean_up()
        os._exit(1)

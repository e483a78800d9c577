"""Ending with the process that started this one, however that ends."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


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

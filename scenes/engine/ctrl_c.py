"""Starting processes that do not hear Ctrl-C: the one that started them ends them."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Ctrl-C, which reaches every process of the terminal, is not for those that are started here.

    A signal that is held back, unlike one that is ignored, still reaches this process later.
    """
    resource_tracker.ensure_running()  # lets signals through again when it is started below
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

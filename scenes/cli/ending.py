"""How the program ends when it is told to: by Ctrl-C, by a signal, by its terminal that closes."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMINATED = 143
AGAIN_SECONDS = 1.0
"""How long after an exception was raised it is looked whether it got lost."""


@contextmanager
def ending_when_told() -> Iterator[None]:
    """Raise what ends the program where it works, so that all tidies up on the way.

    A library may swallow any exception, and some that calls Python from C does: a lost one is
    raised again, unless it is on its way.
    """
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not told to ignore it
        signal.signal(signal.SIGINT, _end)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # `nohup` has it ignored
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _end(number: int, _frame: object) -> NoReturn:
    # Whatever works for this process is ended before it ends itself; impatience must not disturb.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    ending = KeyboardInterrupt() if number == signal.SIGINT else SystemExit(TERMINATED)

    report = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if lost.exc_value is ending else report(lost)

    def raise_again(_number: int, _frame: object) -> None:
        if not _is_on_its_way(ending):
            raise ending

    signal.signal(signal.SIGALRM, raise_again)
    signal.setitimer(signal.ITIMER_REAL, AGAIN_SECONDS, AGAIN_SECONDS)
    raise ending


def _is_on_its_way(ending: BaseException) -> bool:
    """Whether blocks that tidy up are left because of it just now."""
    handled = sys.exception()
    while handled is not None and handled is not ending:
        handled = handled.__context__
    return handled is ending

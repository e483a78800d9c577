"""Dask's parts as they are used here: a client that gives up, a cluster that is nobody else's."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from distributed import Client, Nanny, Scheduler, SpecCluster, Worker
from distributed.security import Security

if TYPE_CHECKING:
    from pathlib import Path


ANSWER_SECONDS = 10
"""How long a scheduler may take to answer."""


class BoundedClient(Client):
    """A client that gives up a scheduler that says nothing; Dask's own would wait forever.

    Raises
    ------
    TimeoutError
        Whenever the scheduler doesn't answer, also while this is made.
    """

    def start(self, **given: Any) -> None:
        """Connect."""
        super().start(callback_timeout=ANSWER_SECONDS, **given)

    def sync(self, *given: Any, **more: Any) -> Any:
        """Ask the scheduler."""
        return super().sync(*given, **{"callback_timeout": ANSWER_SECONDS, **more})


class _WithoutPages:
    """Of a server of Dask: it shows nothing of itself over HTTP, which would ask nobody for a key.

    Dask opens this port also when it is told to have no dashboard.
    """

    def start_http_server(self, *_: Any, **__: Any) -> None:
        """Open no port."""


class OwnScheduler(_WithoutPages, Scheduler):
    """A scheduler without a page."""


class OwnWorker(_WithoutPages, Worker):
    """A worker without a page."""


def own_cluster(count: int, folder: Path) -> SpecCluster:
    """A scheduler in this process, and so many workers in processes of their own.

    All of them speak by TLS, with a key that is made here and never leaves their memory.

    Parameters
    ----------
    folder
        For temporary files, which the caller removes.
    """
    place = {
        "host": "127.0.0.1",
        "protocol": "tls://",
        "security": Security.temporary(),
        "dashboard": False,
        "local_directory": str(folder),
    }
    worker = {
        "cls": Nanny,
        "options": {
            **place,
            "nthreads": 1,
            "worker_class": OwnWorker,
            "memory_limit": None,
            "env": {"TMPDIR": str(folder)},
            "silence_logs": logging.CRITICAL,
        },
    }
    return SpecCluster(
        workers=dict.fromkeys(range(count), worker),
        scheduler={"cls": OwnScheduler, "options": place},
        worker=worker,
        security=place["security"],
        silence_logs=logging.CRITICAL,
    )

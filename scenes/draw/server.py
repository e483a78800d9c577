"""The server of the page to draw on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.draw.app import make_app
from scenes.draw.clip_queue import ClipQueue
from scenes.draw.filming import Filming
from scenes.serving.server import PageServer

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

    from scenes.subject.settings import Settings


def serve(
    settings: Settings,
    *,
    listening: socket.socket,
    host: str,
    token: str | None,
    output: Path,
    at_once: int,
    when_ready: Callable[[], None],
) -> None:
    """Serve the page until the process is told to stop.

    Raises
    ------
    NeuroscenesError
        When the network can't be read, or reads no drawings.
    """
    clip_queue = ClipQueue(Filming(settings), output, at_once)
    app = make_app(settings, clip_queue, host, token)
    PageServer(app, when_ready, clip_queue.close).run(sockets=[listening])

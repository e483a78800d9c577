"""Servers in a thread of this process, so that tests can make their patience short."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@pytest.fixture
def served() -> Iterator[Callable[[ASGIApp], tuple[str, int]]]:
    """Serve an application until the test ends; gives its address."""
    pytest.importorskip("uvicorn", reason="the extra `draw` is not installed")
    from scenes.serving.server import PageServer, open_socket

    running = []

    def serve(app: ASGIApp) -> tuple[str, int]:
        is_ready = threading.Event()
        server, listening = PageServer(app, is_ready.set), open_socket("127.0.0.1", 0)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        assert is_ready.wait(20)
        running.append((server, thread, listening))
        return listening.getsockname()

    yield serve
    for server, thread, listening in running:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture
def connect() -> Iterator[Callable[[tuple[str, int]], socket.socket]]:
    """Connections, closed when the test ends."""
    opened = []

    def connect(address: tuple[str, int]) -> socket.socket:
        opened.append(socket.create_connection(address, timeout=20))
        return opened[-1]

    yield connect
    for each in opened:
        each.close()

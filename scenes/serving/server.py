"""A server on a socket of its own, with an end that leaves nothing running."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import uvicorn

from network.errors import OptionError
from scenes.serving.connections import BoundedConnection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp

TRIED_PORTS = 20
STOP_SECONDS = 10


class PageServer(uvicorn.Server):
    """A server that ends its work before it waits for its connections to end."""

    def __init__(
        self,
        app: ASGIApp,
        when_ready: Callable[[], None],
        end_work: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=BoundedConnection,
                ws="none",
                lifespan="on",
                log_level="error",  # of every bad request it would write a line
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        self._when_ready = when_ready
        self._end_work = end_work

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the work, and with it what pages listen to; then the connections."""
        if self._end_work is not None:
            await self._end_work()
        await super().shutdown(sockets)


def open_socket(host: str, port: int) -> socket.socket:
    """A listening socket on this port, or the next that is free; 0 for any.

    Raises
    ------
    OptionError
        When there is no such address, or none of the ports is free.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise OptionError(f"--host: expected an address of this machine, got {host}") from error
    for tried in range(port, min(port + TRIED_PORTS, 65_536)):
        found = _bound(family, (address[0], tried, *address[2:]))
        if found is not None:
            return found
    raise OptionError(f"--port: expected a free one, got {port}; so are the {TRIED_PORTS} from it")


def _bound(family: int, address: tuple[object, ...]) -> socket.socket | None:
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)
    except OSError as error:
        found.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return None
        raise OptionError(f"--host: {address[0]}: {error.strerror}") from error
    return found


def url_of(listening: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = listening.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - read, not bound
    return f"http://{name}:{port}/"

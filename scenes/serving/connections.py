"""Connections to a page's server: so many, and none that waits for its visitor for long."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 300
"""At a time; whoever comes then is hung up on."""
REQUEST_SECONDS = 10.0
"""How long the head of a request may take to arrive, and what is left of one that is answered."""
STALL_SECONDS = 60.0
"""How long a visitor may read nothing of an answer; a player that is paused asks again."""


class BoundedConnection(H11Protocol):
    """A connection on which the server never waits without a bound.

    Uvicorn itself waits forever for the rest of a head, and for a reader.
    """

    _patience: asyncio.TimerHandle | None = None
    _stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read what has come; with a whole head of a request it is the server's turn."""
        former = self.cycle
        super().handle_events()
        if self.cycle is not former:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._wait()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, unless an answer to what came before is under way."""
        cycle = self.cycle  # None before the first request
        if cycle is not None and not cycle.response_complete:  # type: ignore[redundant-expr]
            # Whoever works on that answer finds the visitor gone.
            cycle.disconnected = True
            cycle.message_event.set()
        with suppress(h11.LocalProtocolError):
            super().send_400_response(msg)
        self.transport.close()

    def pause_writing(self) -> None:
        """Begin to wait for the reader of an answer."""
        super().pause_writing()
        self._follow_reader()

    def resume_writing(self) -> None:
        """Go on, since the reader does."""
        self._stop_following()
        super().resume_writing()

    def _wait(self) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(REQUEST_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self.transport.get_write_buffer_size():  # of an answer that is still being read
            self._follow_reader()
        else:
            self.transport.abort()

    def _follow_reader(self, unread: int | None = None) -> None:
        self._stop_following()
        left = self.transport.get_write_buffer_size()
        if unread is not None and left >= unread:
            self.transport.abort()
        else:
            self._stall = self.loop.call_later(STALL_SECONDS, self._follow_reader, left)

    def _stop_following(self) -> None:
        if self._stall is not None:
            self._stall.cancel()

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()

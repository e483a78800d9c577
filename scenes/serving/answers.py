"""Bodies of requests, no larger or slower than expected, and answers that can always be sent."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse

from network.bounds.json_text import dump_json, parse_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

BODY_SECONDS = 10.0
"""How long a body may take to arrive."""
_MOST_DIGITS = 15
"""Of the length of a body: Python reads no number of more than 4300."""


class JSONAnswer(JSONResponse):
    """JSON in ASCII: text that no encoding knows, as names of files may hold it, is escaped."""

    def render(self, content: Any) -> bytes:
        """The body."""
        return dump_json(content, separators=(",", ":")).encode("ascii")


class Turnstile:
    """Lets in so many requests at a time; others are told to come back.

    Parameters
    ----------
    most
        How many are inside at a time.
    seconds
        After which to come back.
    """

    def __init__(self, most: int, seconds: int) -> None:
        self._free, self._seconds = most, seconds

    @asynccontextmanager
    async def entered(self, refusal: str) -> AsyncIterator[None]:
        """Be inside.

        Raises
        ------
        HTTPException
            429 with the refusal, when it is full.
        """
        if self._free == 0:
            raise HTTPException(429, refusal, {"retry-after": str(self._seconds)})
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1


async def body_of(request: Request, content_type: str, most_bytes: int) -> bytes:
    """Read the body of a request.

    Raises
    ------
    HTTPException
        415 for another kind of content, 413 for too much of it, 408 when it comes too slowly, 400
        when it ends too early.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != content_type:
        raise HTTPException(415, f"expected {content_type}, got {given or 'no content type'}")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(request, most_bytes)
    except TimeoutError:
        raise HTTPException(408, f"expected the body within {BODY_SECONDS:.0f} seconds") from None
    except ClientDisconnect:
        raise HTTPException(400, "expected all of the body") from None


async def json_of(request: Request, most_bytes: int) -> dict[str, Any]:
    """Read the body of a request as a JSON object.

    Raises
    ------
    HTTPException
        As `body_of`, and 400 for anything but a JSON object that `parse_json` reads.
    """
    body = await body_of(request, "application/json", most_bytes)
    try:
        found = parse_json(body)
    except ValueError:
        raise HTTPException(400, "expected JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "expected a JSON object")
    return found


async def _read(request: Request, most_bytes: int) -> bytes:
    too_large = HTTPException(413, f"expected at most {most_bytes} bytes")
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or len(announced) > _MOST_DIGITS or int(announced) > most_bytes:
        raise too_large
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            raise too_large
    return bytes(body)

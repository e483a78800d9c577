"""Bodies of requests: of the kind that was asked for, no larger and no slower than they may be."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.requests import Request

BODY_SECONDS = 10.0
"""How long a body may take to arrive."""


async def body_of(request: Request, content_type: str, most_bytes: int) -> bytes:
    """Read the body of a request.

    Raises
    ------
    HTTPException
        415 for another kind of content, 413 for too much of it, 408 when it comes too slowly.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != content_type:
        raise HTTPException(415, f"expected {content_type}, got {given or 'no content type'}")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(request, most_bytes)
    except TimeoutError:
        raise HTTPException(408, f"expected the body within {BODY_SECONDS:.0f} seconds") from None


async def json_of(request: Request, most_bytes: int) -> dict[str, Any]:
    """Read the body of a request as a JSON object.

    Raises
    ------
    HTTPException
        As `body_of`, and 400 for anything but a JSON object.
    """
    body = await body_of(request, "application/json", most_bytes)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, "expected JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "expected a JSON object")
    return found


async def _read(request: Request, most_bytes: int) -> bytes:
    too_large = HTTPException(413, f"expected at most {most_bytes} bytes")
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > most_bytes:
        raise too_large
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            raise too_large
    return bytes(body)

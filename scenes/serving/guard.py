"""The guard before the page: one host, one page, bodies no larger or slower than expected."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from network.bounds.json_text import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
        found = parse_json(body)
    except ValueError:
        raise HTTPException(400, "expected JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "expected a JSON object")
    return found


async def as_json(_request: Request, error: Exception) -> Response:
    """An error, one line in an object as all answers are."""
    assert isinstance(error, HTTPException)  # noqa: S101 - tells mypy what it is registered for
    return JSONResponse({"error": error.detail}, error.status_code, error.headers)


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


LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
        " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@dataclass(frozen=True)
class Guard:
    """Refuses requests that reach the server by another name, or come from another page.

    A page of another site can send requests to 127.0.0.1, and its owner can let its name stand for
    127.0.0.1 ("DNS rebinding"): browsers tell both, by `Origin`, `Sec-Fetch-Site` and `Host`.

    Attributes
    ----------
    host
        The address that the server is bound to.
    headers
        On every answer that doesn't say something else by itself.
    """

    app: ASGIApp
    host: str
    headers: Mapping[str, str] = field(default_factory=lambda: SAFE_HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, with safe headers on the answer, or answer 403."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)  # a page may have a policy of its own
                headers.setdefault("cache-control", "no-store")
            await send(message)

        fault = self.fault(Headers(scope=scope), scope["path"])
        refusal = JSONResponse({"error": fault}, 403) if fault else None
        await (refusal or self.app)(scope, receive, send_safely)

    def fault(self, headers: Headers, path: str) -> str:
        """What is wrong with a request, empty when nothing is."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.is_own(hosts[0]):
            return "this server is not of that name"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{hosts[0]}":
            return "another site's page may not ask"
        site = headers.get("sec-fetch-site", "none")
        if site not in ("none", "same-origin") and path != "/":  # a link to the page is fine
            return "another site's page may not ask"
        return ""

    def is_own(self, authority: str) -> bool:
        """Whether a `Host` header names this server.

        Bound to loopback it has three names. Bound to all addresses it has whatever address or host
        name the machine has: an address is safe, for rebinding needs a name.
        """
        try:
            parts = urlsplit(f"http://{authority}")
            name, _ = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if parts.netloc != authority or parts.username is not None or "/" in authority:
            return False
        if self.host in LOOPBACK:
            return name in LOOPBACK
        own = {self.host.lower(), "localhost", socket.gethostname().lower()}
        return name in own or is_address(name)


def is_address(name: str) -> bool:
    """Whether a name is an IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True

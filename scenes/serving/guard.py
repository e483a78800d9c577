"""The guard before the page: one host, one page, and a token where others can reach it."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from scenes.serving.answers import JSONAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
        refusal = JSONAnswer({"error": fault}, 403) if fault else None
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

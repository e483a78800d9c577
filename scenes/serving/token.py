"""The token of a page that other machines can reach: only who knows it gets in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from network.paths import ASSETS
from scenes.serving.answers import JSONAnswer
from scenes.serving.page_files import filled
from scenes.subject.words import _

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp, Receive, Scope, Send

PAGE = ASSETS / "serving" / "token.html"
"""Asks for the token."""
PARAMETER = "token"
TOKEN_BYTES = 10
"""A number that takes many lives to guess over a network, and a minute to type."""


def token_for(listening: socket.socket) -> str | None:
    """A token for this run; None where only this machine reaches the socket."""
    host = listening.getsockname()[0].partition("%")[0]
    if ipaddress.ip_address(host).is_loopback:
        return None
    return base64.b32encode(os.urandom(TOKEN_BYTES)).decode().lower()


def with_token(url: str, token: str | None) -> str:
    """The address that lets its reader in."""
    return url if token is None else f"{url}?{urlencode({PARAMETER: token})}"


@dataclass(frozen=True)
class TokenGate:
    """Lets those in who bring the token: in the address the first time, then in a cookie."""

    app: ASGIApp
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, give it a cookie for its token, or answer 401."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        # Cookies of a host are sent to all of its ports: each server has one of its own.
        cookie = f"neuroscenes-{scope['server'][1]}"
        given = request.query_params.get(PARAMETER)
        if given is not None and self._is_right(given):
            welcome = RedirectResponse("/", 303)
            welcome.set_cookie(cookie, self.token, httponly=True, samesite="lax")
            await welcome(scope, receive, send)
        elif self._is_right(request.cookies.get(cookie, "")):
            await self.app(scope, receive, send)
        else:
            await _refusal(request, is_wrong=given is not None)(scope, receive, send)

    def _is_right(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())


def _refusal(request: Request, *, is_wrong: bool) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        text = _("open the address with its token, which the program printed when it began")
        return JSONAnswer({"error": text}, 401)
    page = filled(PAGE, is_wrong=is_wrong)
    style = page.partition(b"<style>")[2].partition(b"</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'"
    )
    return Response(page, 401, {"content-security-policy": policy}, "text/html")

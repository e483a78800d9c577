"""The application of a page's server: its routes, behind the guard, its errors told in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from network.errors import NeuroscenesError, shown
from scenes.serving.answers import JSONAnswer
from scenes.serving.guard import SAFE_HEADERS, Guard
from scenes.serving.token import TokenGate
from scenes.subject.settings import using
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

    from scenes.subject.settings import Settings

MOST_CHARACTERS = 300
"""Of what an answer says of an error: parts of it may come from the request."""


def guarded(
    routes: Sequence[BaseRoute],
    settings: Settings,
    host: str,
    token: str | None,
    *,
    headers: Mapping[str, str] = SAFE_HEADERS,
    lifespan: Lifespan[Starlette] | None = None,
) -> Guard:
    """The application, which speaks the language of the settings.

    Parameters
    ----------
    host
        The address that the server is bound to.
    token
        What visitors have to know; None if nothing.
    """
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={
            HTTPException: _refused,
            NeuroscenesError: _not_understood,
            OSError: _not_stored,
        },
    )
    app.router.redirect_slashes = False
    inner: ASGIApp = app if token is None else TokenGate(app, token)

    async def speaking(scope: Scope, receive: Receive, send: Send) -> None:
        with using(settings):
            await inner(scope, receive, send)

    return Guard(speaking, host, headers)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - tells mypy what it is registered for
    return _told(error.detail, error.status_code, error.headers)


async def _not_understood(_request: Request, error: Exception) -> Response:
    return _told(str(error), 400)


async def _not_stored(_request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)  # noqa: S101 - tells mypy what it is registered for
    return _told(not_stored(error), 507)


def not_stored(error: OSError) -> str:
    """What a visitor is told when a file or a folder of the server can't be used."""
    return _("the server can't use its folder: {reason}").format(reason=error.strerror or "?")


def _told(text: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return JSONAnswer({"error": shown(text, MOST_CHARACTERS)}, status, headers)

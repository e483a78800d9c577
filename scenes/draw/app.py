"""What the server answers: the pages, and clips of drawings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from network.bounds.json_text import dump_json, parse_json
from network.errors import NeuroscenesError
from scenes.draw.clip_queue import ClipQueue, QueueFullError
from scenes.draw.clips import Clip, clip_status, new_clip
from scenes.draw.film import film_file, film_status
from scenes.draw.page import served_pages
from scenes.serving.guard import Guard, as_json, json_of
from scenes.subject.settings import using
from scenes.subject.subject import model_of
from scenes.subject.words import _

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from scenes.subject.settings import Settings

READINGS_AT_ONCE = 2
WAITING_ORDERS = 30
LISTENERS = 16
"""Pages that hear of clips at a time."""
ORDER_BYTES = 300_000
TELL_SECONDS = 0.2
STILL_HERE_SECONDS = 10.0


class DrawingApp:
    """The answers to all requests.

    Raises
    ------
    NeuroscenesError
        When the network can't be read, or reads no drawings.
    """

    def __init__(self, settings: Settings, clip_queue: ClipQueue) -> None:
        self.model = model_of(settings)
        self.clip_queue = clip_queue
        self.settings = settings
        self.pages = served_pages(settings)
        self._reading = asyncio.Semaphore(READINGS_AT_ONCE)
        self._waiting = 0
        self._listeners = 0

    def routes(self) -> list[Route]:
        """Every path that is answered; all others are not found."""
        return [
            *(Route(path, self.page) for path in self.pages),
            Route("/api/film", self.film),
            Route("/api/film/{name}", self.file_of_film),
            Route("/api/clips", self.clips),
            Route("/api/clips", self.order, methods=["POST"]),
            Route("/api/clips/{key}", self.clip),
            Route("/api/clips/{key}", self.cancel, methods=["DELETE"]),
            Route("/api/clips/{key}/events", self.events),
            Route("/api/clips/{key}/{name}", self.file),
        ]

    async def page(self, request: Request) -> Response:
        """A file of the pages."""
        page = self.pages[request.url.path]
        headers = {"cache-control": "no-cache"}
        if page.policy is not None:
            headers["content-security-policy"] = f"{page.policy}; frame-ancestors 'none'"
        return Response(page.content, media_type=page.media_type, headers=headers)

    async def film(self, _request: Request) -> Response:
        """The film that lies beside the folder of clips, or how to make it."""
        return JSONResponse(film_status(self.clip_queue.output.parent, self.settings))

    async def file_of_film(self, request: Request) -> Response:
        """A file of the film."""
        found = film_file(self.clip_queue.output.parent, request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return FileResponse(found[0], media_type=found[1])

    async def clips(self, _request: Request) -> Response:
        """All clips, the first ordered first."""
        return JSONResponse([clip_status(clip) for clip in self.clip_queue.clips])

    async def order(self, request: Request) -> Response:
        """Order a clip of a drawing."""
        if self._waiting >= READINGS_AT_ONCE + WAITING_ORDERS:
            raise HTTPException(429, _("too many drawings at once"), {"retry-after": "1"})
        self._waiting += 1
        try:
            wanted = await json_of(request, ORDER_BYTES)
            async with self._reading:
                clip = await run_in_threadpool(new_clip, wanted, self.model, self.clip_queue.output)
            self.clip_queue.order(clip)
        except NeuroscenesError as error:
            raise HTTPException(400, str(error)) from error
        except QueueFullError:
            text = _("enough clips are waiting: try again when one is finished")
            raise HTTPException(429, text, {"retry-after": "30"}) from None
        finally:
            self._waiting -= 1
        return JSONResponse(clip_status(clip), 201, {"location": f"/api/clips/{clip.key}"})

    async def clip(self, request: Request) -> Response:
        """How far one clip is."""
        return JSONResponse(clip_status(self._clip_of(request)))

    async def cancel(self, request: Request) -> Response:
        """Stop filming a clip; one that is finished stays as it is."""
        clip = self._clip_of(request)
        await self.clip_queue.cancel(clip)
        return JSONResponse(clip_status(clip))

    async def events(self, request: Request) -> Response:
        """How far one clip is, told whenever it changes (server-sent events)."""
        clip = self._clip_of(request)
        if self._listeners >= LISTENERS:
            raise HTTPException(429, _("too many pages listen"), {"retry-after": "5"})
        return StreamingResponse(self._clip_events(clip), media_type="text/event-stream")

    async def file(self, request: Request) -> Response:
        """A file of a finished clip."""
        found = self._clip_of(request).path(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return FileResponse(found[0], media_type=found[1])

    def _clip_of(self, request: Request) -> Clip:
        clip = self.clip_queue.find(request.path_params["key"])
        if clip is None:
            raise HTTPException(404, _("no such clip"))
        return clip

    async def _clip_events(self, clip: Clip) -> AsyncIterator[str]:
        self._listeners += 1
        try:
            told, silence = "", 0.0
            while True:
                is_last = not self.clip_queue.is_open
                text = dump_json(clip_status(clip))
                seen = dump_json({**parse_json(text), "elapsed_seconds": 0})
                if seen != told or silence >= STILL_HERE_SECONDS:
                    told, silence = seen, 0.0
                    yield f"data: {text}\n\n"
                if clip.has_ended or is_last:
                    return
                await asyncio.sleep(TELL_SECONDS)
                silence += TELL_SECONDS
        finally:
            self._listeners -= 1


def make_app(settings: Settings, clip_queue: ClipQueue, host: str) -> Guard:
    """The application, guarded.

    Raises
    ------
    NeuroscenesError
        When the network can't be read, or reads no drawings.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await clip_queue.close()

    app = Starlette(
        routes=DrawingApp(settings, clip_queue).routes(),
        lifespan=lifespan,
        exception_handlers={HTTPException: as_json},
    )
    app.router.redirect_slashes = False

    async def speaking(scope: Scope, receive: Receive, send: Send) -> None:
        with using(settings):
            await app(scope, receive, send)

    return Guard(speaking, host)

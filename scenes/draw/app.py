"""What the server answers: the pages, and clips of drawings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from network.bounds.json_text import dump_json
from scenes.draw.clip_queue import ClipQueue, QueueFullError
from scenes.draw.clips import Clip, clip_status, new_clip
from scenes.draw.film import film_file, film_status
from scenes.draw.page import served_pages
from scenes.serving.answers import JSONAnswer, Turnstile, json_of
from scenes.serving.application import guarded
from scenes.subject.subject import model_of
from scenes.subject.words import _

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request

    from scenes.serving.guard import Guard
    from scenes.subject.settings import Settings

READINGS_AT_ONCE = 2
WAITING_ORDERS = 30
"""Besides those whose drawings are read."""
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
        self._orders = Turnstile(READINGS_AT_ONCE + WAITING_ORDERS, 1)
        self._listeners = Turnstile(LISTENERS, 5)

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
        page = self.pages[request.scope["path"]]
        headers = {"cache-control": "no-cache"}
        if page.policy is not None:
            headers["content-security-policy"] = f"{page.policy}; frame-ancestors 'none'"
        return Response(page.content, media_type=page.media_type, headers=headers)

    async def film(self, _request: Request) -> Response:
        """The film that lies beside the folder of clips, or how to make it."""
        return JSONAnswer(film_status(self.clip_queue.output.parent, self.settings))

    async def file_of_film(self, request: Request) -> Response:
        """A file of the film."""
        found = film_file(self.clip_queue.output.parent, request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return FileResponse(found[0], media_type=found[1])

    async def clips(self, _request: Request) -> Response:
        """All clips, the first ordered first."""
        return JSONAnswer([clip_status(clip) for clip in self.clip_queue.clips])

    async def order(self, request: Request) -> Response:
        """Order a clip of a drawing."""
        async with self._orders.entered(_("too many drawings at once")):
            wanted = await json_of(request, ORDER_BYTES)
            async with self._reading:
                clip = await run_in_threadpool(new_clip, wanted, self.model, self.clip_queue.output)
        try:
            self.clip_queue.order(clip)
        except QueueFullError:
            text = _("enough clips are waiting: try again when one is finished")
            raise HTTPException(429, text, {"retry-after": "30"}) from None
        return JSONAnswer(clip_status(clip), 201, {"location": f"/api/clips/{clip.key}"})

    async def clip(self, request: Request) -> Response:
        """How far one clip is."""
        return JSONAnswer(clip_status(self._clip_of(request)))

    async def cancel(self, request: Request) -> Response:
        """Stop filming a clip; one that is finished stays as it is."""
        clip = self._clip_of(request)
        await self.clip_queue.cancel(clip)
        return JSONAnswer(clip_status(clip))

    async def events(self, request: Request) -> Response:
        """How far one clip is, told whenever it changes (server-sent events)."""
        clip = self._clip_of(request)
        told = self._clip_events(clip)
        first = await anext(told)  # with it the listener is in, or refused
        return StreamingResponse(_after(first, told), media_type="text/event-stream")

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
        async with self._listeners.entered(_("too many pages listen")):
            told: dict[str, Any] = {}
            silence = 0.0
            while True:
                is_last = not self.clip_queue.is_open
                status = clip_status(clip)
                seen = {**status, "elapsed_seconds": None}
                if seen != told or silence >= STILL_HERE_SECONDS:
                    told, silence = seen, 0.0
                    yield f"data: {dump_json(status)}\n\n"
                if clip.has_ended or is_last:
                    return
                await asyncio.sleep(TELL_SECONDS)
                silence += TELL_SECONDS


async def _after(first: str, others: AsyncIterator[str]) -> AsyncIterator[str]:
    yield first
    async for each in others:
        yield each


def make_app(settings: Settings, clip_queue: ClipQueue, host: str, token: str | None) -> Guard:
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

    routes = DrawingApp(settings, clip_queue).routes()
    return guarded(routes, settings, host, token, lifespan=lifespan)

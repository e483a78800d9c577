"""What the server answers: the page, the script, and takes that come and go."""

from __future__ import annotations

import shlex
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from network.paths import ASSETS
from scenes.catalog import are_all, entry
from scenes.media.sound_files import SoundFileError, wav_bytes
from scenes.narrate.takes import SilentTakeError
from scenes.serving.answers import JSONAnswer, Turnstile, body_of
from scenes.serving.application import guarded
from scenes.serving.guard import SAFE_HEADERS
from scenes.serving.page_files import page_answer, page_files
from scenes.sound.recordings import recorded_files, speech_of
from scenes.stage.theme import PALETTES
from scenes.subject.languages import N_
from scenes.subject.settings import Settings, using
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.requests import Request

    from scenes.editions.script import ScriptLine
    from scenes.narrate.takes import Takes
    from scenes.serving.guard import Guard

HOST = "127.0.0.1"
PAGE = ASSETS / "narrate"
SHARED = ("favicon.svg", "wordmark.svg")
"""Files of the page to draw on that this one has too."""
TAKE_SECONDS = 60
"""The page ends a take then."""
TAKE_BYTES = 2 * 96_000 * TAKE_SECONDS + 1000
"""Of samples of two bytes, as many a second as a good microphone has."""
TAKES_AT_ONCE = 4
"""That come or go: each is some ten megabytes of memory, and its decoded samples more."""
_POLICY = "content-security-policy"
HEADERS = {
    **SAFE_HEADERS,
    # A take is played from the page's memory, so that its address can be used again.
    _POLICY: SAFE_HEADERS[_POLICY].replace("media-src 'self'", "media-src blob:"),
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
}
WORDS = (
    N_("The server does not answer. Is `neuroscenes narrate --record` still running?"),
    N_("The server answered {status}."),
    N_("This browser can't record: please take a current one."),
    N_("The microphone may not be used: allow it in the browser, then try again."),
    N_("No microphone was found: plug one in, then try again."),
    N_("The microphone can't be used: {reason}"),
    N_("The microphone fell silent: is it still plugged in?"),
    N_("Line {number} of {count}"),
    N_("{done} of {count} recorded"),
    N_("Not recorded yet"),
    N_("Recorded"),
    N_("Recorded of other words: {words}"),
    N_("The picture stands about {seconds} s; it waits for you if you need longer."),
    N_("Saved: {seconds} s of speech."),
    N_("It is cut off at its loudest: record it again, farther from the microphone."),
    N_("It is very soft: record it again, nearer to the microphone."),
    N_("It is not saved: {reason}"),
    N_("Record"),
    N_("Record again"),
    N_("Stop"),
    N_("Recording: {seconds} s"),
    N_("Begin in {count}"),
    N_("Saving …"),
    N_("Said: {words}"),
    N_("On screen: {picture}"),
    N_("Microphone {number}"),
    N_("All lines are recorded."),
)


class NarrationApp:
    """The answers to all requests."""

    def __init__(self, settings: Settings, takes: Takes, names: Sequence[str]) -> None:
        self.takes = takes
        self._in_hand = Turnstile(TAKES_AT_ONCE, 2)
        self.command = command_of(settings, names, takes.folder)
        paths = [*PAGE.iterdir(), *(ASSETS / "draw" / name for name in SHARED)]
        with using(settings):
            self.pages = page_files(paths, WORDS)
            self.lines = [described(line, settings) for line in takes.lines.values()]

    def routes(self) -> list[Route]:
        """Every path that is answered; all others are not found."""
        return [
            Route("/", self.page),
            Route("/page/{name}", self.page),
            Route("/api/script", self.script),
            Route("/api/takes/{line}", self.take),
            Route("/api/takes/{line}", self.keep, methods=["POST"]),
        ]

    async def page(self, request: Request) -> Response:
        """A file of the page."""
        return page_answer(self.pages, request)

    async def script(self, _request: Request) -> Response:
        """The lines, what is recorded of them, and how to render with it."""
        return JSONAnswer(await run_in_threadpool(self._script))

    async def take(self, request: Request) -> Response:
        """What is recorded of a line, as the film will have it."""
        line = self._line_of(request)
        found = recorded_files(self.takes.folder).get(line.lower())
        if not found:
            raise HTTPException(404, _("this line is not recorded yet"))
        async with self._in_hand.entered(_("too many takes at once")):
            try:
                samples = await run_in_threadpool(speech_of, found[0])
            except SoundFileError as error:
                raise HTTPException(422, str(error)) from error
            return Response(wav_bytes(samples), media_type="audio/wav")

    async def keep(self, request: Request) -> Response:
        """Keep a take of a line in place of the former one."""
        line = self._line_of(request)
        async with self._in_hand.entered(_("too many takes at once")):
            body = await body_of(request, "audio/wav", TAKE_BYTES)
            try:
                told = await run_in_threadpool(self.takes.keep, line, body)
            except SilentTakeError:
                raise HTTPException(422, _("nothing was heard; is the microphone on?")) from None
            except SoundFileError:
                raise HTTPException(422, _("what came is no sound")) from None
        return JSONAnswer(told, 201)

    def _line_of(self, request: Request) -> str:
        line: str = request.path_params["line"]
        if line not in self.takes.lines:
            raise HTTPException(404, _("no such line"))
        return line

    def _script(self) -> dict[str, Any]:
        states = self.takes.states()
        return {
            "lines": [{**line, **states[line["id"]]} for line in self.lines],
            "command": self.command,
            "most_seconds": TAKE_SECONDS,
        }


def described(line: ScriptLine, settings: Settings) -> dict[str, Any]:
    """What the page shows of a line, in the language in force."""
    scene = entry(line.scene)
    chapter = scene.load()
    beat_id = line.id.removeprefix(f"{line.scene}-").rpartition("-")[0]
    beat = chapter.beat_of(chapter.section_name(beat_id))[1]
    return {
        "id": line.id,
        "scene": line.scene,
        "title": scene.title,
        "picture": beat.described(PALETTES[settings.palette]),
        "written": line.written,
        "spoken": line.spoken,
        "seconds": line.seconds,
    }


def command_of(settings: Settings, names: Sequence[str], folder: Path) -> str:
    """What to type to render these scenes with the recordings of a folder."""
    told = ["neuroscenes", *(["film"] if are_all(names) else ["render", *names])]
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if value != field.default and field.name not in ("voice", "sounds"):
            told.append("--" + field.name.replace("_", "-"))
            if value is not True:
                told.append(",".join(map(str, value)) if isinstance(value, tuple) else str(value))
    return shlex.join([*told, "--voice", str(folder)])


def make_app(
    settings: Settings, takes: Takes, names: Sequence[str], token: str | None = None
) -> Guard:
    """The application, guarded.

    Parameters
    ----------
    names
        Of the scenes that the script is of.
    token
        What visitors have to know; None if nothing.
    """
    routes = NarrationApp(settings, takes, names).routes()
    return guarded(routes, settings, HOST, token, headers=HEADERS)

"""Requests to the pages that this machine serves: to the applications, and as bytes to a server."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import socket
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scenes.draw.app import make_app as make_drawing_app
from scenes.draw.clip_queue import ClipQueue
from scenes.draw.filming import Filming
from scenes.editions.script import ScriptLine
from scenes.narrate.app import make_app as make_narration_app
from scenes.narrate.takes import Takes
from scenes.serving.server import PageServer, open_socket
from scenes.subject.settings import Settings
from tests.fuzz.cases import Case, FaultError
from tests.fuzz.mutations import (
    changed_bytes,
    changed_text,
    changed_value,
    json_bytes,
    number,
    text,
)
from tests.fuzz.targets.sounds import Sounds

HOST = "127.0.0.1"
LINE = "Bias-its-sums-1"
ORDER = {
    "drawing": {"strokes": [[[100, 100], [500, 900], [700, 300]]], "smooth": False},
    "scene": "ForwardPass",
    "quality": "l",
    "aspect": "16:9",
    "burn_captions": False,
}
PATHS = (
    *(
        "/",
        "/api/clips",
        "/api/clips",
        "/api/film",
        "/api/film/film",
        "/api/clips/x",
        "/favicon.svg",
    ),
    *("/api/clips/x/clip.mp4", "/api/clips/x/events", "/api/script", f"/api/takes/{LINE}"),
    *(f"/api/takes/{LINE}", "/page/page.js", "/api/takes/../../etc/passwd", "//", "/%00", "*", ""),
)
METHODS = ("GET", "GET", "POST", "POST", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH", "X")
HEADERS = (
    *("content-length", "transfer-encoding", "origin", "sec-fetch-site", "range", "expect"),
    *("if-range", "accept-encoding", "cookie", "x-forwarded-for", "connection", "upgrade", "host"),
)
OUR_FAULT = 500


class _Still(Filming):
    """Films nothing: an order that is right ends at once."""

    async def film(self, clip: Any) -> None:
        """Say that it was not filmed."""
        clip.end("failed", "not filmed here")


class Requests:
    """Requests to the application that draws, and to the one that records."""

    name, share = "request", 14.0

    def __init__(self) -> None:
        self._sounds = Sounds()
        self._loop = asyncio.new_event_loop()

    @cached_property
    def places(self) -> Path:
        """A folder beside the scratch folder, for what the servers keep."""
        place = Path.cwd().parent / "served"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    @cached_property
    def apps(self) -> dict[str, Any]:
        """Both applications, and the address of a server of each."""
        settings = Settings()
        queue = ClipQueue(_Still(settings), self.places / "drawn", 1)
        line = ScriptLine(LINE, "Bias", 0.0, 3.5, "Over 10 images.", "Over ten images.")
        return {
            "draw": make_drawing_app(settings, queue, HOST, None),
            "narrate": make_narration_app(settings, Takes(self.places / "takes", [line]), ["Bias"]),
        }

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        app = rng.choice(("draw", "narrate"))
        if rng.random() < 0.4:
            told: dict[str, Any] = {"method": "POST"}
            told["path"] = "/api/clips" if app == "draw" else f"/api/takes/{LINE}"
        else:
            path = rng.choice(PATHS)
            path = changed_text(rng, path) if rng.random() < 0.3 else path
            told = {"method": rng.choice(METHODS), "path": path}
        if app == "draw":
            body = json_bytes(rng, changed_value(rng, ORDER))
            kind = "application/json"
        else:
            body = next(iter(self._sounds.case(rng).files.values()))
            kind = "audio/wav"
        headers = [["host", f"{HOST}:8770"], ["content-type", kind]]
        if rng.random() < 0.5:
            headers.append(["content-length", str(len(body))])
        for _ in range(rng.choice((0, 0, 1, 3))):
            odd = ("²", "9" * 5000, "none", "chunked", "bytes=0-,1-", "\ud800", "a, b", "-1", "1_0")
            words = rng.choice((text(rng), str(number(rng)), *odd))
            headers.append([rng.choice(HEADERS), words])
        if rng.random() < 0.1:
            headers = headers[1:]
        told = {
            **told,
            "app": app,
            "headers": headers,
            "query": text(rng) if rng.random() < 0.2 else "",
        }
        return Case(self.name, {"body": body if rng.random() < 0.9 else b""}, told)

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        del folder
        told, body = case.told, case.files["body"]
        path = told["path"]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": told["method"],
            "path": path.encode("utf-8", "replace").decode(),
            "raw_path": path.encode("utf-8", "replace"),
            "query_string": quote(told["query"].encode("utf-8", "replace")).encode(),
            "root_path": "",
            "headers": [
                (name.lower().encode(), words.encode("latin-1", "replace"))
                for name, words in told["headers"]
            ],
            "client": (HOST, 5),
            "server": (HOST, 8770),
        }
        answer = self._loop.run_until_complete(_answer(self.apps[told["app"]], scope, body))
        _check(answer, told["method"])


async def _answer(app: Any, scope: dict[str, Any], body: bytes) -> list[dict[str, Any]]:
    pieces = [body[: len(body) // 2], body[len(body) // 2 :]]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if pieces:
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    await asyncio.sleep(0)
    return sent


def _check(answer: list[dict[str, Any]], method: str) -> None:
    if not answer or answer[0]["type"] != "http.response.start":
        raise FaultError(f"answered {answer!r:.200}")
    status, body = answer[0]["status"], b"".join(each.get("body", b"") for each in answer[1:])
    if status >= OUR_FAULT:
        raise FaultError(f"answered {status}: {body!r:.300}")
    headers = dict(answer[0]["headers"])
    if b"application/json" in headers.get(b"content-type", b"") and method != "HEAD":
        found = json.loads(body)
        if status >= 400 and not str(found["error"]).isprintable():
            raise FaultError(f"answered {found!r:.300}")


class RawRequests:
    """Bytes to a server that listens on this machine."""

    name, share = "bytes", 3.0
    may_print = "Invalid HTTP request received."

    def __init__(self) -> None:
        self._requests = Requests()

    @cached_property
    def address(self) -> tuple[str, int]:
        """Where the server listens; it ends with this process."""
        listening = open_socket(HOST, 0)
        ready = threading.Event()
        server = self._server = PageServer(self._requests.apps["draw"], ready.set)
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        ready.wait(20)
        found: tuple[str, int] = listening.getsockname()[:2]
        return found

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        body = json_bytes(rng, changed_value(rng, ORDER))[:2000]
        method, path = rng.choice(METHODS), rng.choice(PATHS)
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        head += f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        content = head.encode() + body
        return Case(
            self.name, {"bytes": changed_bytes(rng, content) if rng.random() < 0.9 else content}
        )

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        del folder
        with socket.create_connection(self.address, timeout=20) as connection:
            connection.settimeout(20)
            answer = b""
            try:
                connection.sendall(case.files["bytes"])
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(1 << 16):
                    answer += piece
                    if len(answer) > 10**6:
                        break
            except ConnectionError:
                pass  # it may hang up on nonsense
        state, patience = self._server.server_state, 200
        while (state.tasks or state.connections) and patience:  # what it says of it comes then
            time.sleep(0.01)
            patience -= 1
        if answer and answer.split(b" ", 2)[1][:1] == b"5":
            raise FaultError(f"answered {answer[:300]!r}")

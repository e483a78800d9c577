"""Requests that no page would send, drawn from a seed: cut, doubled, of odd numbers and text."""

from __future__ import annotations

import json
import struct
from functools import partial
from random import Random
from typing import Any

TAKE = "/api/takes/Bias-its-sums-1"
PATHS = (
    "/",
    "/draw.html",
    "/index.html",
    "/page/film.html",
    "/page/style.css",
    "/api/film",
    "/api/film/film",
    "/api/clips",
    "/api/clips/" + "0" * 32,
    "/api/clips/" + "0" * 32 + "/events",
    "/api/clips/" + "0" * 32 + "/clip.mp4",
    "/api/script",
    TAKE,
)
ODD_PATHS = (
    "/page/..%2f..%2fpyproject.toml",
    "/page/%2e%2e/%2e%2e/pyproject.toml",
    "//etc/passwd",
    "/api/clips/%00",
    "/api/clips/%ed%a0%80",
    "/api/clips/%f0%9f%98%80/clip.mp4",
    "/%",
    "/?token=%ff&token=" + "9" * 5000,
    "/" + "a/" * 2000,
    "http://evil.example/",
    "*",
    "/\xff",
)
ODD_NUMBERS = (
    "-1", "+5", "1e9", "0x10", "007", " 5", "5 ", "", "\xb2", "1_000", "5,5", "99999999999999",
    "9" * 25, "9" * 5000, "9" * 60_000,
)  # fmt: skip
ODD_JSON = (
    "NaN", "-Infinity", "1e999", "-0.0", "1e-999", "9" * 16, "9" * 400, "-" + "9" * 4000,
    "9" * 5000, '"\\ud800"', '"\\udfff\\ud800"', '"\\u0000"', '"' + "x" * 100_000 + '"', "null",
    "true", "[]", "{}", "[" * 900 + "]" * 900, "[" * 100_000, '{"a":' * 5000, '"\\x"', "'a'",
    "\ufeff1",
)  # fmt: skip
ODD_PLACES = (
    "scene", "quality", "aspect", "burn_captions", "drawing", "strokes", "place", "more",
)  # fmt: skip
HEADERS = (
    ("Accept", ("text/html", "*/*", "\xff", "a" * 9000)),
    ("Connection", ("close", "keep-alive", "upgrade", "close, close")),
    ("Cookie", ("neuroscenes-1=x", "=" * 5000, "a=b;" * 1000, "\xe9=\xe9", '="\\777"')),
    ("Expect", ("100-continue", "200-ok")),
    ("Host", ("evil.example", "localhost:" + "9" * 5000, "[::1", "a@b", "\xff", "")),
    ("If-None-Match", ("*", '"' + "a" * 5000)),
    ("Origin", ("null", "http://evil.example", "\xff")),
    ("Range", ("bytes=0-", "bytes=-" + "9" * 5000, "bytes=" + "0-1," * 3000, "bytes=9-1", "x=x")),
    ("Sec-Fetch-Site", ("cross-site", "same-origin", "none", "\xff")),
    ("Transfer-Encoding", ("chunked", "gzip", "chunked, chunked", "Chunked", "identity")),
    ("Upgrade", ("websocket", "h2c")),
    ("X-" + "y" * 300, ("z" * 30_000,)),
    ("X y", ("z",)),
    ("X", ("a\r\n b", "a\x00b", "a\nInjected: b")),
)  # fmt: skip


def hostile_request(rng: Random, authority: str, order: dict[str, Any]) -> bytes:
    """A request, or two one after the other, each with something odd about it.

    Parameters
    ----------
    authority
        Host and port of the server that it goes to.
    order
        A good order of a clip, from which bad ones are made.
    """
    request = _one(rng, authority, order)
    if rng.random() < 0.1:
        request += _one(rng, authority, order)
    if rng.random() < 0.15:
        request = request[: rng.randrange(1, len(request) + 1)]
    if rng.random() < 0.1:
        places = bytearray(request)
        for _ in range(rng.randint(1, 5)):
            places[rng.randrange(len(places))] = rng.randrange(256)
        request = bytes(places)
    return request


def _one(rng: Random, authority: str, order: dict[str, Any]) -> bytes:
    is_sound = rng.random() < 0.2
    make = _sound if is_sound else partial(_body, order=order)
    body = make(rng) if rng.random() < 0.6 else b""
    method = (
        "POST" if body and rng.random() < 0.9 else rng.choice(("GET", "HEAD", "DELETE", "X" * 99))
    )
    path = rng.choice(ODD_PATHS) if rng.random() < 0.2 else rng.choice(PATHS)
    if body and rng.random() < 0.8:
        path = TAKE if is_sound else "/api/clips"
    lines = [f"{method} {path} HTTP/{rng.choice(('1.1', '1.1', '1.1', '1.0', '2.0', '9'))}"]
    if rng.random() < 0.95:
        lines.append(f"Host: {authority}")
    if rng.random() < 0.9:
        usual = "audio/wav" if is_sound else "application/json"
        kind = rng.choice((usual, usual, usual, "audio/wav", ""))
        lines.append(f"Content-Type: {kind}")
    length = str(len(body)) if rng.random() < 0.8 else rng.choice(ODD_NUMBERS)
    if body and rng.random() < 0.1:
        lines.append("Transfer-Encoding: chunked")
        size = f"{len(body):x}" if rng.random() < 0.6 else rng.choice(ODD_NUMBERS)
        body = size.encode("latin-1") + b"\r\n" + body + b"\r\n0\r\n\r\n"
    elif body or rng.random() < 0.1:
        lines.append(f"Content-Length: {length}")
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
        name, values = rng.choice(HEADERS)
        lines.append(f"{name}: {rng.choice(values)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def _sound(rng: Random) -> bytes:
    """A WAV file whose head says odd things of it."""
    numbers = [1, 1, 48_000, 96_000, 2, 16]
    for _ in range(rng.choice((0, 1, 1, 2))):
        numbers[rng.randrange(6)] = rng.choice(
            (0, 1, 3, 24, 255, 65_534, 65_535, rng.getrandbits(16))
        )
    samples = rng.randbytes(rng.choice((0, 1, 1000, 96_000)))
    length = len(samples) if rng.random() < 0.6 else rng.getrandbits(32)
    head = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", 36 + length & 0xFFFFFFFF, b"WAVE", b"fmt ", 16, *numbers
    )
    return head + b"data" + struct.pack("<I", length) + samples


def _body(rng: Random, order: dict[str, Any]) -> bytes:
    """An order with an odd value somewhere; now and then a good one, or bytes that are none."""
    if rng.random() < 0.1:
        return rng.randbytes(rng.choice((1, 100, 10_000, 400_000)))
    text = json.dumps(order)
    if rng.random() < 0.1:
        return text.encode("utf-8")
    mark = '"odd value"'
    changed: Any = json.loads(text)
    where = rng.choice(ODD_PLACES)
    if where == "strokes":
        changed["drawing"]["strokes"] = "odd value"
    elif where == "place":
        rng.choice(rng.choice(changed["drawing"]["strokes"]))[rng.randrange(2)] = "odd value"
    else:
        changed[where] = "odd value"
    text = json.dumps(changed).replace(mark, rng.choice(ODD_JSON))
    if rng.random() < 0.05:
        return text.encode("utf-8").replace(b"x", b"\xed\xa0\x80")
    return text.encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-16", "utf-32-be")))

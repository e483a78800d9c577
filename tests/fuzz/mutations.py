"""What is done to valid input: bytes, texts and JSON values that are changed at random."""

from __future__ import annotations

import json
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

EXTREMES = (
    *(0, 1, -1, 2, 7, 255, 256, 65_535, 65_536, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53 + 1),
    *(2**62, 2**63 - 1, 2**63, 2**64 - 1, 10**6, 10**9, 10**12, 10**18, -(2**31), -(2**63)),
)
LETTERS = (
    *"aZ09 _-./\\:;,'\"`$(){}[]<>|&*?#@!=+~^%\t\n\r\0\a\b\x1b\x7f\x85\xa0\xad",
    *(
        "é",
        "ß",
        "İ",
        "ﬀ",
        "中",
        "👩‍👩‍👧",
        "e\u0301" * 3,
        "\u202e",
        "\u2066",
        "\u200f",
        "\u2028",
        "\ufeff",
    ),
    *("\ud800", "\udfff", "\udc80", "\uffff", "\U0010ffff", "\x1b[2J", "\x1b]0;x\x07", "\x1b[31m"),
    *("%s", "%n", "{0}", "{x.__class__}", "${HOME}", "$(id)", "../", "..\\", "/etc/passwd", "C:\\"),
    *("<script>", "]]>", "' OR 1", "NaN", "Infinity", "-0", "1e999", "0x10", "１２", "--", "-"),
)
MOST_BYTES = 400_000
"""Of an input: what is slow or large because it is large says little."""


def text(rng: random.Random, longest: int = 12) -> str:
    """A text of anything."""
    kind = rng.randrange(12)
    if kind == 0:
        return rng.choice(("", " ", ".", "..", "/", "~", "-", "\0", "\ud800"))
    if kind == 1:
        return rng.choice(LETTERS) * rng.choice((50, 255, 256, 5000))
    if kind == 2:
        return str(number(rng))
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, longest)))


def number(rng: random.Random) -> int | float:
    """A number that may be anything."""
    kind = rng.randrange(8)
    if kind == 0:
        return rng.choice((0.0, -0.0, 1e-320, 1e308, float("inf"), float("-inf"), float("nan")))
    if kind == 1:
        return 10 ** rng.choice((20, 100, 400))
    if kind == 2:
        return rng.uniform(-2, 2)
    if kind == 3:
        return rng.randint(-3, 30)
    return rng.choice(EXTREMES) + rng.randint(-1, 1)


def value(rng: random.Random, depth: int = 3) -> Any:
    """A value of JSON."""
    kind = rng.randrange(9 if depth else 6)
    if kind == 0:
        return rng.choice((None, True, False))
    if kind < 3:
        return number(rng)
    if kind < 6:
        return text(rng)
    if kind < 8:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    return {text(rng): value(rng, depth - 1) for _ in range(rng.randrange(4))}


def changed_value(rng: random.Random, found: Any) -> Any:
    """A value of JSON with something in it that is another, missing, doubled or deeper."""
    if isinstance(found, dict) and found and rng.random() < 0.9:
        key = rng.choice(list(found))
        rest = {name: each for name, each in found.items() if name != key}
        kind = rng.randrange(10)
        if kind == 0:
            return rest
        if kind == 1:
            return {**rest, text(rng): found[key]}
        if kind == 2:
            return {**found, key: found[rng.choice(list(found))]}
        return {**found, key: changed_value(rng, found[key])}
    if isinstance(found, list) and found and rng.random() < 0.9:
        place = rng.randrange(len(found))
        kind = rng.randrange(10)
        if kind == 0:
            return [*found[:place], *found[place + 1 :]]
        if kind == 1:
            return [*found[:place], *found[place:], *found[place:]][:5000]
        return [*found[:place], changed_value(rng, found[place]), *found[place + 1 :]]
    kind = rng.randrange(10)
    if kind == 0:
        return nested(rng, found)
    if kind == 1 and isinstance(found, int | float):
        return str(found)
    if kind == 2 and isinstance(found, str):
        return changed_text(rng, found)
    return value(rng)


def nested(rng: random.Random, found: Any) -> Any:
    """A value in lists in lists."""
    for _ in range(rng.choice((1, 2, 3, 40, 400))):
        found = [found] if rng.random() < 0.8 else {"a": found}
    return found


def changed_text(rng: random.Random, found: str) -> str:
    """A text with letters changed, added or taken away."""
    place = rng.randrange(len(found) + 1)
    kind = rng.randrange(5)
    if kind == 0:
        return found[:place]
    if kind == 1:
        return found[:place] + rng.choice(LETTERS) + found[place:]
    if kind == 2:
        return found[:place] + rng.choice(LETTERS) + found[place + 1 :]
    if kind == 3:
        return found[:place] + text(rng) + found[place:]
    return found * rng.choice((0, 2, 30))


def json_bytes(rng: random.Random, found: Any) -> bytes:
    """A value as JSON, or as what comes close to it."""
    kind = rng.randrange(14)
    if kind == 0:
        depth = rng.choice((10, 900, 1100, 50_000))
        return b"[" * depth + (b"]" * depth if rng.random() < 0.5 else b"")
    if kind == 1:
        return b'{"a":' * rng.choice((500, 20_000)) + b"1"
    content = json.dumps(found).encode()
    if kind == 2:
        return changed_bytes(rng, content)
    if kind == 3:
        return b"\xef\xbb\xbf" + content
    if kind == 4:
        return content.decode().encode(rng.choice(("utf-16", "utf-32")))
    if kind == 5:
        return content.replace(b"1", b"1" * rng.choice((400, 5000)), 1)
    return content


def _flip_bits(rng: random.Random, content: bytearray) -> bytearray:
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return content


def _set_bytes(rng: random.Random, content: bytearray) -> bytearray:
    for _ in range(rng.choice((1, 2, 5))):
        content[rng.randrange(len(content))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, 0x20, 0x5B))
    return content


def _cut_off(rng: random.Random, content: bytearray) -> bytearray:
    return content[: rng.randrange(len(content))]


def _take_out(rng: random.Random, content: bytearray) -> bytearray:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.choice((1, 2, 4, 16, 300)) :]


def _put_twice(rng: random.Random, content: bytearray) -> bytearray:
    start = rng.randrange(len(content))
    part = content[start : start + rng.choice((1, 4, 16, 300))]
    return content[:start] + part * rng.choice((1, 2, 50)) + content[start:]


def _put_noise(rng: random.Random, content: bytearray) -> bytearray:
    start = rng.randrange(len(content))
    return content[:start] + rng.randbytes(rng.choice((1, 4, 60))) + content[start:]


def _set_length(rng: random.Random, content: bytearray) -> bytearray:
    """An extreme number where a length may stand; they stand near the beginning more often."""
    form = rng.choice(("<H", ">H", "<I", ">I", "<Q", ">Q"))
    size = struct.calcsize(form)
    if len(content) <= size:
        return content
    last = len(content) - size
    place = rng.randrange(min(last, 64) + 1 if rng.random() < 0.5 else last + 1)
    (found,) = struct.unpack_from(form, content, place)
    wanted = rng.choice((*EXTREMES, found + 1, found - 1, found * 2, found * 1000))
    struct.pack_into(form, content, place, wanted % 256**size)
    return content


def _set_digits(rng: random.Random, content: bytearray) -> bytearray:
    """Another number where one is written in digits."""
    places = [place for place, each in enumerate(content) if 48 <= each <= 57]
    if not places:
        return content
    start = rng.choice(places)
    end = start
    while end < len(content) and 48 <= content[end] <= 57:
        end += 1
    wanted = rng.choice((str(rng.choice(EXTREMES)), "9" * rng.choice((5, 20, 400, 5000)), "", "-"))
    return content[:start] + wanted.encode() + content[end:]


_WAYS: Sequence[Callable[[random.Random, bytearray], bytearray]] = (
    *(_flip_bits, _flip_bits, _set_bytes, _cut_off, _take_out, _put_twice, _put_noise),
    *(_set_length, _set_length, _set_length, _set_digits, _set_digits),
)


@lru_cache(maxsize=64)
def packed_zeros(count: int) -> bytes:
    """So many zeros as zlib packs them: few bytes that grow."""
    return zlib.compress(bytes(count))


def changed_bytes(rng: random.Random, content: bytes, other: bytes = b"") -> bytes:
    """Content that was changed in a few ways; with another one, it may go on as that does."""
    found = bytearray(content)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        if found:
            found = rng.choice(_WAYS)(rng, found)
    if other and rng.random() < 0.1:
        found = found[: rng.randrange(len(found) + 1)] + other[rng.randrange(len(other)) :]
    return bytes(found[:MOST_BYTES])

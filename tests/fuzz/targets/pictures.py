"""Pictures of every format that Pillow can write, whole and damaged."""

from __future__ import annotations

import io
import json
import random
import struct
import zlib
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from network.digits.drawn_digits import drawn_digit, rasterize
from network.digits.pen_drawing import PenDrawing
from network.digits.preprocessing import load_digit_image
from tests.fuzz.cases import Case
from tests.fuzz.mutations import (
    EXTREMES,
    changed_bytes,
    changed_value,
    json_bytes,
    packed_zeros,
    text,
)
from tests.fuzz.targets.reading import read

UNTRIED = {"PDF", "MPEG", "HDF5", "BUFR", "GRIB", "WMF", "PALM", "XV", "GBR", "CUR"}
"""Formats that Pillow only writes, or needs another program for."""
PACKED = ("tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits", "zstd", "lzma")
"""Ways to pack a TIFF: another library reads these than the others."""
ENDINGS = (".png", ".jpg", ".gif", ".webp", ".tif", ".bmp", ".heic", ".avif", ".eps", "", ".PNG")


def _digit(mode: str) -> Image.Image:
    ink = rasterize(drawn_digit(3)).reshape(28, 28)
    return Image.fromarray(np.uint8(255 * (1 - ink))).resize((40, 36)).convert(mode)


class Pictures:
    """Files that shall be pictures of digits."""

    name, share = "picture", 22.0

    @cached_property
    def samples(self) -> dict[str, bytes]:
        """A small picture in each format and mode."""
        from pillow_heif import register_heif_opener

        register_heif_opener()
        Image.init()
        found = {}
        for form in sorted(set(Image.SAVE) - UNTRIED):
            for mode in ("L", "RGB", "RGBA", "1", "P", "I;16", "LA"):
                content = io.BytesIO()
                try:
                    _digit("L" if mode == "I;16" else mode).save(content, form)
                except (OSError, ValueError, KeyError, TypeError, AttributeError):
                    continue  # the format has no such pixels
                found[f"{form} {mode}"] = content.getvalue()
        for compression in PACKED:
            for mode in ("L", "RGB"):
                content = io.BytesIO()
                _digit(mode).save(content, "TIFF", compression=compression)
                found[f"TIFF {compression} {mode}"] = content.getvalue()
        for compression in ("group3", "group4"):
            content = io.BytesIO()
            _digit("1").save(content, "TIFF", compression=compression)
            found[f"TIFF {compression}"] = content.getvalue()
        animation = io.BytesIO()
        _digit("P").save(animation, "GIF", save_all=True, append_images=[_digit("P")] * 3)
        return {**found, "GIF animation": animation.getvalue(), "PNG drawing": self._drawing({})}

    def _drawing(self, changes: dict[str, object]) -> bytes:
        strokes = tuple(stroke.points * 700 + 150 for stroke in drawn_digit(3).strokes)
        drawing, content = PenDrawing(strokes), io.BytesIO()
        picture = drawing._picture()
        from PIL.PngImagePlugin import PngInfo

        remembered, told = PngInfo(), {**drawing.as_json(), "crc": zlib.crc32(picture.tobytes())}
        remembered.add_text("neuroscenes", json.dumps({**told, **changes}))
        picture.save(content, "PNG", pnginfo=remembered)
        return content.getvalue()

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        kind, other = rng.choice(list(self.samples)), rng.choice(list(self.samples))
        content = self.samples[kind]
        way = rng.randrange(10)
        if way == 0:
            content = odd_png(rng)
        elif way == 1:
            content = self._remembering(rng)
        elif way == 2 and kind.startswith("PNG"):
            content = with_checksums(changed_bytes(rng, content))
        elif way > 2 or rng.random() < 0.5:
            content = changed_bytes(rng, content, self.samples[other])
        return Case(self.name, {f"picture{rng.choice(ENDINGS)}": content})

    def _remembering(self, rng: random.Random) -> bytes:
        """A PNG whose strokes, or whatever stands in their place, belong to its pixels."""
        picture, strokes = _digit("L"), [[[100, 100], [500, 900]], [[5, 5]]]
        told = {"strokes": strokes, "smooth": False, "crc": zlib.crc32(picture.tobytes())}
        changed = changed_value(rng, told)
        if isinstance(changed, dict):
            changed["crc"] = told["crc"]
        words = json_bytes(rng, changed)
        content = io.BytesIO()
        picture.save(content, "PNG")
        parts = content.getvalue()
        kind = rng.choice((b"tEXt", b"zTXt", b"iTXt"))
        body = {
            b"tEXt": b"neuroscenes\0" + words,
            b"zTXt": b"neuroscenes\0\0" + zlib.compress(words),
            b"iTXt": b"neuroscenes\0\0\0\0\0" + words,
        }[kind]
        return parts[:33] + _chunk(kind, body) + parts[33:]

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        pixels = read(load_digit_image, folder / next(iter(case.files)))
        assert pixels is None or (pixels.shape == (784,) and 0 <= pixels.min() <= pixels.max() <= 1)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def odd_png(rng: random.Random) -> bytes:
    """A PNG that says of itself what a PNG rarely does, with right checksums."""
    sides = (0, 1, 2, 28, 300, 3000, 9_999, 10_000, 30_000, 2**16, 2**31 - 1, 2**32 - 1)
    width, height = rng.choice(sides), rng.choice(sides)
    depth, color = rng.choice((1, 2, 4, 8, 16, 3)), rng.choice((0, 2, 3, 4, 6, 5))
    rows = packed_zeros(min(2_000_000, (width + 1) * min(height, 5000)))
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, rng.choice((0, 0, 1, 9)))
    odd = [
        _chunk(b"PLTE", bytes(3 * rng.choice((1, 2, 256, 0)))),
        _chunk(b"zTXt", b"a\0\0" + packed_zeros(rng.choice((10, 10**7)))),
        _chunk(b"iCCP", b"a\0\0" + packed_zeros(rng.choice((10, 10**7)))),
        _chunk(b"tEXt", text(rng).encode("utf-8", "surrogatepass")),
        _chunk(b"acTL", struct.pack(">II", rng.choice(EXTREMES) % 2**32, 0)),
        _chunk(b"eXIf", rng.randbytes(40)),
        _chunk(b"tRNS", rng.randbytes(rng.choice((1, 2, 6, 300)))),
        _chunk(b"pHYs", rng.randbytes(9)),
    ]
    parts = rng.sample(odd, rng.randrange(3))
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            *parts,
            _chunk(b"IDAT", rows),
            _chunk(b"IEND", b""),
        ]
    )


def with_checksums(content: bytes) -> bytes:
    """A damaged PNG in which the checksums of its chunks are right again."""
    found, place = bytearray(content[:8]), 8
    while place + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, place)
        body = content[place + 8 : place + 8 + length]
        found += _chunk(content[place + 4 : place + 8], body)
        place += 12 + length
    return bytes(found)

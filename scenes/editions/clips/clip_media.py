"""The moving pictures of a clip and its poster, each made once, and what they measure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
from PIL import Image

from network.atomic_write import atomic_write
from scenes.editions.clips.key_cuts import cut_at_key_frames
from scenes.media.encoding import encode
from scenes.media.formats import FORMATS
from scenes.media.frames import frames_between
from scenes.media.gif import write_gif
from scenes.media.joining import video_seconds

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.editions.clips.sections import Section

POSTER_SIDE = 960
"""The longer one of the light poster for pages, pixels."""
RECIPE = 1
"""Counts up when the same video shall give other files."""


@dataclass(frozen=True)
class Source:
    """Where the frames of a clip come from."""

    video: Path
    section: Section
    title: str


def media_key(video_checksum: str, section: Section, kind: str) -> str:
    """What a file is made of: equal keys mean equal pictures."""
    parts = [RECIPE, kind, video_checksum, section.first_frame, section.end_frame, section.rate]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def checksum(video: Path) -> str:
    """SHA-256 of a file's bytes."""
    with video.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def make_file(kind: str, source: Source, path: Path) -> None:
    """Make one file of a clip; it appears when it is whole."""
    with atomic_write(path) as partial:
        _MAKERS.get(kind, _encoded)(kind, source, partial)


def _encoded(kind: str, source: Source, path: Path) -> None:
    section = source.section
    if kind == "mp4" and cut_at_key_frames(source.video, section, path, title=source.title):
        return
    encoding = FORMATS[kind].encoding
    assert encoding is not None  # noqa: S101 - all kinds without one have makers of their own
    frames = frames_between(source.video, section.first_frame, section.end_frame)
    encode(frames, path, encoding, rate=section.rate, title=source.title)


def _gif(_kind: str, source: Source, path: Path) -> None:
    section = source.section
    frames = frames_between(source.video, section.first_frame, section.end_frame)
    write_gif(frames, path, rate=section.rate, count=section.frames)


def _poster(kind: str, source: Source, path: Path) -> None:
    # The last picture of a section is the one in which everything has arrived.
    end = source.section.end_frame
    (last,) = frames_between(source.video, end - 1, end)
    picture = Image.fromarray(last.to_ndarray(format="rgb24"))
    if kind == "webp":
        picture.thumbnail((POSTER_SIDE, POSTER_SIDE), Image.Resampling.LANCZOS)
        picture.save(path, format="WEBP", quality=82, method=4)
    else:
        picture.save(path, format="PNG", optimize=True)


_MAKERS = {"gif": _gif, "png": _poster, "webp": _poster}


def described_file(path: Path, kind: str, name: str) -> dict[str, Any]:
    """What `clips.json` says of a file."""
    output = FORMATS[kind]
    found: dict[str, Any] = {
        "path": name,
        "type": output.media_type,
        "bytes": path.stat().st_size,
        "sha256": checksum(path),
    }
    if output.is_picture:
        found |= _picture(path)
    elif output.is_video:
        found |= _video(path) | {"transparent": output.has_alpha}
    return found


def _picture(path: Path) -> dict[str, Any]:
    with Image.open(path) as picture:
        size = {"width": picture.width, "height": picture.height}
        frames = getattr(picture, "n_frames", 1)
        if picture.format != "GIF":
            return size
        milliseconds = 0
        for number in range(frames):
            picture.seek(number)
            milliseconds += picture.info.get("duration", 0)
        return {**size, "seconds": milliseconds / 1000}


def _video(path: Path) -> dict[str, Any]:
    with av.open(str(path)) as video:
        context = video.streams.video[0].codec_context
        size = {"width": context.width, "height": context.height}
    return {**size, "seconds": round(float(video_seconds(path)), 3)}

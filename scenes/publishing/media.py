"""The moving pictures of a clip, and its poster: each made once, under its name when whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from scenes.publishing.encoding import ENCODINGS, encode
from scenes.publishing.frames import frames_between
from scenes.publishing.gif import write_gif
from scenes.publishing.key_cuts import cut_at_key_frames
from scenes.whole_files import arriving

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.publishing.sections import Section

TYPES = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "alpha.webm": "video/webm",
    "alpha.mov": "video/quicktime",
    "gif": "image/gif",
    "png": "image/png",
    "webp": "image/webp",
    "vtt": "text/vtt",
    "txt": "text/plain",
    "md": "text/markdown",
}
"""Media type of each kind of file, by what follows the first dot of its name."""
POSTER_SIDE = 960
"""The longer one of the light poster for pages, pixels."""
RECIPE = 1
"""Counts up when the same video shall give other files."""


@dataclass(frozen=True)
class Source:
    """Where the frames of a clip come from.

    Attributes
    ----------
    video
        Of the whole scene.
    section
        Which of its frames.
    title
        Written into the files.
    """

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
    with arriving(path) as partial:
        _MAKERS.get(kind, _encoded)(kind, source, partial)


def _encoded(kind: str, source: Source, path: Path) -> None:
    section = source.section
    if kind == "mp4" and cut_at_key_frames(source.video, section, path, title=source.title):
        return
    frames = frames_between(source.video, section.first_frame, section.end_frame)
    encode(frames, path, ENCODINGS[kind], rate=section.rate, title=source.title)


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

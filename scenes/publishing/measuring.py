"""What a finished file is: its size on disk and on screen, its length, its checksum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
from PIL import Image

from scenes.joining import video_seconds
from scenes.publishing.media import TYPES, checksum

if TYPE_CHECKING:
    from pathlib import Path


def described_file(path: Path, kind: str, name: str) -> dict[str, Any]:
    """What `clips.json` says of a file.

    Parameters
    ----------
    path
        Of the file.
    kind
        What follows the first dot of its name.
    name
        Its path from `clips.json`.
    """
    found: dict[str, Any] = {
        "path": name,
        "type": TYPES[kind],
        "bytes": path.stat().st_size,
        "sha256": checksum(path),
    }
    if kind in ("png", "webp", "gif"):
        found |= _picture(path)
    elif TYPES[kind].startswith("video/"):
        found |= _video(path) | {"transparent": kind.startswith("alpha.")}
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

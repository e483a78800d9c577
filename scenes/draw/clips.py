"""Clips of visitors' digits: what was ordered, how far it is, and the folder where it lies."""

from __future__ import annotations

import os
import re
import shutil
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import av

from network.digits.image_format import image_format_of
from network.digits.pen_drawing import PenDrawing
from network.errors import OptionError
from network.forward import forward
from network.temporary_folders import temporary_folder
from scenes.catalog import entry
from scenes.draw.page import CLIP_ASPECTS, CLIP_QUALITIES
from scenes.media.sound_streams import has_sound
from scenes.render.timetable import read_timetable
from scenes.subject.aspects import WIDE, frame_size

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from network.mlp import MLP

USUAL_SECONDS = 40.0
"""Length taken for a scene whose own has not been noted."""
DRAWING = "drawing.png"
"""Name of the file that holds what was drawn."""
CLIP_FILES = {
    "clip.mp4": ("{scene}.mp4", "video/mp4"),
    "captions.vtt": ("{scene}.vtt", "text/vtt"),
    "captions.srt": ("{scene}.srt", "application/x-subrip"),
    "poster.png": ("{scene}.png", "image/png"),
    "record.json": ("{scene}.json", "application/json"),
    DRAWING: (DRAWING, "image/png"),
}
"""What the page may ask for: the file in the clip's folder, and its type."""
ENDINGS = ("done", "failed", "cancelled")


@dataclass(eq=False)
class Clip:
    """One scene with one drawing, ordered by the page; changes as it comes along.

    Attributes
    ----------
    answer
        Name of the class that the network answers.
    scene, quality, aspect
        What is filmed, how large, and in which shape.
    burn_captions
        Whether captions are drawn into its pictures.
    folder
        Where its files are; it is the clip's own. Another, until they are whole.
    key
        What the page asks by; cannot be guessed.
    usual_seconds
        How long the scene is with the digit of the film.
    state
        `queued`, `running`, `done`, `failed` or `cancelled`.
    filmed_seconds
        How far the film has come; None before the first frame.
    """

    drawing: PenDrawing
    answer: str
    scene: str
    quality: str
    aspect: str
    burn_captions: bool
    folder: Path
    key: str
    usual_seconds: float = USUAL_SECONDS
    state: str = "queued"
    filmed_seconds: float | None = None
    error: str = ""
    started: float | None = None
    ended: float | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in ENDINGS

    @property
    def share(self) -> float | None:
        """How much is done, 0..1; None as long as nobody knows."""
        if self.state == "done":
            return 1.0
        if self.filmed_seconds is None:
            return None
        # Captions that say other values take longer: never done before it is.
        return round(min(self.filmed_seconds / self.usual_seconds, 0.99), 4)

    def end(self, state: str, error: str = "") -> None:
        """Come to an end; a clip ends once."""
        if not self.has_ended:
            self.state, self.error, self.ended = state, error, time.monotonic()

    def path(self, name: str) -> tuple[Path, str] | None:
        """A file and its type, None when there is none of this name yet."""
        if name not in CLIP_FILES or (self.state != "done" and name != DRAWING):
            return None
        file, media_type = CLIP_FILES[name]
        path = self.folder / file.format(scene=self.scene)
        return (path, media_type) if os.path.isfile(path) else None  # noqa: PTH113 - never raises


def new_clip(wanted: Mapping[str, object], model: MLP, output: Path) -> Clip:
    """A clip that has been ordered.

    Parameters
    ----------
    wanted
        What the order says: `drawing`, `scene` and `quality`; `aspect` and `burn_captions`, if it
        likes.

    Raises
    ------
    OptionError
        When there is no such scene, quality or aspect, or the drawing is none.
    """
    scene, quality = wanted.get("scene"), wanted.get("quality")
    aspect, burn_captions = wanted.get("aspect", WIDE), wanted.get("burn_captions", False)
    if not isinstance(scene, str):
        raise OptionError("scene: expected the name of a scene")
    if not isinstance(quality, str) or quality not in CLIP_QUALITIES:
        raise OptionError(f"quality: expected one of {', '.join(CLIP_QUALITIES)}")
    if not isinstance(aspect, str) or aspect not in CLIP_ASPECTS:
        raise OptionError(f"aspect: expected one of {', '.join(CLIP_ASPECTS)}")
    if not isinstance(burn_captions, bool):
        raise OptionError("burn_captions: expected true or false")
    name, key = entry(scene).name, uuid.uuid4().hex
    drawing = PenDrawing.from_json(wanted.get("drawing"))
    trace = forward(model, drawing.pixels(image_format_of(model.layer_sizes[0])))
    answer = model.labels[trace.answer]
    times = read_timetable().get(name)
    seconds = times.seconds if times else USUAL_SECONDS
    folder = output / f"{name}-{key}"
    return Clip(drawing, answer, name, quality, aspect, burn_captions, folder, key, seconds)


def clip_status(clip: Clip) -> dict[str, Any]:
    """What the page shows of a clip."""
    end = time.monotonic() if clip.ended is None else clip.ended
    elapsed = 0.0 if clip.started is None else end - clip.started
    place, size = f"/api/clips/{clip.key}/", frame_size(clip.aspect, clip.quality)
    return {
        "key": clip.key,
        "scene": clip.scene,
        "title": entry(clip.scene).title_about(None),
        "quality": clip.quality,
        "aspect": clip.aspect,
        "width": size.pixel_width,
        "height": size.pixel_height,
        "burn_captions": clip.burn_captions,
        "sound": _is_heard(clip),
        "answer": clip.answer,
        "state": clip.state,
        "share": clip.share,
        "elapsed_seconds": round(elapsed, 1),
        "error": clip.error,
        "files": {name: place + name for name in CLIP_FILES if clip.path(name)},
    }


def _is_heard(clip: Clip) -> bool:
    """Whether the film has sound; False as long as there is none."""
    found = clip.path("clip.mp4")
    return found is not None and _is_heard_as_of(found[0], found[0].stat().st_mtime_ns)


@lru_cache(maxsize=64)  # crowds of pages ask for all clips
def _is_heard_as_of(film: Path, _changed: int) -> bool:
    try:
        return has_sound(film)
    except av.FFmpegError:  # damaged since; its player will say so
        return False


KEPT_CLIPS = 20
"""Finished clips that stay on disk, from this run and from those before."""
_NAME = re.compile(r"[A-Za-z]+-[0-9a-f]{32}")


@contextmanager
def unfinished(clip: Clip) -> Iterator[Path]:
    """The clip in a temporary folder, with the drawing in it; it takes its place when it is done.

    The folder that this yields is for what only the filming needs.
    """
    place = clip.folder
    place.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(place.parent.resolve()) as beside:
        clip.folder, temporary = beside / place.name, beside / "temporary"
        clip.folder.mkdir()
        temporary.mkdir()
        clip.drawing.save(clip.folder / DRAWING)
        yield temporary
        if clip.state == "done":
            clip.folder = clip.folder.rename(place)


def remove_oldest(output: Path, kept: Collection[Path]) -> None:
    """Remove the oldest folders of clips beyond the bound, and nothing else that lies there.

    Raises
    ------
    OSError
        When the folder can't be read.
    """
    with os.scandir(output) as found:
        folders = [each for each in found if _NAME.fullmatch(each.name) and each.is_dir()]
        newest = sorted(folders, key=lambda each: each.stat().st_mtime, reverse=True)
    for path in (output / each.name for each in newest[KEPT_CLIPS:]):
        if path not in kept and (path / DRAWING).is_file():
            shutil.rmtree(path, ignore_errors=True)

"""The one place that touches manim's configuration, sections, captions and output paths."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from manim import tempconfig
from numpy.typing import NDArray
from PIL import Image

from network.mnist import find_mnist
from network.test_data import MNIST_TEST_SET, OWN_DIGITS
from network.weight_files import model_checksum
from scenes import captions, catalog
from scenes.audit import Fault
from scenes.captions import Cue
from scenes.chapter import Chapter
from scenes.ledger import Ledger, ShownValue
from scenes.render_options import RenderOptions
from scenes.settings import Settings, using
from scenes.theme import BACKGROUND
from scenes.typst_cache import typst_folder

QUALITIES = {
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "p": (2560, 1440, 60),
    "k": (3840, 2160, 60),
}
"""Width, height and frames a second, as manim's own letters have them."""
WORK = ".work"
"""Folder inside the output folder for what is not finished yet."""


@dataclass(frozen=True)
class SectionRecord:
    """A beat of a scene, with its time."""

    name: str
    start_seconds: float
    seconds: float


@dataclass(frozen=True, eq=False)
class Rehearsal:
    """What a dry run of a scene found.

    Attributes
    ----------
    scene, seconds, sections, cues
        Name, length, beats and captions.
    ledger
        Every number that was on screen.
    faults
        What a viewer could not see or read.
    pictures
        Last frame of every section, shape (height, width, 3), uint8, if asked for.
    """

    scene: str
    seconds: float
    sections: tuple[SectionRecord, ...]
    cues: tuple[Cue, ...]
    ledger: Ledger
    faults: tuple[Fault, ...]
    pictures: tuple[tuple[str, NDArray[Any]], ...] = ()

    @cached_property
    def shown(self) -> tuple[ShownValue, ...]:
        """Every number that was on screen, number by number."""
        return tuple(self.ledger)


@dataclass(frozen=True)
class RenderedScene:
    """The files of one rendered scene."""

    video: Path
    subtitles_srt: Path
    subtitles_vtt: Path
    poster: Path
    record: Path


def rehearse(
    name: str, settings: Settings, *, quality: str = "l", pictures: bool = False
) -> Rehearsal:
    """Run a scene without writing a video.

    Parameters
    ----------
    name
        Of a scene in the catalog.
    quality
        `l` to `k`: the size of the pictures.
    pictures
        Whether the last frame of every section is drawn.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    entry = catalog.entry(name)
    with using(settings), _configured(quality, dry_run=True):
        scene = entry.load()(skip_animations=True)
        scene.keep_pictures = pictures
        scene.render()
        return _rehearsal(scene)


def render_scene(name: str, settings: Settings, options: RenderOptions) -> RenderedScene:
    """Render a scene into the output folder; files appear under their names when they are whole.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    entry = catalog.entry(name)
    work = options.output / WORK / f"{name}-{os.getpid()}"
    work.mkdir(parents=True, exist_ok=True)
    try:
        output = {"format": options.format, "transparent": options.transparent}
        with using(settings), _configured(options.quality, media_dir=str(work), **output):
            scene = entry.load()()
            scene.keep_pictures = True
            scene.render()
            made = _made_file(work, name, options.format)
        return _publish(scene, made, options, settings)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):  # another render may be at work there
            work.parent.rmdir()


def record_of(name: str, settings: Settings, options: RenderOptions) -> dict[str, Any]:
    """What a finished scene's JSON says of how it was made: equal means nothing to do again."""
    from scenes.subject import model_of, subject

    with using(settings):
        inputs, model = subject(settings).trace.inputs, model_of(settings)
        return {
            "scene": name,
            "options": {
                "quality": options.quality,
                "format": options.format,
                "transparent": options.transparent,
                "palette": settings.palette,
            },
            "model": model_checksum(model),
            "layer_sizes": list(model.layer_sizes),
            "activations": list(model.activations),
            "inputs": _checksum(inputs.tobytes()),
            "test_data": OWN_DIGITS if find_mnist(settings.mnist_dir) is None else MNIST_TEST_SET,
            "code": _checksum(*(path.read_bytes() for path in _own_modules())),
            "versions": {
                library: version(library) for library in ("manim", "numpy", "neuroscenes")
            },
        }


def _checksum(*pieces: bytes) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _own_modules() -> list[Path]:
    # Everything a scene could depend on: what is rendered again needlessly is at least never stale.
    root = Path(__file__).resolve().parents[1]
    modules = [p for folder in ("network", "scenes") for p in (root / folder).rglob("*.py")]
    return sorted([*modules, *(root / "assets" / "measurements").glob("*.json")])


def _rehearsal(scene: Chapter) -> Rehearsal:
    return Rehearsal(
        scene=type(scene).__name__,
        seconds=scene.seconds,
        sections=_sections(scene),
        cues=tuple(scene.cues),
        ledger=scene.ledger,
        faults=tuple(scene.faults),
        pictures=tuple(scene.pictures),
    )


def _sections(scene: Chapter) -> tuple[SectionRecord, ...]:
    ends = [start for _, start in scene.beats[1:]] + [scene.seconds]
    return tuple(
        SectionRecord(name, start, end - start)
        for (name, start), end in zip(scene.beats, ends, strict=True)
    )


def _publish(
    scene: Chapter, made: Path, options: RenderOptions, settings: Settings
) -> RenderedScene:
    name = type(scene).__name__
    base = options.output / name
    files = RenderedScene(
        video=base.with_suffix(f".{options.format}"),
        subtitles_srt=base.with_suffix(".srt"),
        subtitles_vtt=base.with_suffix(".vtt"),
        poster=base.with_suffix(".png"),
        record=base.with_suffix(".json"),
    )
    rehearsal = _rehearsal(scene)
    record = {
        **record_of(name, settings, options),
        "seconds": rehearsal.seconds,
        "sections": [asdict(section) for section in rehearsal.sections],
        "values": [asdict(value) for value in rehearsal.shown if value.text],
    }
    _replace_text(files.subtitles_srt, captions.to_srt(rehearsal.cues))
    _replace_text(files.subtitles_vtt, captions.to_vtt(rehearsal.cues))
    if options.format != "png":
        poster = files.poster.with_suffix(".partial.png")
        Image.fromarray(rehearsal.pictures[-1][1]).save(poster)
        poster.replace(files.poster)
    made.replace(files.video)
    # The record comes last: where it stands, everything else is there.
    _replace_text(files.record, json.dumps(record, indent=1) + "\n")
    return replace(files, poster=files.video) if options.format == "png" else files


def _replace_text(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _made_file(work: Path, name: str, suffix: str) -> Path:
    found = [
        path
        for path in work.rglob(f"{name}*.{suffix}")
        if "partial_movie_files" not in path.parts and "sections" not in path.parts
    ]
    if not found:
        msg = f"{name}: manim wrote no {suffix} file"
        raise RuntimeError(msg)
    return found[0]


@contextmanager
def _configured(quality: str, **changes: Any) -> Iterator[None]:
    width, height, rate = QUALITIES[quality]
    transparent = changes.pop("transparent", False)
    logger = logging.getLogger("manim")
    level = logger.level
    with (
        typst_folder() as compiled,
        tempconfig(
            {
                "pixel_width": width,
                "pixel_height": height,
                "frame_rate": rate,
                "background_color": BACKGROUND,
                "background_opacity": 0.0 if transparent else 1.0,
                "disable_caching": True,
                "progress_bar": "none",
                "verbosity": "WARNING",
                "media_dir": str(compiled),
                "tex_dir": str(compiled),
                **changes,
            }
        ),
    ):
        logger.setLevel(logging.WARNING)
        try:
            yield
        finally:
            logger.setLevel(level)

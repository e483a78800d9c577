"""The one place that touches manim's configuration, sections, captions and output paths."""

from __future__ import annotations

import ctypes
import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from manim import tempconfig
from numpy.typing import NDArray

from network.errors import OptionError
from network.temporary_folders import temporary_folder
from scenes import catalog
from scenes.audit.faults import Fault
from scenes.audit.movements import MovementAudit
from scenes.audit.observer import Observer
from scenes.chapter import Chapter
from scenes.media.captions import CaptionLine, Cue
from scenes.media.formats import FORMATS
from scenes.render.burnt_captions import laid_out
from scenes.render.frame_writer import FrameRenderer
from scenes.render.outputs import SectionRecord
from scenes.sound.speech import Speech
from scenes.sound.tones import PlacedSound
from scenes.stage.theme import BACKGROUND
from scenes.stage.typesetting import place_for_manim, typst_folder
from scenes.subject.aspects import frame_size
from scenes.subject.ledger import Ledger, ShownValue
from scenes.subject.render_options import QUALITIES, RenderOptions
from scenes.subject.settings import Settings, using


@dataclass(frozen=True, eq=False)
class DryRun:
    """What a dry run of a scene found.

    Attributes
    ----------
    scene, seconds, sections, lines, cues
        Name, length, beats and captions, as they were given and cut into cues.
    ledger
        Every number that was on screen or heard.
    faults
        What a viewer could not see or read.
    speeches
        What was spoken, and when in seconds each began.
    pictures
        Last frame of every section, shape (height, width, 3), uint8, if asked for.
    sounds
        What is heard besides the captions.
    """

    scene: str
    seconds: float
    sections: tuple[SectionRecord, ...]
    lines: tuple[CaptionLine, ...]
    cues: tuple[Cue, ...]
    ledger: Ledger
    faults: tuple[Fault, ...]
    speeches: tuple[tuple[float, Speech], ...] = ()
    pictures: tuple[tuple[str, NDArray[Any]], ...] = ()
    sounds: tuple[PlacedSound, ...] = ()

    @cached_property
    def shown(self) -> tuple[ShownValue, ...]:
        """Every number that was on screen or heard, number by number."""
        return tuple(self.ledger)


@dataclass(frozen=True, eq=False)
class RenderedSections:
    """The files that came of drawing a scene, or some of its sections.

    Attributes
    ----------
    rehearsal
        What was shown and said, passed over sections too.
    sections
        Video of each section that was drawn, by its number.
    whole
        The one file, of formats that are not drawn in sections.
    poster
        The last picture, shape (height, width, 3), uint8.
    sound
        What is heard in the whole scene, in -1..1, shape (samples,); None for a silent one.
    """

    rehearsal: DryRun
    poster: NDArray[Any]
    sections: dict[int, Path]
    whole: Path | None
    sound: NDArray[np.float32] | None = None


def dry_run(
    name: str,
    settings: Settings,
    *,
    quality: str = "l",
    times_of: str | None = None,
    pictures: bool = False,
    movements: bool = False,
) -> DryRun:
    """Run a scene without writing a video.

    Parameters
    ----------
    name
        Of a scene in the catalog.
    quality
        `l` to `k`: the size of the pictures.
    times_of
        The quality whose frames are counted, if it is another.
    pictures
        Whether the last frame of every section is drawn.
    movements
        Whether faults of movements are found as well.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    rate = QUALITIES[times_of or quality][2]
    watch = MovementAudit() if movements else None
    found = observed(name, settings, watch, quality=quality, rate=rate, pictures=pictures)
    return found if watch is None else replace(found, faults=(*found.faults, *watch.faults))


def observed(
    name: str,
    settings: Settings,
    observer: Observer | None,
    *,
    quality: str = "l",
    rate: int | None = None,
    pictures: bool = False,
    lines: int | None = None,
    last_beat: str | None = None,
) -> DryRun:
    """Run a scene without writing a video, and let an observer see its movements.

    Parameters
    ----------
    name, settings, quality, pictures
        As in `dry_run`.
    observer
        Told of every movement.
    rate
        Frames a second that are counted, if not those of the quality.
    lines
        Of the pictures' shorter side, if not those of the quality.
    last_beat
        The one that the scene ends with, and whose picture alone is drawn; None runs all of it.

    Raises
    ------
    NeuroscenesError
        As `dry_run`; and for a beat that the scene doesn't have.
    """
    entry = catalog.entry(name)
    size = asdict(frame_size(settings.aspect, quality))
    if lines is not None:
        factor = lines / min(size["pixel_width"], size["pixel_height"])
        size |= {key: round(factor * size[key]) for key in ("pixel_width", "pixel_height")}
    changes = {"dry_run": True, "frame_rate": rate or QUALITIES[quality][2]}
    with using(settings), _configured(settings.aspect, quality, **size, **changes):
        chapter = entry.load()
        if last_beat is not None:
            _check_beat(chapter, last_beat)
        scene = chapter(renderer=FrameRenderer(skip_animations=True))
        scene.keep_pictures, scene.observer, scene.last_beat = pictures, observer, last_beat
        scene.render()
        return _rehearsal(scene)


def _check_beat(chapter: type[Chapter], beat_id: str) -> None:
    try:
        chapter.section_name(beat_id)
    except LookupError as error:
        known = ", ".join(chapter.beats)
        msg = f"{chapter.__name__}: expected a section out of {known}, got {beat_id}"
        raise OptionError(msg) from error


def draw_scene(
    name: str,
    settings: Settings,
    options: RenderOptions,
    folder: Path,
    *,
    only: range | None = None,
    tell: Callable[[float], None] | None = None,
) -> RenderedSections:
    """Draw a scene, or some of its sections, into files of a folder.

    Parameters
    ----------
    name
        Of a scene in the catalog.
    settings, options
        What is shown, and how.
    folder
        For this alone; what is in it afterwards is the caller's.
    only
        Numbers of the sections to draw; the others are passed over, which takes no time.
    tell
        Told how many seconds of film are drawn so far.

    Raises
    ------
    NeuroscenesError
        For an unknown scene, or an input or a model that can't be read.
    """
    entry = catalog.entry(name)
    in_sections = FORMATS[options.format].is_drawn_in_sections
    # How long a caption stays is known when it ends: the scene is run once before it is drawn.
    burns, quality = options.burn_captions, options.quality
    said = dry_run(name, settings, times_of=quality).cues if burns else ()
    output = {
        "format": options.format,
        "transparent": options.transparent,
        "save_sections": in_sections,
        "video_encoder_options": dict(FORMATS[options.format].render_settings),
    }
    with (
        using(settings),
        _without_braces(folder) as media,
        _configured(settings.aspect, options.quality, media_dir=str(media), **output),
    ):
        scene = entry.load()(renderer=FrameRenderer(laid_out(said)))
        scene.only_beats = only if in_sections else None
        scene.tell = tell
        scene.render()
        rehearsal, poster = _rehearsal(scene), scene.still_frame()
    del scene
    _give_memory_back()
    if in_sections:
        from scenes.sound.soundtrack import soundtrack  # it takes long to load, and comes last

        sound = soundtrack(rehearsal.speeches, rehearsal.sounds, rehearsal.seconds)
        clips = folder.rglob(f"sections/{name}_*.{options.format}")
        sections = {_section_number(clip): clip for clip in clips}
        return RenderedSections(rehearsal, poster, sections, None, sound)
    return RenderedSections(rehearsal, poster, {}, _whole_file(folder, name, options.format))


def _give_memory_back() -> None:
    """A scene is full of cycles, and the next one needs its memory in one piece."""
    gc.collect()
    # Only glibc keeps what is free, and can be asked for it.
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _rehearsal(scene: Chapter) -> DryRun:
    return DryRun(
        scene=type(scene).__name__,
        seconds=scene.seconds,
        sections=_sections(scene),
        lines=tuple(scene.caption_lines),
        cues=tuple(scene.cues),
        ledger=scene.ledger,
        faults=tuple(scene.faults),
        speeches=tuple(scene.speeches),
        pictures=tuple(scene.pictures),
        sounds=tuple(scene.sounds),
    )


def _sections(scene: Chapter) -> tuple[SectionRecord, ...]:
    ends = [start for _, start in scene.sections[1:]] + [scene.seconds]
    return tuple(
        SectionRecord(name, start, end - start)
        for (name, start), end in zip(scene.sections, ends, strict=True)
    )


def _section_number(clip: Path) -> int:
    # manim calls them NAME_0003_the-name.mp4.
    return int(clip.stem.split("_")[1])


def _whole_file(folder: Path, name: str, suffix: str) -> Path:
    found = [
        path
        for path in folder.rglob(f"{name}*.{suffix}")
        if "partial_movie_files" not in path.parts
    ]
    if not found:
        msg = f"{name}: manim wrote no {suffix} file"
        raise RuntimeError(msg)
    return found[0]


@contextmanager
def _without_braces(folder: Path) -> Iterator[Path]:
    """A way to the folder that manim can fill in: in its paths, braces name other settings."""
    if not {"{", "}"} & set(str(folder)):
        yield folder
        return
    folder.mkdir(parents=True, exist_ok=True)
    with temporary_folder(place_for_manim()) as beside:
        way = beside / "media"
        way.symlink_to(folder.resolve(), target_is_directory=True)
        yield way


@contextmanager
def _configured(aspect: str, quality: str, **changes: Any) -> Iterator[None]:
    transparent = changes.pop("transparent", False)
    logger = logging.getLogger("manim")
    level = logger.level
    with (
        typst_folder() as compiled,
        tempconfig(
            {
                **asdict(frame_size(aspect, quality)),
                "frame_rate": QUALITIES[quality][2],
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

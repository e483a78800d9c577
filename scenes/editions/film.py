"""The film: the scenes of the catalog as one video with chapters, captions and a record."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write, atomic_write_text
from network.errors import OptionError
from scenes.catalog import ACT_TITLES, FILM, FILM_TITLE, PARTS, entry
from scenes.editions.transcript import transcript
from scenes.media import captions
from scenes.media.captions import read_srt
from scenes.media.formats import section_kinds
from scenes.media.joining import chapter_spans, join_videos, start_times
from scenes.media.sound_streams import has_sound, sounds_of
from scenes.render.dependencies import checksum
from scenes.render.outputs import (
    RenderedScene,
    checksums,
    files_named,
    intact_record,
    is_published,
    write_record,
)
from scenes.render.staging import lock
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenes.media.captions import Cue
    from scenes.render.outputs import RenderInputs
    from scenes.subject.render_options import RenderOptions

ALL_SCENES = tuple(part.name for part in PARTS)
POSTER_SCENE = "ForwardPass"
"""The scene whose poster stands for the film: the whole network at work."""

_SAME = (
    *("options", "model", "layer_sizes", "activations"),
    *("inputs", "test_data", "versions"),
)


def check_format(options: RenderOptions) -> None:
    """Refuse a format that can't be joined.

    Raises
    ------
    OptionError
        For gif and png.
    """
    if options.format not in section_kinds():
        expected = ", ".join(section_kinds())
        raise OptionError(f"film: expected --format {expected}, got {options.format}")


def film_files(options: RenderOptions) -> RenderedScene:
    """Where the film and the files beside it stand."""
    return files_named(FILM, options)


def is_joined(scenes: Mapping[str, RenderedScene], options: RenderOptions) -> bool:
    """Whether the film is there, and made of these very scenes."""
    return is_published(film_files(options), {"scenes": _checksums(scenes)})


def joined(
    scenes: Mapping[str, RenderedScene],
    inputs: Mapping[str, RenderInputs],
    options: RenderOptions,
) -> bool:
    """Join the film unless it is there; False when another run took a scene away meanwhile.

    Parameters
    ----------
    scenes
        Files of the scenes, in viewing order.
    inputs
        What each of them must be made of.
    """
    with ExitStack() as held:
        for name in (FILM, *scenes):  # always in this order, or two runs wait for one another
            held.enter_context(lock(options, name))
        there = all(is_published(files, inputs[name].as_json()) for name, files in scenes.items())
        if there and not is_joined(scenes, options):
            join(scenes, options)
        return there


def join(scenes: Mapping[str, RenderedScene], options: RenderOptions) -> RenderedScene:
    """Join rendered scenes, with all that stands beside them; no picture is encoded again.

    Beside the film stands a transcript, too, in Markdown.
    """
    film = film_files(options)
    film.record.unlink(missing_ok=True)  # while the files change there is no record
    videos = [scene.video for scene in scenes.values()]
    times = start_times(videos)
    starts = [float(time) for time in times]
    titles = [_chapter_title(name) for name in scenes]
    with atomic_write(film.video) as partial:
        join_videos(
            videos,
            titles,
            partial,
            title=_(FILM_TITLE),
            container=options.format,
            sound=sounds_of(videos, times) if any(map(has_sound, videos)) else None,
        )
    cues = [
        cue
        for scene, start, end in zip(scenes.values(), starts[:-1], starts[1:], strict=True)
        for cue in captions.placed(_cues_of(scene), start, end)
    ]
    atomic_write_text(film.subtitles_srt, captions.to_srt(cues))
    atomic_write_text(film.subtitles_vtt, captions.to_vtt(cues))
    with atomic_write(film.poster) as partial:
        shutil.copyfile(scenes.get(POSTER_SCENE, next(iter(scenes.values()))).poster, partial)
    records = [intact_record(scene.record) for scene in scenes.values()]
    record = {
        **_joined_record(records, starts),
        "scenes": _checksums(scenes),
        "files": checksums(film),
    }
    atomic_write_text(film.video.with_suffix(".md"), transcript(record, cues))
    write_record(film.record, record)
    return film


def _chapter_title(name: str) -> str | None:
    """None for the title of an act: it belongs to the chapter of the act's first scene."""
    part = entry(name)
    return None if part in ACT_TITLES else part.title


def _checksums(scenes: Mapping[str, RenderedScene]) -> dict[str, str]:
    return {name: checksum([scene.record.read_bytes()]) for name, scene in scenes.items()}


def _cues_of(scene: RenderedScene) -> list[Cue]:
    return read_srt(scene.subtitles_srt.read_text(encoding="utf-8"))


def _joined_record(records: Sequence[dict[str, Any]], starts: Sequence[float]) -> dict[str, Any]:
    placed = list(zip(records, starts[:-1], strict=True))
    names = [record["scene"] for record in records]
    chapters = [None if _chapter_title(name) is None else name for name in names]
    same = {key: records[0][key] for key in _SAME}
    return {
        "scene": FILM,
        **same,
        "seconds": starts[-1],
        "chapters": [
            {
                "name": name,
                "title": entry(name).title,
                "start_seconds": start,
                "seconds": end - start,
            }
            for name, start, end in chapter_spans(chapters, starts)
        ],
        "sections": [
            {"scene": record["scene"], **section, "start_seconds": section["start_seconds"] + start}
            for record, start in placed
            for section in record["sections"]
        ],
        "values": [
            {**value, "seconds": value["seconds"] + start}
            for record, start in placed
            for value in record["values"]
        ],
    }

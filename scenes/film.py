"""The film: the scenes of the catalog as one video with chapters, captions and a record."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

from network.errors import OptionError
from scenes import captions
from scenes.captions import Cue
from scenes.catalog import CATALOG, entry
from scenes.engine.dependencies import checksum
from scenes.engine.outputs import RenderedScene, files_named, is_published, sizes
from scenes.joining import FORMATS, join_videos, start_times
from scenes.whole_files import arriving, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scenes.render_options import RenderOptions

ALL_SCENES = tuple(scene.name for scene in CATALOG)
FILM = "neuroscenes"
"""Name of the film's files."""
POSTER_SCENE = "ForwardPass"
"""The scene whose poster stands for the film: the whole network at work."""

_SRT_CUE = re.compile(r"\d+\n(\S+) --> (\S+)\n((?:.+\n?)+)")


def check_format(options: RenderOptions) -> None:
    """Refuse a format that can't be joined.

    Raises
    ------
    OptionError
        For gif and png.
    """
    if options.format not in FORMATS:
        raise OptionError(f"film: expected --format {', '.join(FORMATS)}, got {options.format}")


def film_files(options: RenderOptions) -> RenderedScene:
    """Where the film and the files beside it stand."""
    return files_named(FILM, options)


def is_joined(scenes: Mapping[str, RenderedScene], options: RenderOptions) -> bool:
    """Whether the film is there, and made of these very scenes."""
    return is_published(film_files(options), {"scenes": _checksums(scenes)})


def join(scenes: Mapping[str, RenderedScene], options: RenderOptions) -> RenderedScene:
    """Join rendered scenes, with all that stands beside them, without encoding them again."""
    film = film_files(options)
    film.record.unlink(missing_ok=True)  # while the files change there is no record
    videos = [scene.video for scene in scenes.values()]
    starts = [float(start) for start in start_times(videos)]
    titles = [entry(name).title for name in scenes]
    with arriving(film.video) as partial:
        join_videos(videos, titles, partial, title=FILM, container=options.format)
    cues = [
        cue
        for scene, start in zip(scenes.values(), starts, strict=False)
        for cue in captions.shifted(_read_cues(scene.subtitles_srt), start)
    ]
    write_whole(film.subtitles_srt, captions.to_srt(cues))
    write_whole(film.subtitles_vtt, captions.to_vtt(cues))
    with arriving(film.poster) as partial:
        shutil.copyfile(scenes.get(POSTER_SCENE, next(iter(scenes.values()))).poster, partial)
    records = [json.loads(scene.record.read_text(encoding="utf-8")) for scene in scenes.values()]
    joined = {
        **_joined_record(records, starts),
        "scenes": _checksums(scenes),
        "files": sizes(film),
    }
    write_whole(film.record, json.dumps(joined, indent=1) + "\n")
    return film


def _checksums(scenes: Mapping[str, RenderedScene]) -> dict[str, str]:
    return {name: checksum([scene.record.read_bytes()]) for name, scene in scenes.items()}


def _read_cues(path: Path) -> list[Cue]:
    text = path.read_text(encoding="utf-8")
    return [
        Cue(_seconds(start), _seconds(end), words.rstrip("\n"))
        for start, end, words in _SRT_CUE.findall(text)
    ]


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.replace(",", ".").split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def _joined_record(records: Sequence[dict[str, Any]], starts: Sequence[float]) -> dict[str, Any]:
    placed = list(zip(records, starts, starts[1:], strict=False))
    same = {key: records[0][key] for key in ("options", "model", "inputs", "versions")}
    return {
        "scene": FILM,
        **same,
        "seconds": starts[-1],
        "chapters": [
            {
                "name": record["scene"],
                "title": entry(record["scene"]).title,
                "start_seconds": start,
                "seconds": end - start,
            }
            for record, start, end in placed
        ],
        "sections": [
            {"scene": record["scene"], **section, "start_seconds": section["start_seconds"] + start}
            for record, start, _ in placed
            for section in record["sections"]
        ],
        "values": [
            {**value, "seconds": value["seconds"] + start}
            for record, start, _ in placed
            for value in record["values"]
        ],
    }

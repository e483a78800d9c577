"""The clips of scenes: a file of every kind and an entry for each section; none is made twice."""

from __future__ import annotations

import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json
from network.bounds.sealed_json import read_sealed, sealed
from network.errors import NeuroscenesError, RecordError, reading
from scenes.editions.clips.bundle import bundle_key, write_bundle
from scenes.editions.clips.clip_media import (
    Source,
    described_file,
    make_file,
    media_key,
)
from scenes.editions.clips.entries import as_markdown, as_text, clip_entry
from scenes.editions.clips.sections import record_in, sections_of
from scenes.media import captions
from scenes.media.captions import cut, read_srt
from scenes.media.formats import FORMATS, alpha_kinds, kinds_in_every_clip, poster_kinds
from scenes.media.frames import video_size
from scenes.media.sound_streams import has_sound
from scenes.render.outputs import file_checksum
from scenes.render.workers.job_queue import Done, Failed
from scenes.render.workers.local_workers import LocalWorkers
from scenes.subject.settings import using

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from scenes.editions.clips.publication import Publication
    from scenes.editions.clips.sections import Section
    from scenes.media.captions import Cue
    from scenes.render.outputs import RenderedScene


KEYS = "keys.json"
"""Of what each file in a scene's folder was made, and its checksum."""


def cut_scene(
    scene: RenderedScene, publication: Publication, transparent: RenderedScene | None = None
) -> list[dict[str, Any]]:
    """Make what is not there yet of a scene's clips.

    Parameters
    ----------
    transparent
        The same scene without the stage, if that is asked for.

    Returns
    -------
    The entries of the clips, in order, as `clips.json` lists them.

    Raises
    ------
    OptionError
        When record and video don't belong together.
    """
    record, footage = record_in(scene), _footage(scene, publication, transparent)
    cues = read_srt(scene.subtitles_srt.read_text(encoding="utf-8"))
    size, palette = video_size(scene.video), publication.settings.colors
    sound = has_sound(scene.video)
    folder = publication.clips / record["scene"]
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for section in footage[0].sections:
        said = cut(cues, section.start_seconds, section.start_seconds + section.seconds)
        entry = clip_entry(section, record, said, size, palette, sound=sound)
        _write_texts(entry, said, folder, section.stem)
        wanted = [file for each in footage for file in each.files(section, entry["title"])]
        force = publication.options.force
        _make_missing(wanted, folder, force=force)
        video = next(
            file for file in wanted if file.name == f"{section.stem}.{publication.bundled}"
        )
        _make_missing([_bundle_of(video, folder, section)], folder, force=force)
        entry["files"] = {
            kind: described_file(
                folder / f"{section.stem}.{kind}", kind, f"{folder.name}/{section.stem}.{kind}"
            )
            for kind in (*publication.kinds, *kinds_in_every_clip())
        }
        entries.append(entry)
    _forget_others(folder, {section.stem for section in footage[0].sections})
    return entries


@dataclass(frozen=True)
class _Wanted:
    """A file that a clip shall have, and what makes it at a path."""

    name: str
    key: str
    make: Callable[[Path], None]


def _bundle_of(video: _Wanted, folder: Path, section: Section) -> _Wanted:
    """The zip of a clip's video and captions."""
    captions_file = folder / f"{section.stem}.vtt"
    parts = [folder / video.name, captions_file]
    return _Wanted(
        name=f"{section.stem}.zip",
        key=bundle_key(video.key, captions_file),
        make=partial(write_bundle, parts, section.scene),
    )


@dataclass(frozen=True)
class _Footage:
    """A scene's video, and the kinds of files that are made of it."""

    video: Path
    checksum: str
    sections: tuple[Section, ...]
    kinds: tuple[str, ...]

    def files(self, section: Section, title: str) -> list[_Wanted]:
        own = self.sections[section.number - 1]
        return [
            _Wanted(
                name=f"{section.stem}.{kind}",
                key=media_key(self.checksum, own, kind),
                make=partial(make_file, kind, Source(self.video, own, title)),
            )
            for kind in self.kinds
        ]


def _footage(
    scene: RenderedScene, publication: Publication, transparent: RenderedScene | None
) -> list[_Footage]:
    given = [(scene, (*publication.formats, *poster_kinds()))]
    if transparent is not None:
        given.append((transparent, alpha_kinds()))
    return [
        _Footage(each.video, file_checksum(each.video), sections_of(each), kinds)
        for each, kinds in given
    ]


def _make_missing(wanted: Sequence[_Wanted], folder: Path, *, force: bool) -> None:
    keys = {} if force else _keys(folder)
    missing = [
        file for file in wanted if file.name not in keys or keys[file.name] != _noted(file, folder)
    ]
    if not missing:
        return
    # The encoders work outside of Python's lock.
    with ThreadPoolExecutor() as pool:
        for made in [pool.submit(file.make, folder / file.name) for file in missing]:
            made.result()
    made_now = {file.name: _noted(file, folder) for file in missing}
    atomic_write_text(folder / KEYS, sealed(dump_json(_keys(folder) | made_now, indent=1)))


def _noted(file: _Wanted, folder: Path) -> list[str] | None:
    """What a file was made of, and what came of it; None when it is not there."""
    path = folder / file.name
    return [file.key, file_checksum(path)] if path.exists() else None


def _keys(folder: Path) -> dict[str, Any]:
    with suppress(RecordError), reading(folder / KEYS, RecordError, "expected a list of keys"):
        return read_sealed(folder / KEYS)
    return {}


def _write_texts(entry: Mapping[str, Any], cues: Sequence[Cue], folder: Path, stem: str) -> None:
    texts = {
        "vtt": captions.to_vtt(cues),
        "txt": as_text(cues),
        "md": as_markdown(entry, cues),
    }
    for kind, text in texts.items():
        atomic_write_text(folder / f"{stem}.{kind}", text)


def forget_scene(folder: Path) -> None:
    """Take away the clips of a scene, and its folder if nobody put anything else there."""
    if folder.is_dir():
        _forget_others(folder, set())
        (folder / KEYS).unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()


_STEM = re.compile(r"\d{2,}-[a-z0-9-]+")
"""Of the names of clips."""


def _forget_others(folder: Path, stems: set[str]) -> None:
    """Take away the clips of sections that the scene no longer has."""
    for path in folder.iterdir():
        stem, _, kind = path.name.partition(".")
        if kind in FORMATS and stem not in stems and _STEM.fullmatch(stem):
            path.unlink()


Footage = tuple["RenderedScene", "RenderedScene | None"]
"""The files of a scene, and those of the same scene without the stage."""


def cut_scenes(
    footage: Sequence[Footage], publication: Publication, processes: int
) -> Iterator[list[dict[str, Any]]]:
    """Make what is not there yet of the clips of scenes.

    Yields
    ------
    The entries of the clips of each scene, in the order of the scenes.

    Raises
    ------
    RecordError, VideoError
        When a record and a video don't belong together.
    NeuroscenesError
        When a process dies again and again.
    """
    count = min(processes, len(footage))
    if count <= 1:
        yield from (_cut(each, publication) for each in footage)
        return
    jobs = [_CutJob(str(n), each, publication, _cut) for n, each in enumerate(footage)]
    finished: dict[str, list[dict[str, Any]]] = {}
    waiting = deque(job.name for job in jobs)
    with LocalWorkers(count, f"{__name__}:cut_job") as workers:
        for event in workers.run(jobs, publication.clips):
            if isinstance(event, Failed):
                raise _error_of(event)
            if isinstance(event, Done):
                finished[event.job.name] = event.result
            while waiting and waiting[0] in finished:
                yield finished.pop(waiting.popleft())


def _error_of(failed: Failed) -> Exception:
    """What a worker raised, or that its process died; an unforeseen error stays one."""
    if failed.error is not None:
        return failed.error
    if failed.details:
        error = RuntimeError(failed.reason)
        error.add_note(failed.details)
        return error
    return NeuroscenesError(f"cutting clips: {failed.reason}")


@dataclass(frozen=True)
class _CutJob:
    """What a worker cuts: one scene."""

    name: str
    footage: Footage
    publication: Publication
    cut: Callable[[Footage, Publication], list[dict[str, Any]]]


def cut_job(job: _CutJob, *_: object) -> list[dict[str, Any]]:
    """Cut one scene, in a worker."""
    return job.cut(job.footage, job.publication)


def _cut(footage: Footage, publication: Publication) -> list[dict[str, Any]]:
    with using(publication.settings):
        return cut_scene(footage[0], publication, footage[1])

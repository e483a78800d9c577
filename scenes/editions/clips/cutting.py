"""The clips of a scene: every section with its files and its entry, and nothing made twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write_text
from scenes.editions.clips import transcripts
from scenes.editions.clips.clip_media import (
    Source,
    checksum,
    described_file,
    make_file,
    media_key,
)
from scenes.editions.clips.entries import clip_entry
from scenes.editions.clips.sections import record_in, sections_of
from scenes.media import captions
from scenes.media.captions import cut, read_srt
from scenes.media.formats import FORMATS, alpha_kinds, kinds_in_every_clip, poster_kinds
from scenes.media.frames import frame_size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scenes.editions.clips.publication import Publication
    from scenes.editions.clips.sections import Section
    from scenes.media.captions import Cue
    from scenes.render.outputs import RenderedScene

KEYS = "keys.json"
"""Of what each file in a scene's folder was made."""


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
    size, palette = frame_size(scene.video), publication.settings.colors
    folder = publication.clips / record["scene"]
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for section in footage[0].sections:
        said = cut(cues, section.start_seconds, section.start_seconds + section.seconds)
        entry = clip_entry(section, record, said, size, palette)
        _write_texts(entry, said, folder, section.stem)
        wanted = [file for each in footage for file in each.files(section, entry["title"])]
        _make_missing(wanted, folder, force=publication.options.force)
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
    """A file that a clip shall have."""

    name: str
    kind: str
    key: str
    source: Source


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
                kind=kind,
                key=media_key(self.checksum, own, kind),
                source=Source(self.video, own, title),
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
        _Footage(each.video, checksum(each.video), sections_of(each), kinds)
        for each, kinds in given
    ]


def _make_missing(wanted: Sequence[_Wanted], folder: Path, *, force: bool) -> None:
    keys = {} if force else _keys(folder)
    missing = [
        file
        for file in wanted
        if keys.get(file.name) != file.key or not (folder / file.name).exists()
    ]
    if not missing:
        return
    # The encoders work outside of Python's lock.
    with ThreadPoolExecutor() as pool:
        for made in [
            pool.submit(make_file, file.kind, file.source, folder / file.name) for file in missing
        ]:
            made.result()
    made_now = {file.name: file.key for file in missing}
    atomic_write_text(folder / KEYS, json.dumps(_keys(folder) | made_now, indent=1) + "\n")


def _keys(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / KEYS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_texts(entry: Mapping[str, Any], cues: Sequence[Cue], folder: Path, stem: str) -> None:
    texts = {
        "vtt": captions.to_vtt(cues),
        "txt": transcripts.as_text(cues),
        "md": transcripts.as_markdown(entry, cues),
    }
    for kind, text in texts.items():
        atomic_write_text(folder / f"{stem}.{kind}", text)


def _forget_others(folder: Path, stems: set[str]) -> None:
    """Take away the clips of sections that the scene no longer has."""
    for path in folder.iterdir():
        stem, _, kind = path.name.partition(".")
        if kind in FORMATS and stem not in stems:
            path.unlink()

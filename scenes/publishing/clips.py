"""The clips of a scene: every section with its files and its entry, and nothing made twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from scenes import captions
from scenes.publishing import transcripts
from scenes.publishing.cut_captions import cut, read_srt
from scenes.publishing.entries import clip_entry
from scenes.publishing.frames import frame_size
from scenes.publishing.measuring import described_file
from scenes.publishing.media import TYPES, Source, make_file, media_key
from scenes.publishing.sections import record_in, sections_of
from scenes.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scenes.captions import Cue
    from scenes.publishing.publication import Publication
    from scenes.publishing.sections import Section
    from scenes.rendering import RenderedScene

POSTERS = ("png", "webp")
TEXTS = ("vtt", "txt", "md")
KEYS = "keys.json"
"""Of what each file in a scene's folder was made."""


def cut_scene(
    scene: RenderedScene, publication: Publication, transparent: RenderedScene | None = None
) -> list[dict[str, Any]]:
    """Make what is not there yet of a scene's clips.

    Parameters
    ----------
    scene
        As it was rendered.
    publication
        What is asked for.
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
    record, sections = record_in(scene), sections_of(scene)
    cues = read_srt(scene.subtitles_srt.read_text(encoding="utf-8"))
    size, palette = frame_size(scene.video), publication.settings.colors
    folder = publication.clips / record["scene"]
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for section in sections:
        said = cut(cues, section.start_seconds, section.start_seconds + section.seconds)
        entry = clip_entry(section, record, said, size, palette)
        _write_texts(entry, said, folder, section.stem)
        kinds = [kind for kind in publication.kinds if not kind.startswith("alpha.")]
        wanted = _wanted(scene, section, (*kinds, *POSTERS), entry["title"])
        if transparent is not None:
            without_stage = sections_of(transparent)[section.number - 1]
            kinds = [kind for kind in publication.kinds if kind.startswith("alpha.")]
            wanted |= _wanted(transparent, without_stage, kinds, entry["title"])
        _make_missing(wanted, folder, force=publication.options.force)
        entry["files"] = {
            kind: described_file(
                folder / f"{section.stem}.{kind}", kind, f"{folder.name}/{section.stem}.{kind}"
            )
            for kind in (*publication.kinds, *POSTERS, *TEXTS)
        }
        entries.append(entry)
    _forget_others(folder, {section.stem for section in sections})
    return entries


def _wanted(
    scene: RenderedScene, section: Section, kinds: Sequence[str], title: str
) -> dict[str, tuple[str, str, Source]]:
    """Files by name: their kind, what they are made of, and where it comes from."""
    return {
        f"{section.stem}.{kind}": (
            kind,
            media_key(scene.video, section, kind),
            Source(scene.video, section, title),
        )
        for kind in kinds
    }


def _make_missing(
    wanted: Mapping[str, tuple[str, str, Source]], folder: Path, *, force: bool
) -> None:
    keys = {} if force else _keys(folder)
    missing = {
        name: file
        for name, file in wanted.items()
        if keys.get(name) != file[1] or not (folder / name).exists()
    }
    if not missing:
        return
    # The encoders work outside of Python's lock.
    with ThreadPoolExecutor() as pool:
        for made in [
            pool.submit(make_file, kind, source, folder / name)
            for name, (kind, _, source) in missing.items()
        ]:
            made.result()
    made_now = {name: key for name, (_, key, _) in missing.items()}
    write_whole(folder / KEYS, json.dumps(_keys(folder) | made_now, indent=1) + "\n")


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
        write_whole(folder / f"{stem}.{kind}", text)


def _forget_others(folder: Path, stems: set[str]) -> None:
    """Take away the clips of sections that the scene no longer has."""
    for path in folder.iterdir():
        stem, _, kind = path.name.partition(".")
        if kind in TYPES and stem not in stems:
            path.unlink()

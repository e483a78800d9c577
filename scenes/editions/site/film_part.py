"""The film on the page: its files, its chapters, and whether it belongs to the clips."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from scenes.editions.clips.sections import record_in
from scenes.editions.film import film_files
from scenes.media.captions import Cue, to_vtt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenes.render.outputs import RenderedScene
    from scenes.subject.render_options import RenderOptions

SAME = ("options", "model", "inputs", "versions")
"""Equal in the film's record and in those of its scenes."""


def film_with(options: RenderOptions, record: Mapping[str, Any]) -> RenderedScene | None:
    """The film, if it stands there and was made as the scene of this record was."""
    film = film_files(options)
    if not all(path.exists() for path in vars(film).values()):
        return None
    try:
        noted = json.loads(film.record.read_text(encoding="utf-8"))
    except ValueError:
        return None
    is_same = all(noted.get(name) == record[name] for name in SAME)
    return film if is_same and noted.get("chapters") else None


def chapters_of(film: RenderedScene) -> Sequence[Mapping[str, Any]]:
    """Name, title, start and length of every chapter."""
    chapters: Sequence[Mapping[str, Any]] = record_in(film)["chapters"]
    return chapters


def chapter_cues(film: RenderedScene) -> str:
    """The chapters as WebVTT, for players that have a menu of them."""
    return to_vtt(
        Cue(
            chapter["start_seconds"],
            chapter["start_seconds"] + chapter["seconds"],
            chapter["title"],
        )
        for chapter in chapters_of(film)
    )

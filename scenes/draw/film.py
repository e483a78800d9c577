"""The film that the page links to: its files where it has been made, else how to make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalog import FILM
from scenes.media.formats import FORMATS, player_kinds
from scenes.render.outputs import checksums, files_named, read_record
from scenes.subject.languages import LANGUAGES, SOURCE
from scenes.subject.render_options import RenderOptions

if TYPE_CHECKING:
    from pathlib import Path

    from scenes.subject.settings import Settings


def film_file(folder: Path, name: str) -> tuple[Path, str] | None:
    """A file of the film and its type, None when there is none of this name."""
    return _files(folder).get(name)


def film_status(folder: Path, settings: Settings) -> dict[str, Any]:
    """What the page shows of the film that lies in a folder, and the line that makes one."""
    spoken = "" if settings.language == SOURCE else f" --language {settings.language}"
    model = "" if settings.model is None else f" --model {settings.model}"
    found: dict[str, Any] = {"command": f"neuroscenes film{model}{spoken}"}
    files, record = _files(folder), read_record(folder / f"{FILM}.json")
    if not files or record is None:
        return found
    language = LANGUAGES[record["options"]["language"]]
    return {
        **found,
        "files": {name: f"/api/film/{name}" for name in files},
        "chapters": [
            {"title": chapter["title"], "start_seconds": chapter["start_seconds"]}
            for chapter in record["chapters"]
        ],
        "captions": {"srclang": language.code, "label": language.name},
        "burn_captions": record["options"]["burn_captions"],
    }


def _files(folder: Path) -> dict[str, tuple[Path, str]]:
    """Path and type of each file, by the name that the page calls it; none of half a film."""
    record = read_record(folder / f"{FILM}.json")
    for kind in player_kinds():
        film = files_named(FILM, RenderOptions(output=folder, format=kind))
        if record is not None and film.video.is_file() and record.get("files") == checksums(film):
            return {
                "film": (film.video, FORMATS[kind].media_type),
                "captions.vtt": (film.subtitles_vtt, "text/vtt"),
                "poster.png": (film.poster, "image/png"),
            }
    return {}

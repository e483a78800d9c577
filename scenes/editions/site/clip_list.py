"""What programs read of a site: `clips.json`, and what its page searches."""

from __future__ import annotations

from copy import deepcopy
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json, read_json
from network.paths import ASSETS
from scenes.media.formats import (
    FORMATS,
    OutputFormat,
    clip_kinds,
    kinds_in_every_clip,
    player_kinds,
)
from scenes.subject.words import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SCHEMA = ASSETS / "schema" / "clips.schema.json"
CLIP_LIST = "clips.json"


def clip_list(entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The list itself; `assets/schema/clips.schema.json` says what each field means."""
    return {
        "$schema": SCHEMA.name,
        "version": 1,
        "generator": f"neuroscenes {version('neuroscenes')}",
        "language": language().code,
        "clips": list(entries),
    }


def write_clip_list(entries: Sequence[dict[str, Any]], folder: Path) -> Path:
    """Write the list, and its schema beside it."""
    for name, content in ((SCHEMA.name, schema()), (CLIP_LIST, clip_list(entries))):
        text = dump_json(content, indent=1, ensure_ascii=False) + "\n"
        atomic_write_text(folder / name, text)
    return folder / CLIP_LIST


def schema() -> dict[str, Any]:
    """The JSON schema of the list; what it says of files follows from the output formats."""
    found: dict[str, Any] = read_json(SCHEMA)
    files = found["$defs"]["clip"]["properties"]["files"]
    template = files["properties"].pop("{kind}")
    for kind, output in FORMATS.items():
        if kind in clip_kinds() or output.has_alpha or output.is_in_every_clip:
            files["properties"][kind] = _file_schema(template, output)
    files["required"] = list(kinds_in_every_clip())
    files["anyOf"] = [{"required": [kind]} for kind in clip_kinds() if kind in player_kinds()]
    return found


def _file_schema(template: dict[str, Any], output: OutputFormat) -> dict[str, Any]:
    described = deepcopy(template)
    described["description"] = output.description
    fields = described["properties"]
    fields["type"]["enum"] = [output.media_type]
    fields["transparent"]["const"] = output.has_alpha
    missing: tuple[str, ...] = ()
    if not output.is_video:
        missing = ("transparent",) if output.is_clip else ("transparent", "seconds")
    if not output.is_video and not output.is_picture:
        missing = (*missing, "width", "height")
    for name in missing:
        del fields[name]
        described["required"].remove(name)
    return described


def search_index(entries: Iterable[dict[str, Any]]) -> str:
    """A script that holds the index: a page that was opened from a disk can't fetch files."""
    found = [
        {
            "title": entry["title"],
            "concepts": ", ".join(entry["concepts"]),
            "text": entry["transcript"],
            "page": f"scenes/{entry['scene']}.html#{entry['id'].split('/')[1]}",
            "poster": f"clips/{entry['files']['webp']['path']}",
        }
        for entry in entries
    ]
    return f"window.neuroscenesIndex = {dump_json(found, ensure_ascii=False)};\n"

"""What programs read of a site: `clips.json`, and what its page searches."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from network.paths import ASSETS
from scenes.media.atomic_write import atomic_write, atomic_write_text
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
    with atomic_write(folder / SCHEMA.name) as partial:
        shutil.copyfile(SCHEMA, partial)
    path = folder / CLIP_LIST
    atomic_write_text(path, json.dumps(clip_list(entries), indent=1, ensure_ascii=False) + "\n")
    return path


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
    return f"window.neuroscenesIndex = {json.dumps(found, ensure_ascii=False)};\n"

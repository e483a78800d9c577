"""`clips.json`: all clips that were published, for other programs."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.whole_files import arriving, write_whole
from scenes.words import language

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = Path(__file__).resolve().parents[2] / "assets" / "schema" / "clips.schema.json"
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
    with arriving(folder / SCHEMA.name) as partial:
        shutil.copyfile(SCHEMA, partial)
    path = folder / CLIP_LIST
    write_whole(path, json.dumps(clip_list(entries), indent=1, ensure_ascii=False) + "\n")
    return path

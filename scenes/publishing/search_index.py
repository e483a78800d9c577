"""What the page searches: title, concepts and transcript of every clip."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


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

"""A clip as the pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.editions.site.embed_codes import caption_address, embed_codes, page_name, sources
from scenes.media.captions import read_vtt
from scenes.media.formats import FORMATS
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def shown_clip(entry: Mapping[str, Any], clips: Path, base_url: str) -> dict[str, Any]:
    """What the templates need to know of a clip.

    Parameters
    ----------
    base_url
        Where the page will stand, or empty.
    """
    files = entry["files"]
    captions = (clips / files["vtt"]["path"]).read_text(encoding="utf-8")
    codes = embed_codes(entry, f"{base_url}clips/" if base_url else "../clips/", captions)
    labels = {"iframe": "<iframe>", "video": "<video>", "markdown": "Markdown", "link": _("Link")}
    stem = entry["id"].partition("/")[2]
    return {
        **entry,
        "stem": stem,
        "page": page_name(entry),
        "captions": caption_address(captions),
        "cues": read_vtt(captions),
        "poster": f"clips/{files['webp']['path']}",
        "poster_here": files["webp"]["path"].partition("/")[2],
        "poster_png": files["png"]["path"],
        "video": sources(entry)[-1],
        "players": _from("../clips/", entry),
        "players_here": [
            {**file, "path": file["path"].partition("/")[2]} for file in sources(entry)
        ],
        "codes": [
            {"name": name, "label": label, "text": getattr(codes, name)}
            for name, label in labels.items()
        ],
        "downloads": [
            {
                "path": files[kind]["path"],
                "label": f"{output.label}, {_('no stage')}" if output.has_alpha else output.label,
                "size": _size(files[kind]["bytes"]),
            }
            for kind, output in FORMATS.items()
            if output.label and kind in files
        ],
    }


def _from(root: str, entry: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{**file, "path": root + file["path"]} for file in sources(entry)]


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"

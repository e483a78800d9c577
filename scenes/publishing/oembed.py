"""oEmbed: what a learning platform reads to show a clip whose link was pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.publishing.embed_codes import iframe, page_name

if TYPE_CHECKING:
    from collections.abc import Mapping


def oembed(entry: Mapping[str, Any], base_url: str) -> dict[str, Any]:
    """The answer of an oEmbed provider about one clip.

    Parameters
    ----------
    entry
        Of the clip.
    base_url
        Where the page will stand; empty for addresses seen from the answer's own place.

    References
    ----------
    https://oembed.com, version 1.0.
    """
    root = f"{base_url}clips/" if base_url else "../"
    poster = entry["files"]["png"]
    return {
        "version": "1.0",
        "type": "video",
        "title": entry["title"],
        "provider_name": "Neuroscenes",
        "provider_url": base_url or "../../index.html",
        "width": entry["width"],
        "height": entry["height"],
        "html": iframe(entry, root + page_name(entry)),
        "thumbnail_url": root + poster["path"],
        "thumbnail_width": poster["width"],
        "thumbnail_height": poster["height"],
    }

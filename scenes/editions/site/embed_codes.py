"""How a clip is shown on a page, here or elsewhere: players, downloads, HTML, Markdown, oEmbed."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from scenes.media.captions import read_vtt
from scenes.media.formats import FORMATS, player_kinds
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


SCREEN_SHARE = 90
"""Of the window's height that an embedded clip takes at most, percent."""


@dataclass(frozen=True)
class EmbedCodes:
    """The same clip for four places.

    Attributes
    ----------
    iframe
        HTML that shows the clip's own page.
    video
        HTML that plays the files themselves, captions included.
    markdown
        A moving picture that links to the clip's page.
    link
        Address of the clip's page.
    """

    iframe: str
    video: str
    markdown: str
    link: str


def embed_codes(entry: Mapping[str, Any], root: str, captions: str) -> EmbedCodes:
    """The codes of a clip."""
    link = root + page_name(entry)
    return EmbedCodes(
        iframe=iframe(entry, link),
        video=_video(entry, root, captions),
        markdown=_markdown(entry, root, link),
        link=link,
    )


def page_name(entry: Mapping[str, Any]) -> str:
    """Where the page of a clip stands, seen from the folder of clips."""
    return f"{entry['id']}.html"


def iframe(entry: Mapping[str, Any], address: str) -> str:
    """HTML that shows a clip's page, as wide as there is room."""
    width, height = entry["width"], entry["height"]
    return (
        f'<iframe src="{escape(address)}" title="{escape(entry["title"])}"'
        f' width="{width}" height="{height}" loading="lazy" allowfullscreen'
        f' style="width: 100%; max-width: min({width}px, {_widest(entry)}); height: auto;'
        f' aspect-ratio: {width} / {height}; border: 0"></iframe>'
    )


def _widest(entry: Mapping[str, Any]) -> str:
    """So wide that all of a clip is on the screen, tall as it may be."""
    return f"{SCREEN_SHARE}vh * {entry['width']} / {entry['height']}"


def caption_address(captions: str) -> str:
    """Captions as an address that holds them.

    A browser refuses captions from another place, and every file on a disk is another place.
    """
    return "data:text/vtt;base64," + base64.b64encode(captions.encode()).decode()


def sources(entry: Mapping[str, Any]) -> list[dict[str, str]]:
    """Path and type of the videos that a player may choose from, the smaller first."""
    found = [entry["files"][kind] for kind in player_kinds() if kind in entry["files"]]
    return [{"path": file["path"], "type": file["type"]} for file in found]


def _video(entry: Mapping[str, Any], root: str, captions: str) -> str:
    files, spoken = sources(entry), language()
    # What the pictures have already is not shown a second time unasked.
    shown = "" if entry["burnt_captions"] else " default"
    poster, fallback = root + entry["files"]["webp"]["path"], root + files[-1]["path"]
    offered = "".join(
        f'  <source src="{escape(root + file["path"])}" type="{file["type"]}">\n' for file in files
    )
    return (
        f'<video controls playsinline preload="metadata" width="{entry["width"]}"'
        f' height="{entry["height"]}" style="max-width: min(100%, {_widest(entry)}); height: auto"'
        f' poster="{escape(poster)}" aria-label="{escape(entry["title"])}">\n'
        f"{offered}"
        f'  <track kind="captions" srclang="{spoken.code}" label="{spoken.name}"{shown}'
        f' src="{caption_address(captions)}">\n'
        f'  <a href="{escape(fallback)}">{escape(entry["title"])}</a>\n'
        "</video>"
    )


def _markdown(entry: Mapping[str, Any], root: str, link: str) -> str:
    picture = entry["files"].get("gif", entry["files"]["png"])["path"]
    alt = entry["alt"].replace("[", "(").replace("]", ")")
    return f"[![{alt}]({root}{picture})]({link})"


def oembed(entry: Mapping[str, Any], base_url: str) -> dict[str, Any]:
    """The answer of an oEmbed provider about one clip.

    Parameters
    ----------
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

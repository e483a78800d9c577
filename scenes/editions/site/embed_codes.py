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


EMBED_SIDE = 640
"""The longer side of an embedded clip, pixels: columns of course pages are seldom narrower."""
CONTROLS = "5rem"
"""What controls and captions need below the picture where a clip is as wide as a phone."""
WINDOW_SHARE = 90
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
    """The codes of a clip.

    Parameters
    ----------
    root
        Address of the folder of clips. If it names a host, captions are given by their address,
        which sanitisers let through; if not, the code holds them.
    captions
        As WebVTT.
    """
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
    """HTML that shows a clip's page."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(entry["title"])}"'
        f' {_size_of_frame(entry)} loading="lazy" allowfullscreen></iframe>'
    )


def _size_of_frame(entry: Mapping[str, Any]) -> str:
    """Attributes that make room of the clip's shape, wherever the code is pasted.

    Learning platforms take out of a style what they don't know, some all of it: so the attributes
    alone say a size that fits. The style only makes it smaller where there is less room; of each
    property the second value replaces the first where it is understood.
    """
    width, height = embed_size(entry)
    narrow = f"min(100%, {WINDOW_SHARE * width / height:.4g}vh)"
    low = f"min({WINDOW_SHARE}vh, {100 * height / width:.4g}vw + {CONTROLS})"
    return (
        f'width="{width}" height="{height}"'
        f' style="border: 0; max-width: 100%; max-width: {narrow}; max-height: {low}"'
    )


def embed_size(entry: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height that a clip takes on other pages, pixels."""
    width, height = entry["width"], entry["height"]
    scale = min(1.0, EMBED_SIDE / max(width, height))
    return round(scale * width), round(scale * height)


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
    is_absolute = root.startswith(("https://", "http://"))
    track = root + entry["files"]["vtt"]["path"] if is_absolute else caption_address(captions)
    # What the pictures have already is not shown a second time unasked.
    shown = "" if entry["burnt_captions"] else " default"
    poster, fallback = root + entry["files"]["webp"]["path"], root + files[-1]["path"]
    offered = "".join(
        f'  <source src="{escape(root + file["path"])}" type="{file["type"]}">\n' for file in files
    )
    return (
        f'<video controls playsinline preload="metadata" {_size_of_frame(entry)}'
        f' poster="{escape(poster)}" aria-label="{escape(entry["title"])}">\n'
        f"{offered}"
        f'  <track kind="captions" srclang="{spoken.code}" label="{spoken.name}"{shown}'
        f' src="{escape(track)}">\n'
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
    width, height = embed_size(entry)
    return {
        "version": "1.0",
        "type": "video",
        "title": entry["title"],
        "provider_name": "Neuroscenes",
        "provider_url": base_url or "../../index.html",
        "width": width,
        "height": height,
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
    labels = {
        "iframe": "Moodle/Canvas",
        "video": _("Website"),
        "markdown": "Markdown",
        "link": _("Link"),
    }
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
        "bundle": _bundle(entry),
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


def _bundle(entry: Mapping[str, Any]) -> dict[str, str] | None:
    """Video and captions in one file; clips of earlier versions had none."""
    file = entry["files"].get("zip")
    return file and {
        "path": file["path"],
        "name": file["path"].replace("/", "-"),
        "size": _size(file["bytes"]),
    }


def _from(root: str, entry: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{**file, "path": root + file["path"]} for file in sources(entry)]


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"

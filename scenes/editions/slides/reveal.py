"""A reveal.js deck: a folder that opens in any browser, with no server and no network."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from network.atomic_write import atomic_write, atomic_write_text
from network.bounds.json_text import dump_json
from network.paths import ASSETS
from scenes.editions.slides.clips import (
    ABOUT_PAGES,
    YOUR_TURN,
    deck_title,
    section_clips,
    slide_shape,
)
from scenes.playground.pages import pages_for
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scenes.editions.slides.clips import SlideClip
    from scenes.render.outputs import RenderedScene

REVEAL = ("reveal.js", "reveal.css", "reset.css", "notes.js", "LICENSE")
OWN = ("deck.css", "deck.js")
WIDTH = 1280
"""Of the deck, in the pixels of its style sheet; reveal.js enlarges it to the window."""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="reveal/reset.css">
<link rel="stylesheet" href="reveal/reveal.css">
<link rel="stylesheet" href="deck.css">
</head>
<body data-width="{width}" data-height="{height}">
<div class="reveal"><div class="slides">
<section class="title">
<h1>{title}</h1><p class="scenes">{subtitle}</p><p class="keys">{keys}</p>
</section>
{slides}
</div></div>
{hear}<script src="reveal/reveal.js"></script>
<script src="reveal/notes.js"></script>
<script src="deck.js"></script>
</body>
</html>
"""
_PLAY = """<section id="{id}" class="title"><h1>{your_turn}</h1>
<img class="told" src="clips/{poster}" alt="">
{links}
<aside class="notes">{notes}</aside></section>"""
_LINK = """<p class="play"><a href="{address}" target="_blank" rel="noopener">{question}</a>
<span>{title}</span></p>"""
_SLIDE = """<section id="{id}"><h2>{name}</h2>
<video src="clips/{video}" poster="clips/{poster}" data-cues="{cues}"{burnt} aria-label="{name}"
{silent} playsinline preload="auto"></video>
<img class="still" src="clips/{poster}" alt="{name}" hidden>
<aside class="notes">{notes}</aside></section>"""


def reveal_deck(
    scenes: Sequence[RenderedScene], output: Path, playground: str | None = None
) -> Path:
    """Make a deck of scenes: one slide a section, which plays its clip and waits for a key.

    Parameters
    ----------
    scenes
        Rendered as mp4, in order.
    playground
        Address of the folder of its pages, as seen from the deck, ending with a slash; None for
        slides that don't lead to it.

    Raises
    ------
    OptionError
        When a scene is no mp4, or its record tells of another video.
    """
    clips = [clip for scene in scenes for clip in section_clips(scene, output / "clips")]
    for folder, names, target in (
        (ASSETS / "reveal", REVEAL, output / "reveal"),
        (ASSETS / "slides", OWN, output),
    ):
        for name in names:
            with atomic_write(target / name) as partial:
                shutil.copyfile(folder / name, partial)
    # The page comes last: where it stands, everything else is there.
    atomic_write_text(output / "index.html", _page(clips, playground))
    return output / "index.html"


def _page(clips: Sequence[SlideClip], playground: str | None) -> str:
    title, subtitle = deck_title(clips)
    keys, hear = _("next: space · once more: R · captions: C · notes: S"), ""
    if any(clip.sound for clip in clips):
        keys = f"{keys} · {_('sound: M')}"
        hear = f'<button type="button" id="hear" hidden>{escape(_("With sound (M)"))}</button>\n'
    return _PAGE.format(
        language=language().code,
        title=escape(title),
        subtitle=escape(subtitle),
        keys=escape(keys),
        hear=hear,
        width=WIDTH,
        height=round(WIDTH / slide_shape(clips)),
        slides="\n".join(slide for clip in clips for slide in _slides(clip, playground)),
    )


def _slides(clip: SlideClip, playground: str | None) -> Iterator[str]:
    """A clip's slide, and the one that leads from its scene to the playground."""
    yield _slide(clip)
    if playground is None or not clip.is_last or not pages_for(clip.scene):
        return
    links = [
        _LINK.format(
            address=escape(f"{playground}{page.file}"),
            question=escape(_(page.question)),
            title=escape(_(page.title)),
        )
        for page in pages_for(clip.scene)
    ]
    yield _PLAY.format(
        id=f"{clip.scene}-play",
        poster=escape(clip.poster.name),
        your_turn=escape(_(YOUR_TURN)),
        links="\n".join(links),
        notes=escape(_(ABOUT_PAGES)),
    )


def _slide(clip: SlideClip) -> str:
    cues = [
        [cue.start_seconds, cue.end_seconds, escape(cue.text, quote=False)] for cue in clip.cues
    ]
    return _SLIDE.format(
        id=clip.video.stem,
        name=escape(clip.name),
        video=clip.video.name,
        poster=clip.poster.name,
        silent="" if clip.sound else " muted",
        burnt=" data-burnt" if clip.burnt_captions else "",
        cues=escape(dump_json(cues, ensure_ascii=False)),
        notes="".join(f"<p>{escape(paragraph)}</p>" for paragraph in clip.speaker_notes),
    )

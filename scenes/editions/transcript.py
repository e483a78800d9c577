"""The film as a text to read: its captions in Markdown, act by act, scene by scene."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, Any

from scenes.catalog import FILM_TITLE, act_heading, entry
from scenes.media.captions import ROUNDING, clock
from scenes.subject.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scenes.media.captions import Cue

_SPECIAL = re.compile(r"[\\`*_\[\]<>|]")
_OPENING = re.compile(r"^(\d*)([#+.)-])(?=\s|$)")
"""What makes a heading, a list or a numbered list of a line."""


def transcript(record: Mapping[str, Any], cues: Sequence[Cue]) -> str:
    """The captions of the film as Markdown.

    Parameters
    ----------
    cues
        Of the film, in order.
    """
    paragraphs = [f"# {_(FILM_TITLE)}", *_about(record)]
    spoken = _spoken(record["sections"], cues)
    for act, chapters in groupby(record["chapters"], key=lambda each: entry(each["name"]).act):
        paragraphs.append(f"## {act_heading(act)}")
        for chapter in chapters:
            paragraphs.append(f"### {chapter['title']} ({clock(chapter['start_seconds'])})")
            # The words of a title card are these very headings.
            paragraphs += [text for scene, text in spoken if scene == chapter["name"]]
    return "\n\n".join(paragraphs) + "\n"


def _about(record: Mapping[str, Any]) -> Iterator[str]:
    """What the numbers in the text are about."""
    yield _("Network: {sizes} neurons ({activations}), SHA-256 `{checksum}`.").format(
        sizes="-".join(map(str, record["layer_sizes"])),
        activations=", ".join(record["activations"]),
        checksum=record["model"],
    )
    yield _("Test data: {name}.").format(name=record["test_data"])


def _spoken(sections: Sequence[Mapping[str, Any]], cues: Sequence[Cue]) -> list[tuple[str, str]]:
    """Scene and words of every section that has any."""
    starts = [section["start_seconds"] for section in sections]
    places = [bisect_right(starts, cue.start_seconds + ROUNDING) - 1 for cue in cues]
    return [
        (sections[place]["scene"], _escaped(" ".join(cue.text for _place, cue in said)))
        for place, said in groupby(zip(places, cues, strict=True), key=lambda pair: pair[0])
    ]


def _escaped(text: str) -> str:
    """One line in which Markdown finds nothing of its own."""
    return _OPENING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", " ".join(text.split())))

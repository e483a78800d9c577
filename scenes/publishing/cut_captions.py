"""Captions of a scene, cut to the time of a clip."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from scenes.captions import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUE = re.compile(r"\d+\n(\S+) --> (\S+)\n((?:.+\n?)+)")
_VTT_CUE = re.compile(r"(\S+) --> (\S+)\n((?:.+\n?)+)")
SHORTEST_SECONDS = 0.05
"""A shorter rest of a cue is a rounding, and left out."""


def read_srt(text: str) -> list[Cue]:
    """The cues of a SubRip file, as `scenes.captions.to_srt` writes it."""
    return [
        Cue(_seconds(start), _seconds(end), words.rstrip("\n"))
        for start, end, words in _CUE.findall(text)
    ]


def read_vtt(text: str) -> list[Cue]:
    """The cues of a WebVTT file, as `scenes.captions.to_vtt` writes it."""
    return [
        Cue(_seconds(start), _seconds(end), html.unescape(words).rstrip("\n"))
        for start, end, words in _VTT_CUE.findall(text)
    ]


def cut(cues: Iterable[Cue], start_seconds: float, end_seconds: float) -> list[Cue]:
    """What is said between two times, counted from the first of them."""
    length = end_seconds - start_seconds
    shifted = (
        Cue(
            max(0.0, cue.start_seconds - start_seconds),
            min(length, cue.end_seconds - start_seconds),
            cue.text,
        )
        for cue in cues
    )
    return [cue for cue in shifted if cue.end_seconds - cue.start_seconds > SHORTEST_SECONDS]


def spoken(cues: Iterable[Cue]) -> str:
    """The cues as running text."""
    return " ".join(" ".join(cue.text.split()) for cue in cues)


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.replace(",", ".").split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)

"""Captions read back from the files that they were written to."""

from __future__ import annotations

import html
import re

from scenes.captions import Cue

_CUE = re.compile(r"\d+\n(\S+) --> (\S+)\n((?:.+\n?)+)")
_VTT_CUE = re.compile(r"(\S+) --> (\S+)\n((?:.+\n?)+)")


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


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.replace(",", ".").split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)

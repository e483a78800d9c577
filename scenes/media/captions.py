"""Captions: cues that can be read in their time, as SubRip and WebVTT, read back, and cut."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

LINE_LENGTH = 42
LINES = 2
CHARACTERS_PER_SECOND = 17.0
CAPTIONS_SHORTEST_SECONDS = 1.0
ROUNDING = 0.001
"""Seconds by which a cue's start, rounded to the millisecond, may miss its section's."""


@dataclass(frozen=True)
class Cue:
    """A caption with its time.

    Attributes
    ----------
    start_seconds, end_seconds
        From the beginning of the video.
    text
        At most two lines of 42 characters.
    """

    start_seconds: float
    end_seconds: float
    text: str


@dataclass(frozen=True)
class CaptionLine:
    """A caption as it was given, before it is cut into cues.

    Attributes
    ----------
    id
        Scene, beat, and the number of the caption in its beat: `Bias-a-new-threshold-1`. It stays
        the same for every digit, network and language.
    start_seconds, end_seconds
        From the beginning of the scene.
    text
        As it is written.
    """

    id: str
    start_seconds: float
    end_seconds: float
    text: str


def filled(template: str, texts: Mapping[str, str]) -> tuple[str, dict[str, int]]:
    """A caption with its slots filled, and where each slot and each marked word begins.

    What is in braces and no slot is a marked word: `{then}`, or `{then:dann}` where a translation
    says another word for the same mark.
    """
    text = ""
    places = {}
    for literal, name, other_word, _conversion in Formatter().parse(template):
        text += literal
        if name is not None:
            words = " ".join(text.split())
            places[name] = len(words) + (1 if words and text[-1].isspace() else 0)
            text += texts.get(name, other_word or name)
    return " ".join(text.split()), places


def reading_seconds(text: str) -> float:
    """The shortest time in which a viewer can read a text."""
    return sum(map(_needed_seconds, cue_texts(text))) + 0.01


def _needed_seconds(part: str) -> float:
    return max(CAPTIONS_SHORTEST_SECONDS, len(part) / CHARACTERS_PER_SECOND)


def cue_texts(text: str) -> list[str]:
    """A text as pieces of at most two lines of 42 characters, cut after sentences and clauses."""
    words = text.split()
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        choices = [
            (cost + _cut_cost(piece, last=end == len(words)), [*pieces, piece])
            for start, (cost, pieces) in enumerate(best)
            if _fits(piece := " ".join(words[start:end]))
        ]
        best.append(min(choices, default=(float("inf"), [*best[-1][1], words[end - 1]])))
    return ["\n".join(_balanced(piece)) for piece in best[-1][1]]


def _fits(piece: str) -> bool:
    return len(textwrap.wrap(piece, LINE_LENGTH)) <= LINES


def _cut_cost(piece: str, *, last: bool) -> float:
    # Few pieces, none of them short, and a cut where a reader would pause.
    pause = 0.0 if last or piece[-1] in ".?!" else 0.4 if piece[-1] in ":;," else 1.5
    return 1.0 + pause + (0.8 if len(piece) < LINE_LENGTH // 2 else 0.0)


def _balanced(text: str) -> list[str]:
    rows = len(textwrap.wrap(text, LINE_LENGTH))
    widths = range(max(1, len(text) // max(rows, 1)), LINE_LENGTH)
    narrow = (textwrap.wrap(text, width, break_long_words=False) for width in widths)
    return next((lines for lines in narrow if len(lines) == rows), textwrap.wrap(text, LINE_LENGTH))


def cues(
    text: str,
    start_seconds: float,
    end_seconds: float,
    seconds_before: Callable[[int], float] | None = None,
) -> list[Cue]:
    """Spread a text over its time, each piece as long as its share of the characters.

    Parameters
    ----------
    seconds_before
        Seconds from the start until the character of this index is said: then pieces begin with
        their words, as far as each can be read in its time. None for a text that nobody speaks.
    """
    parts = cue_texts(text)
    needed = [_needed_seconds(part) for part in parts]
    stretch = (end_seconds - start_seconds) / sum(needed)
    starts = [start_seconds + stretch * sum(needed[:number]) for number in range(len(parts))]
    if seconds_before is not None:
        lengths = [0, *(len(part) + 1 for part in parts)]
        begins = [sum(lengths[: number + 1]) for number in range(len(parts))]
        said = [start_seconds + seconds_before(begin) for begin in begins]
        starts = _readable(said, needed, start_seconds, end_seconds)
    return [
        Cue(start, end, part)
        for part, start, end in zip(parts, starts, [*starts[1:], end_seconds], strict=True)
    ]


def _readable(
    said: Sequence[float], needed: Sequence[float], start: float, end: float
) -> list[float]:
    """When pieces begin, as near to when they are said as leaves each the time that it needs."""
    starts = [start]
    for wanted, before, rest in zip(said[1:], needed, _rests(needed), strict=False):
        starts.append(min(max(wanted, starts[-1] + before), end - rest))
    return starts


def _rests(needed: Sequence[float]) -> list[float]:
    # What all pieces from the second on need, from the third on, and so forth.
    return [sum(needed[number:]) for number in range(1, len(needed))]


def cue_faults(cue: Cue) -> list[str]:
    """What a viewer could not read in a cue; empty when it is good."""
    lines = cue.text.splitlines()
    seconds = cue.end_seconds - cue.start_seconds
    faults = []
    if len(lines) > LINES:
        faults.append(f"{len(lines)} lines, at most {LINES} fit")
    if max(map(len, lines), default=0) > LINE_LENGTH:
        faults.append(f"a line of {max(map(len, lines))} characters, at most {LINE_LENGTH} fit")
    if seconds < CAPTIONS_SHORTEST_SECONDS - 1e-6:
        faults.append(f"{seconds:.2f} s long, at least {CAPTIONS_SHORTEST_SECONDS} s are needed")
    if len(cue.text) > CHARACTERS_PER_SECOND * seconds + 1e-6:
        faults.append(f"{len(cue.text) / seconds:.1f} characters a second")
    return faults


def to_srt(found: Sequence[Cue]) -> str:
    """The cues as SubRip."""
    blocks = (
        f"{i}\n{_time(c.start_seconds, ',')} --> {_time(c.end_seconds, ',')}\n{c.text}\n"
        for i, c in enumerate(found, 1)
    )
    return "\n".join(blocks)


def to_vtt(found: Iterable[Cue]) -> str:
    """The cues as WebVTT."""
    blocks = (
        f"{_time(c.start_seconds, '.')} --> {_time(c.end_seconds, '.')}\n{_escaped(c.text)}\n"
        for c in found
    )
    return "WEBVTT\n\n" + "\n".join(blocks)


def placed(found: Iterable[Cue], start_seconds: float, end_seconds: float) -> list[Cue]:
    """The cues of a video that is part of a longer one, from its start there to its end.

    Times out of a file are rounded: a last cue must not reach into what follows by a millisecond.
    """
    return [
        Cue(
            c.start_seconds + start_seconds, min(c.end_seconds + start_seconds, end_seconds), c.text
        )
        for c in found
    ]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


_CLOCK = r"([0-9]{2,4}:[0-9]{2}:[0-9]{2}[,.][0-9]{3})"
_VTT_CUE = re.compile(rf"^{_CLOCK} --> {_CLOCK}\n((?:[^\n]+(?:\n|\Z))+)", re.MULTILINE)
_CUE = re.compile(rf"^[0-9]+\n{_VTT_CUE.pattern}", re.MULTILINE)


def read_srt(text: str) -> list[Cue]:
    """The cues of a SubRip file, as `scenes.media.captions.to_srt` writes it, and no others."""
    return [
        Cue(_seconds(start), _seconds(end), words.rstrip("\n"))
        for start, end, words in _CUE.findall(text)
    ]


def read_vtt(text: str) -> list[Cue]:
    """The cues of a WebVTT file, as `scenes.media.captions.to_vtt` writes it, and no others."""
    return [
        Cue(_seconds(start), _seconds(end), html.unescape(words).rstrip("\n"))
        for start, end, words in _VTT_CUE.findall(text)
    ]


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.replace(",", ".").split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


CUT_CAPTIONS_SHORTEST_SECONDS = 0.05
"""A shorter rest of a cue is a rounding, and left out."""


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
    return [
        cue
        for cue in shifted
        if cue.end_seconds - cue.start_seconds > CUT_CAPTIONS_SHORTEST_SECONDS
    ]


def spoken(cues: Iterable[Cue]) -> str:
    """The cues as running text."""
    return " ".join(" ".join(cue.text.split()) for cue in cues)


def clock(seconds: float) -> str:
    """A time as players show it: `0:07`, `12:34`, `1:02:03`."""
    minutes, rest = divmod(int(seconds + ROUNDING), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

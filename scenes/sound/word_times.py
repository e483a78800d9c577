"""When each word of a line is said, by the phonemes that the voice says one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SPACE = " "
MARKS = frozenset("^$_ˈˌː.,;:!?-()\"'")
"""Phonemes that make no sound of their own, or lengthen another."""
PHONEMES_A_LETTER = 0.85
SHAPES = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (4, 1))
"""Words and groups of phonemes that may belong together: "in the" is one group, "3D" may be two."""
UNEVEN = 2.0
"""What it costs if they are not one and one, in phonemes."""


@dataclass(frozen=True)
class Phoneme:
    """A phoneme with its time, in seconds from the beginning of the line."""

    text: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class _Group:
    """What is said between two spaces."""

    sounds: int
    start_seconds: float
    end_seconds: float


def word_starts(words: Sequence[str], phonemes: Iterable[Phoneme]) -> tuple[float, ...]:
    """When each word begins, in seconds from the beginning of the line.

    Phonemes come in groups between spaces, but a voice runs small words together. So words and
    groups are matched as a whole, by how many phonemes their letters ask for.
    """
    groups = _groups(phonemes)
    if not groups:
        return (0.0,) * len(words)
    weights = [max(1.0, PHONEMES_A_LETTER * sum(map(str.isalnum, word))) for word in words]
    starts: list[float] = []
    for some_words, some_groups in _matched(weights, [group.sounds for group in groups]):
        start, end = groups[some_groups.start].start_seconds, groups[some_groups[-1]].end_seconds
        whole = sum(weights[word] for word in some_words)
        for word in some_words:
            before = sum(weights[some_words.start : word])
            starts.append(start + (end - start) * before / whole)
    return tuple(starts)


def _groups(phonemes: Iterable[Phoneme]) -> list[_Group]:
    found: list[_Group] = []
    waiting: list[Phoneme] = []
    for phoneme in [*phonemes, Phoneme(SPACE, 0.0, 0.0)]:
        # A sentence begins with ^, without a space.
        if phoneme.text in (SPACE, "^"):
            said = [each for each in waiting if each.text not in MARKS]
            if said:
                found.append(_Group(len(said), waiting[0].start_seconds, said[-1].end_seconds))
            waiting = []
        else:
            waiting.append(phoneme)
    return found


def _matched(weights: Sequence[float], sounds: Sequence[int]) -> list[tuple[range, range]]:
    """Which words belong to which groups, in order, with the least difference in length."""
    best: dict[tuple[int, int], tuple[float, list[tuple[range, range]]]] = {(0, 0): (0.0, [])}
    for words in range(len(weights) + 1):
        for groups in range(len(sounds) + 1):
            if (words, groups) not in best:
                continue
            cost, pairs = best[words, groups]
            for word_count, group_count in SHAPES:
                end = (words + word_count, groups + group_count)
                if end[0] > len(weights) or end[1] > len(sounds):
                    continue
                asked, got = sum(weights[words : end[0]]), sum(sounds[groups : end[1]])
                more = abs(asked - got) + UNEVEN * (word_count + group_count - 2)
                if end not in best or cost + more < best[end][0]:
                    pair = range(words, end[0]), range(groups, end[1])
                    best[end] = (cost + more, [*pairs, pair])
    whole = (range(len(weights)), range(len(sounds)))
    return best.get((len(weights), len(sounds)), (0.0, [whole] if weights else []))[1]

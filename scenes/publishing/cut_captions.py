"""Captions of a scene, cut to the time of a clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.captions import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_SECONDS = 0.05
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
    return [cue for cue in shifted if cue.end_seconds - cue.start_seconds > SHORTEST_SECONDS]


def spoken(cues: Iterable[Cue]) -> str:
    """The cues as running text."""
    return " ".join(" ".join(cue.text.split()) for cue in cues)

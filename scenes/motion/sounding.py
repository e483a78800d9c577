"""Sounds that go with movements: when in a movement each value comes, so that it is heard then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import linear, smooth

from network.activations import activation_function
from network.analysis.sound_events import SOFT, following_tone, pen_motion, pen_on_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from network.analysis.sound_events import PenMotion, SoundEvent
    from network.digits.drawn_digits import DrawnDigit
    from scenes.subject.record_view import RecordView
    from scenes.subject.sourced import Sourced, SourcedArray

FINE = 2001
"""Moments at which a movement is looked at."""
MOST_HEARD = 60
"""Values that one tone follows at most: between them it glides."""


def turns(
    count: int, seconds: float, rate_func: Callable[[float], float] = linear
) -> NDArray[np.float64]:
    """When `Count` comes to each of so many values, in seconds, shape (count,)."""
    moments = np.linspace(0, 1, FINE)
    shown = np.maximum.accumulate([rate_func(float(moment)) * count for moment in moments])
    places = np.searchsorted(shown, np.arange(count) - 1e-9)
    return seconds * moments[np.minimum(places, FINE - 1)]


def drawn(
    values: SourcedArray, seconds: float, rate_func: Callable[[float], float] = smooth, **how: Any
) -> tuple[SoundEvent, ...]:
    """A tone for a curve through these values that `Create` draws from one end to the other.

    Parameters
    ----------
    how
        As in `following_tone`.
    """
    return followed(list(values), turns(values.size, seconds, rate_func), **how)


def followed(
    values: Sequence[Sourced], times: Iterable[float], **how: Any
) -> tuple[SoundEvent, ...]:
    """A tone that follows values, of which there may be many."""
    pairs = list(zip(values, times, strict=True))
    places = np.linspace(0, len(pairs) - 1, min(MOST_HEARD, len(pairs)))
    chosen = [pairs[round(place)] for place in places]
    return following_tone([value for value, _ in chosen], [time for _, time in chosen], **how)


def full_activation(activations: SourcedArray, activation: str) -> float:
    """What is heard as loud as can be, as `brightness` shows it: 1, or the largest of a layer."""
    if activation_function(activation).has_unit_range:
        return 1.0
    return float(activations.values.max(initial=0.0))


PEN_MOMENTS = 25
PEN_LOUDNESS = SOFT - 4


def pen_motions(digit: DrawnDigit, *, seconds: float) -> list[PenMotion]:
    """How the pen moves while `write` writes a digit, stroke by stroke."""
    shares = [smooth(float(moment)) for moment in np.linspace(0, 1, PEN_MOMENTS)]
    return [pen_motion(stroke, shares, seconds / len(digit.strokes)) for stroke in digit.strokes]


def pen_sounds(record: RecordView, path: str, motions: Sequence[PenMotion]) -> list[SoundEvent]:
    """The pen on the paper, for the motions that a record has at a path: stroke after stroke."""
    found: list[SoundEvent] = []
    start = 0.0
    for number, motion in enumerate(motions):
        speeds = list(record[f"{path}[{number}].speeds"])
        found += pen_on_paper(speeds, start + motion.seconds, loudness=PEN_LOUDNESS)
        start += float(motion.seconds[-1])
    return found

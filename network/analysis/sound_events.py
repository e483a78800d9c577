"""Values as sounds: what is heard when, how high, how loud, and of which number."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from network.digits.pen_strokes import stroke_path
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from network.arrays import FloatArray
    from network.digits.pen_strokes import Stroke


class NumberWithSource(Protocol):
    """A number, and the path in a record that it was read from."""

    @property
    def value(self) -> float:
        """At full precision."""

    @property
    def source(self) -> str:
        """Such as `trace.layers[0].contributions[7,382]`."""


class Timbre(StrEnum):
    """What a sound is made of, by what it stands for."""

    POSITIVE = "positive"
    """A tick for a number of 0 or more."""
    NEGATIVE = "negative"
    """A tick for a number below 0."""
    TONE = "tone"
    """It follows a number that changes."""
    BELL = "bell"
    """It stands for a number that appears, and dies away."""
    PEN = "pen"
    """A pen on paper."""


@dataclass(frozen=True)
class HeardValue:
    """A number as it is heard.

    Attributes
    ----------
    seconds
        When, counted from the moment at which the sounds are played.
    pitch
        In hertz; of noise the middle of its band.
    loudness
        In decibels relative to the voice that speaks: 0 is as loud as it. Of what lasts for less
        than a fifth of a second, or dies away, it is the mean of its loudest fifth of a second.
    """

    seconds: float
    pitch: float
    loudness: float
    value: float
    source: str


@dataclass(frozen=True)
class SoundEvent:
    """One sound: of a number, or of several that it follows, gliding from each to the next.

    Attributes
    ----------
    heard
        The numbers in the order of time, one or more.
    duration
        In seconds, from the first number on.

    Raises
    ------
    OptionError
        If there is nothing to hear, if the times go backward, or if a number comes after the end.
    """

    timbre: Timbre
    heard: tuple[HeardValue, ...]
    duration: float

    def __post_init__(self) -> None:
        """Check the times."""
        if not self.heard:
            raise OptionError("heard must be 1 or more numbers, got none")
        times = [each.seconds for each in self.heard]
        if any(one > other for one, other in pairwise(times)) or self.duration <= 0:
            raise OptionError(f"times of a sound must go on, got {times} in {self.duration} s")
        if times[-1] > times[0] + self.duration:
            raise OptionError(f"a sound of {self.duration} s ends before its last number")

    @property
    def seconds(self) -> float:
        """When it begins, counted from the moment at which the sounds are played."""
        return self.heard[0].seconds

    def slowed_down(self, factor: float) -> SoundEvent:
        """The same for movements that take so much longer; what is a single number stays short."""
        heard = tuple(replace(each, seconds=factor * each.seconds) for each in self.heard)
        follows = len(heard) > 1
        return SoundEvent(self.timbre, heard, (factor if follows else 1) * self.duration)


EAR_SECONDS = 0.2
"""In which ears add up what they hear."""
SOFT = -22.0
"""Loudness of what is heard below a voice."""
_FAINTEST = -40.0
"""What would be fainter is not heard."""
_SCALE = (0, 2, 4, 7, 9)
"""Semitones of the major pentatonic scale: any of its notes sound well together."""
_OCTAVE_SEMITONES = 12
_LOWEST_NOTE = 293.66
"""Hertz: the D above middle C, high enough for the loudspeaker of a phone."""


def note_pitch(step: int) -> float:
    """Frequency of a note of the scale, in hertz; five steps are an octave."""
    octave, place = divmod(step, len(_SCALE))
    return float(_LOWEST_NOTE * 2 ** (octave + _SCALE[place] / _OCTAVE_SEMITONES))


TICK_SECONDS = 0.16
_TICK_GAP = 1 / 14
"""Ticks that follow one another faster are a noise."""
_MOST_TICKS = 40
"""At a time, however many terms there are."""
_TICK_STEPS = 10
"""Steps of the scale from the lowest tick to the highest: two octaves."""


def ticks(
    terms: Sequence[NumberWithSource],
    times: ArrayLike,
    *,
    largest: float | None = None,
    loudness: float = SOFT - 2,
) -> tuple[SoundEvent, ...]:
    """Give a tick to each term that is added: its pitch the size, its timbre the sign.

    Four times the size is an octave higher, rounded to a note of the scale. A term of zero is not
    heard. Where terms come faster than fourteen a second, or more than forty of them, some are
    passed over. A quick run of ticks is as loud as one of them would be alone.

    Parameters
    ----------
    times
        When each is added, ascending, in seconds, shape `(terms,)`.
    largest
        Magnitude from which on a tick is the highest; by default that of the largest term.

    Raises
    ------
    OptionError
        If there is not one time for every term.
    """
    moments = _moments(times, len(terms))
    top = max((abs(term.value) for term in terms), default=0.0) if largest is None else largest
    added = [pair for pair in zip(terms, moments, strict=True) if pair[0].value]
    if not added or not top > 0:
        return ()
    gap = max(_TICK_GAP, (added[-1][1] - added[0][1]) / (_MOST_TICKS - 1))
    heard: list[tuple[NumberWithSource, float]] = []
    for term, moment in added:
        if not heard or moment >= heard[-1][1] + gap - _ROUNDING:
            heard.append((term, moment))
    spacing = (heard[-1][1] - heard[0][1]) / max(1, len(heard) - 1)
    # Ears add up what comes within a fifth of a second.
    level = loudness - 10 * math.log10(max(1.0, EAR_SECONDS / spacing)) if spacing else loudness
    return tuple(_tick(*pair, top, level) for pair in heard)


def _tick(term: NumberWithSource, moment: float, largest: float, loudness: float) -> SoundEvent:
    """The tick of one term."""
    pitch = note_pitch(_tick_step(abs(term.value), largest))
    timbre = Timbre.POSITIVE if term.value > 0 else Timbre.NEGATIVE
    return SoundEvent(
        timbre, (HeardValue(moment, pitch, loudness, term.value, term.source),), TICK_SECONDS
    )


_ROUNDING = 1e-9


def _tick_step(size: float, largest: float) -> int:
    """Note of a tick, by its size: what is larger than the largest is as high as that."""
    below = (math.log2(largest) - math.log2(size)) / 2 * len(_SCALE)
    return _TICK_STEPS - round(min(max(below, 0.0), _TICK_STEPS))


_TONE_PITCHES = (220.0, 880.0)
"""Of nothing and of all, in hertz."""
_TONE_RANGE = 8.0
"""How much fainter the tone of nothing is than that of all, in decibels."""
_TONE_END = 0.25
"""How long a tone lasts after its last number, in seconds."""


def following_tone(
    values: Sequence[NumberWithSource],
    times: ArrayLike,
    *,
    bounds: tuple[float, float] = (0.0, 1.0),
    loudness: float = SOFT,
) -> tuple[SoundEvent, ...]:
    """Let a tone follow a number as it changes: the larger, the higher and the louder.

    Parameters
    ----------
    times
        When it has each value, ascending, in seconds, shape `(values,)`.
    bounds
        Which numbers are heard as the lowest and the highest tone, two octaves apart.
    loudness
        Of the highest tone.

    Returns
    -------
    One event, or none where there is no value.

    Raises
    ------
    OptionError
        If there is not one time for every value.
    """
    moments = _moments(times, len(values))
    if not moments:
        return ()
    heard = []
    for value, moment in zip(values, moments, strict=True):
        share = _share(value.value, bounds)
        level = loudness - _TONE_RANGE * (1 - share)
        heard.append(HeardValue(moment, _tone_pitch(share), level, value.value, value.source))
    duration = moments[-1] - moments[0] + _TONE_END
    return (SoundEvent(Timbre.TONE, tuple(heard), duration),)


def _tone_pitch(share: float) -> float:
    """Between the lowest tone and the highest, in hertz."""
    low, high = _TONE_PITCHES
    return float(low * (high / low) ** share)


BELL_SECONDS = 1.2


def bell(
    value: NumberWithSource,
    start: float = 0.0,
    *,
    bounds: tuple[float, float] = (0.0, 1.0),
    loudness: float = SOFT,
) -> tuple[SoundEvent, ...]:
    """Let a number be heard as it appears, at the pitch that `following_tone` has for it.

    Parameters
    ----------
    start
        When it appears, in seconds.
    """
    pitch = _tone_pitch(_share(value.value, bounds))
    heard = HeardValue(start, pitch, loudness, value.value, value.source)
    return (SoundEvent(Timbre.BELL, (heard,), BELL_SECONDS),)


def _share(value: float, bounds: tuple[float, float]) -> float:
    """Where a number lies between two others, 0..1."""
    low, high = bounds
    return min(1.0, max(0.0, (value - low) / (high - low))) if high > low else 0.0


CHORD_SECONDS = 1.6


def chord(
    activations: Sequence[NumberWithSource],
    *,
    full: float = 1.0,
    start: float = 0.0,
    duration: float = CHORD_SECONDS,
    loudness: float = SOFT,
) -> tuple[SoundEvent, ...]:
    """Let neurons sound together as they light: each has its own note, its activation the loudness.

    An activation below a twelfth of full is not heard. All together are as loud as one neuron that
    is lit in full, at most.

    Parameters
    ----------
    full
        The activation that is heard at full loudness.
    start
        When it begins, in seconds.

    Returns
    -------
    One event for each neuron that is heard.
    """
    lit = [_share(each.value, (0.0, full)) for each in activations]
    power = sum(share**2 for share in lit)
    together = loudness - 10 * math.log10(max(1.0, power))
    found = []
    for step, (each, share) in enumerate(zip(activations, lit, strict=True)):
        if share < _HEARD_SHARE:
            continue
        level = together + 20 * math.log10(share)
        pitch = note_pitch(round(step * min(1.0, _CHORD_STEPS / len(lit))))
        heard = HeardValue(start, pitch, level, each.value, each.source)
        found.append(SoundEvent(Timbre.BELL, (heard,), duration))
    return tuple(found)


_HEARD_SHARE = 1 / 12
_CHORD_STEPS = 16
"""Steps of the scale among which the neurons of a large layer are spread."""


@dataclass(frozen=True, eq=False)
class PenMotion(FrozenRecord):
    """How fast a pen moves while it writes one stroke.

    Attributes
    ----------
    seconds
        Moments, counted from where it touches the paper, shape `(moments,)`.
    speeds
        In heights of the paper a second, same shape.
    """

    seconds: FloatArray
    speeds: FloatArray


def pen_motion(stroke: Stroke, written: ArrayLike, duration: float) -> PenMotion:
    """Measure how fast a pen moves.

    Parameters
    ----------
    written
        Share of the stroke that is written at evenly spaced moments, from 0 to 1, shape
        `(moments,)`.
    duration
        How long it takes for the stroke, in seconds.

    Raises
    ------
    OptionError
        If there are fewer than two moments.
    """
    shares = np.asarray(written, np.float64)
    if shares.ndim != 1 or len(shares) < 2:  # noqa: PLR2004 - both ends
        raise OptionError(f"written must be 2 or more shares, got shape {shares.shape}")
    path = stroke_path(stroke, _PATH_SAMPLES)
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    seconds = np.linspace(0.0, duration, len(shares))
    return PenMotion(seconds, length * np.gradient(shares, seconds))


_PATH_SAMPLES = 160
_PEN_PITCH = 2600.0
"""Middle of the noise, in hertz."""
_FULL_SPEED = 4.0
"""Heights of the paper a second at which the pen is loudest."""


def pen_on_paper(
    speeds: Sequence[NumberWithSource],
    times: ArrayLike,
    *,
    full: float = _FULL_SPEED,
    loudness: float = SOFT,
) -> tuple[SoundEvent, ...]:
    """Let a pen be heard on the paper: the faster, the louder.

    Parameters
    ----------
    speeds
        Of one stroke, as `pen_motion` measures them.
    times
        When it has each speed, ascending, in seconds, shape `(speeds,)`.
    full
        The speed that is heard at full loudness.

    Returns
    -------
    One event, or none where the pen does not move.

    Raises
    ------
    OptionError
        If there is not one time for every speed.
    """
    moments = _moments(times, len(speeds))
    if not moments or moments[-1] == moments[0]:
        return ()
    heard = tuple(
        HeardValue(
            moment,
            _PEN_PITCH,
            loudness + max(_FAINTEST, 20 * math.log10(max(_share(speed.value, (0, full)), 1e-3))),
            speed.value,
            speed.source,
        )
        for speed, moment in zip(speeds, moments, strict=True)
    )
    return (SoundEvent(Timbre.PEN, heard, moments[-1] - moments[0]),)


_NOISE_SEED = 11


def paper_noise(samples: int) -> FloatArray:
    """Roughness of paper under a pen.

    Returns
    -------
    White noise, shape `(samples,)`: the same for the same number.
    """
    return locked(np.random.default_rng(_NOISE_SEED).standard_normal(samples))


def _moments(times: ArrayLike, count: int) -> list[float]:
    """The times as numbers, one for each value."""
    found = np.asarray(times, np.float64)
    if found.shape != (count,):
        raise OptionError(f"times must be {count} numbers, got shape {found.shape}")
    return [float(time) for time in found]

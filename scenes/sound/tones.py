"""Sound events as samples: soft at both ends, and the same to the bit every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.sound_events import (
    EAR_SECONDS,
    SoundEvent,
    Timbre,
    paper_noise,
)
from scenes.media.sound_files import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PlacedSound:
    """A sound at its time.

    Attributes
    ----------
    seconds
        When it was played, since the beginning of the scene: the event says how much later it
        begins.
    """

    seconds: float
    event: SoundEvent

    @property
    def start_seconds(self) -> float:
        """When the first sample is heard."""
        return self.seconds + self.event.seconds

    @property
    def end_seconds(self) -> float:
        """When the last sample has been heard."""
        return self.start_seconds + self.event.duration


@dataclass(frozen=True)
class _Make:
    """How a timbre is made.

    Attributes
    ----------
    partials
        Multiples of the pitch, and how strong each is.
    attack, release
        How long it takes to come and to go, in seconds.
    decay
        Time in which it falls to a third; None if it is held.
    """

    partials: Mapping[int, float]
    attack: float
    release: float
    decay: float | None = None


_MAKES = MappingProxyType(
    {
        # A bell of octaves, and hollow wood: odd multiples only.
        Timbre.POSITIVE: _Make({1: 1.0, 2: 0.5, 4: 0.25}, 0.004, 0.04, decay=0.045),
        Timbre.NEGATIVE: _Make({1: 1.0, 3: 0.6, 5: 0.2}, 0.004, 0.04, decay=0.03),
        Timbre.TONE: _Make({1: 1.0, 2: 0.2, 3: 0.06}, 0.05, 0.2),
        Timbre.BELL: _Make({1: 1.0, 2: 0.25, 3: 0.1}, 0.02, 0.4, decay=0.5),
        Timbre.PEN: _Make({}, 0.03, 0.03),
    }
)
_BAND = 1.7
"""From the middle of a pen's noise to the edges of its band, as a factor."""


def samples_of(event: SoundEvent) -> NDArray[np.float32]:
    """What is heard of an event, from its beginning on, at `SAMPLE_RATE`, shape (samples,).

    Its loudness is relative to that of a voice. As ears do, a short sound is measured over
    the fifth of a second in which it is loudest: a tick has to be struck harder than a tone.
    """
    from scenes.sound.loudness import LOUDNESS  # it takes long to load

    make = _MAKES[event.timbre]
    seconds = np.arange(round(event.duration * SAMPLE_RATE)) / SAMPLE_RATE
    times = [each.seconds - event.seconds for each in event.heard]
    wave = (
        _noise(event, len(seconds))
        if event.timbre is Timbre.PEN
        else _partials(event, make, seconds, times)
    )
    decibels = np.interp(seconds, times, [each.loudness for each in event.heard])
    sound = wave * 10 ** ((LOUDNESS + decibels) / 20)
    shape = _envelope(len(sound), make)
    return (sound * shape / _loudest_mean(shape)).astype(np.float32)


def _partials(
    event: SoundEvent, make: _Make, seconds: NDArray[np.float64], times: list[float]
) -> NDArray[np.float64]:
    """Sines of the pitch and its multiples, of unit power together."""
    pitches = [each.pitch for each in event.heard]
    pitch = np.exp2(np.interp(seconds, times, np.log2(pitches)))
    phase = 2 * np.pi * (np.cumsum(pitch) - pitch[0]) / SAMPLE_RATE
    power = sum(weight**2 for weight in make.partials.values()) / 2
    parts = [weight * np.sin(number * phase) for number, weight in make.partials.items()]
    return np.asarray(np.sum(parts, axis=0) / np.sqrt(power), np.float64)


def _noise(event: SoundEvent, count: int) -> NDArray[np.float64]:
    """Noise in a band, of unit power."""
    from scipy.signal import butter, sosfilt  # slow to import, and most scenes have no pen

    middle = event.heard[0].pitch
    band = butter(2, (middle / _BAND, middle * _BAND), "bandpass", fs=SAMPLE_RATE, output="sos")
    noise: NDArray[np.float64] = sosfilt(band, paper_noise(count))
    return noise / np.sqrt(np.mean(noise**2))


def _envelope(count: int, make: _Make) -> NDArray[np.float64]:
    """1 in the middle, and 0 at both ends: no step that clicks."""
    seconds = np.arange(count) / SAMPLE_RATE
    length = count / SAMPLE_RATE
    attack, release = (min(each, length / 2) for each in (make.attack, make.release))
    rise = np.minimum(seconds / attack, 1.0)
    fall = np.clip((length - 1 / SAMPLE_RATE - seconds) / release, 0.0, 1.0)
    shape: NDArray[np.float64] = np.sin(np.pi / 2 * np.minimum(rise, fall)) ** 2
    if make.decay is not None:
        shape = shape * np.exp(-np.maximum(seconds - attack, 0.0) / make.decay)
    return shape


def _loudest_mean(shape: NDArray[np.float64]) -> float:
    """Root of the mean square of an envelope, where it is loudest."""
    window = round(EAR_SECONDS * SAMPLE_RATE)
    sums = np.cumsum(np.concatenate([[0.0], shape**2, np.zeros(max(0, window - len(shape)))]))
    return float(np.sqrt((sums[window:] - sums[:-window]).max() / window))

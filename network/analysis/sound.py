"""A synthesized word: its waveform, and which frequencies are in it when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.signal import lfilter
from scipy.signal import spectrogram as short_time_powers

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from network.arrays import FloatArray

SAMPLE_RATE = 8000
SOUND_SEED = 3
_HIGHEST_HARMONIC = 3900.0
_PITCH = (130.0, 100.0)
"""In hertz, at the beginning and at the end: the voice falls as it does at the end of a word."""
_TRANSITION_SECONDS = 0.03
_BREATH = 0.002


@dataclass(frozen=True)
class Voice:
    """How one phoneme sounds.

    Attributes
    ----------
    resonances
        Frequencies that the throat and the mouth let through, in hertz.
    """

    resonances: tuple[float, ...]
    loudness: float


@dataclass(frozen=True)
class Span:
    """A part of a sound."""

    name: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, eq=False)
class Sound(FrozenRecord):
    """A synthesized word.

    Attributes
    ----------
    waveform
        Air pressure from -1 to 1, shape `(samples,)`.
    phonemes, syllables, words
        What is spoken when, in ever larger parts.
    """

    sample_rate: int
    waveform: FloatArray
    phonemes: tuple[Span, ...]
    syllables: tuple[Span, ...]
    words: tuple[Span, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.waveform) / self.sample_rate


# The resonances of the vowel are means of 33 men; those of the hum were chosen for this project.
VOICES = {"m": Voice((250.0, 1100.0, 2300.0), 0.3), "a": Voice((730.0, 1090.0, 2440.0), 1.0)}
_BANDWIDTHS = (90.0, 110.0, 170.0)
_SPOKEN = (("m", 0.13), ("a", 0.21), ("m", 0.13), ("a", 0.29))
_SYLLABLE_PHONEMES = 2


def synthesized_word(rng: np.random.Generator) -> Sound:
    """Synthesize the word "mama" by a formula.

    The vocal cords give sine waves, whole multiples of a pitch; throat and mouth let those through
    best that lie near their resonances, and which these are makes the phoneme. A little breath is
    added.

    References
    ----------
    G. E. Peterson, H. L. Barney, "Control methods used in a study of the vowels", Journal of the
    Acoustical Society of America 24 (1952), table II: the resonances of the vowel. D. H. Klatt,
    "Software for a cascade/parallel formant synthesizer", same journal 67 (1980): the filter.
    """
    phonemes = _spans(_SPOKEN)
    pairs = zip(phonemes[::_SYLLABLE_PHONEMES], phonemes[1::_SYLLABLE_PHONEMES], strict=True)
    syllables = tuple(
        Span(one.name + other.name, one.start_seconds, other.end_seconds) for one, other in pairs
    )
    word = "".join(phoneme.name for phoneme in phonemes)
    whole = Span(word, 0.0, phonemes[-1].end_seconds)
    seconds = np.arange(round(whole.end_seconds * SAMPLE_RATE)) / SAMPLE_RATE
    voice = _voice(seconds, phonemes)
    breath = _BREATH * rng.standard_normal(len(seconds)) * _envelope(seconds, whole)
    waveform = voice / np.abs(voice).max() + breath
    waveform /= np.abs(waveform).max()
    return Sound(SAMPLE_RATE, waveform, phonemes, syllables, (whole,))


def _spans(spoken: tuple[tuple[str, float], ...]) -> tuple[Span, ...]:
    """Phonemes one after another."""
    ends = np.cumsum([duration for _, duration in spoken]).round(9)
    starts = [0.0, *ends[:-1]]
    names = (name for name, _ in spoken)
    return tuple(map(Span, names, map(float, starts), map(float, ends)))


def _voice(seconds: NDArray[np.float64], phonemes: tuple[Span, ...]) -> NDArray[np.float64]:
    """What comes out of the mouth, but for the breath."""
    source = _source(seconds / phonemes[-1].end_seconds)
    parts = []
    for phoneme in phonemes:
        voice, part = VOICES[phoneme.name], source
        for center, width in zip(voice.resonances, _BANDWIDTHS, strict=True):
            part = _resonate(part, center, width)
        parts.append(voice.loudness * _envelope(seconds, phoneme) * part / np.abs(part).max())
    return np.asarray(np.sum(parts, axis=0), np.float64)


def _source(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the vocal cords give: whole multiples of a falling pitch, the higher the fainter."""
    pitch = _PITCH[0] + (_PITCH[1] - _PITCH[0]) * share
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    harmonics = range(1, int(_HIGHEST_HARMONIC / max(_PITCH)) + 1)
    waves = [np.sin(number * phase) / number for number in harmonics]
    return np.asarray(np.sum(waves, axis=0), np.float64)


def _resonate(sound: NDArray[np.float64], center: float, width: float) -> NDArray[np.float64]:
    """Let through best what lies near one frequency, both in hertz."""
    decay = np.exp(-np.pi * width / SAMPLE_RATE)
    once = 2 * decay * np.cos(2 * np.pi * center / SAMPLE_RATE)
    twice = -(decay**2)
    return np.asarray(lfilter([1 - once - twice], [1, -once, -twice], sound), np.float64)


def _envelope(seconds: NDArray[np.float64], span: Span) -> NDArray[np.float64]:
    """1 within a span, 0 outside, and a smooth step of 30 ms at both ends."""
    rise = (seconds - span.start_seconds) / _TRANSITION_SECONDS + 0.5
    fall = (span.end_seconds - seconds) / _TRANSITION_SECONDS + 0.5
    inside = np.clip(np.minimum(rise, fall), 0.0, 1.0)
    return np.asarray(np.sin(np.pi / 2 * inside) ** 2, np.float64)


WINDOW = 128
STEP = 16
FAINTEST_DECIBELS = -60.0
"""What is fainter than the loudest by this much is drawn black."""


@dataclass(frozen=True, eq=False)
class Spectrogram(FrozenRecord):
    """Power by frequency and time.

    Attributes
    ----------
    frequencies
        In hertz, ascending, shape `(frequencies,)`.
    seconds
        Middle of each window, shape `(windows,)`.
    powers
        Shape `(frequencies, windows)`.
    """

    frequencies: FloatArray
    seconds: FloatArray
    powers: FloatArray

    @property
    def decibels(self) -> FloatArray:
        """Powers relative to the largest: 0 for that, -60 or less for what is hardly heard."""
        largest = float(self.powers.max()) or 1.0
        smallest = 10 ** (FAINTEST_DECIBELS / 10)
        return locked(10 * np.log10(np.maximum(self.powers / largest, smallest)))

    @property
    def levels(self) -> FloatArray:
        """The decibels as brightness: 0 for the faintest, 1 for the loudest, same shape."""
        return locked(1 - self.decibels / FAINTEST_DECIBELS)


def spectrogram(
    waveform: ArrayLike, sample_rate: int, *, window: int = WINDOW, step: int = STEP
) -> Spectrogram:
    """Take a sound apart into frequencies, one short window after another.

    Parameters
    ----------
    waveform
        Shape `(samples,)`.
    window
        Samples that are looked at at a time, under a bell of the shape of a raised cosine.

    Raises
    ------
    OptionError
        If the sound is shorter than one window, or the windows do not overlap.
    """
    samples = np.asarray(waveform, np.float64)
    if samples.ndim != 1 or samples.size < window:
        raise OptionError(f"waveform must be {window} samples or more, got shape {samples.shape}")
    if not 0 < step <= window:
        raise OptionError(f"step must be between 1 and {window}, got {step}")
    frequencies, seconds, powers = short_time_powers(
        samples,
        sample_rate,
        window="hann",
        nperseg=window,
        noverlap=window - step,
        detrend=False,
        scaling="spectrum",
    )
    return Spectrogram(frequencies, seconds, powers)


@dataclass(frozen=True, eq=False)
class SpokenWord(FrozenRecord):
    """A sound, seen in two ways.

    Attributes
    ----------
    sound
        Its waveform, and what is spoken when.
    spectrogram
        Power by frequency and time.
    """

    sound: Sound
    spectrogram: Spectrogram


@cache
def spoken_word(seed: int = SOUND_SEED) -> SpokenWord:
    """Synthesize the word of the film and take it apart.

    Returns
    -------
    The same for the same seed.
    """
    sound = synthesized_word(np.random.default_rng(seed))
    return SpokenWord(sound, spectrogram(sound.waveform, sound.sample_rate))

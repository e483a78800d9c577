"""Which frequencies are in a sound when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.signal import spectrogram as short_time_powers

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray

WINDOW = 128
STEP = 16
FAINTEST_DECIBELS = -60.0
"""What is fainter than the loudest by this much is drawn black."""


@dataclass(frozen=True, eq=False)
class Spectrogram(FrozenRecord):
    """
    Power by frequency and time.

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

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("frequencies", "seconds", "powers"):
            object.__setattr__(self, name, locked(getattr(self, name)))

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
    """
    Take a sound apart into frequencies, one short window after another.

    Parameters
    ----------
    waveform
        Shape `(samples,)`.
    sample_rate
        Samples a second.
    window
        Samples that are looked at at a time, under a bell of the shape of a raised cosine.
    step
        Samples from one window to the next.

    Returns
    -------
    The power of each frequency in each window.

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

"""Loudness by EBU R128, and peaks that no player cuts off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from pyloudnorm import Meter
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from scenes.media.sound_files import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOUDNESS = -16.0
"""Of all that is heard, in LUFS."""
LARGEST_PEAK = -1.5
"""Of what is made here, in dBTP: encoders that lose something add up to half a decibel."""
_MOST_OVER = 0.05
_GATE_SECONDS = 0.4
_SOFTEST = -70.0
_OVERSAMPLING = 4
_AROUND = 32
"""Samples beside a block that its interpolation needs."""
_BLOCK = 1 << 16
_SMOOTHED = round(0.02 * SAMPLE_RATE)
"""Samples in which the limiter turns down, and turns up again."""
_CLOSE_ENOUGH = 0.3
"""Loudness units that nobody hears."""
_ROUNDS = 3


def loudness(samples: NDArray[np.float32]) -> float:
    """Integrated loudness in LUFS, minus infinity for silence.

    The standard measures in windows of 0.4 s: a shorter sound is measured as if it were repeated.
    """
    window = math.ceil(_GATE_SECONDS * SAMPLE_RATE)
    if not samples.any():
        return -math.inf
    if len(samples) < window:
        samples = np.tile(samples, math.ceil(window / len(samples)))
    # Where no window is louder than its lower gate, the meter takes the mean of nothing.
    with np.errstate(all="ignore"):
        found = float(Meter(SAMPLE_RATE).integrated_loudness(samples.astype(np.float64)))
    return found if found > _SOFTEST else -math.inf


def true_peak_db(samples: NDArray[np.float32]) -> float:
    """The largest level between and on the samples, in dBTP; minus infinity for silence."""
    largest = float(_true_peaks(samples).max(initial=0.0))
    return 20 * math.log10(largest) if largest else -math.inf


def at_loudness(samples: NDArray[np.float32], lufs: float = LOUDNESS) -> NDArray[np.float32]:
    """A sound turned up or down to a loudness; silence stays silence."""
    found = loudness(samples)
    return samples if math.isinf(found) else samples * np.float32(10 ** ((lufs - found) / 20))


def limited(samples: NDArray[np.float32], peak: float = LARGEST_PEAK) -> NDArray[np.float32]:
    """A sound whose true peaks stay below a level in dBTP; what is far from a peak is unchanged.

    It is turned down around each peak that is too large: softly, and before the peak comes.
    """
    largest, ceiling = 10 ** (peak / 20), 10 ** ((peak - _MOST_OVER) / 20)
    while (peaks := _true_peaks(samples)).max(initial=0.0) > largest:
        gains = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling), dtype=np.float64)
        lowest = minimum_filter1d(gains, 2 * _SMOOTHED + 1)
        # Each value of the two means is one of values that all suffice for the peak in the middle.
        for _each in range(2):
            lowest = uniform_filter1d(lowest, _SMOOTHED + 1)
        samples = (samples * np.minimum(lowest, 1.0)).astype(np.float32)
    return samples


def leveled(samples: NDArray[np.float32], lufs: float = LOUDNESS) -> NDArray[np.float32]:
    """A sound at a loudness, its true peaks limited; as near as the peaks allow."""
    found = samples
    target = lufs
    for _each in range(_ROUNDS):
        found = limited(at_loudness(samples, target))
        missing = lufs - loudness(found)
        if abs(missing) < _CLOSE_ENOUGH or math.isinf(missing):
            break
        target += missing
    return found


def _true_peaks(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each sample the largest level from it to the next one."""
    found = np.zeros_like(samples)
    for start in range(0, len(samples), _BLOCK):  # as much as the processor's cache holds
        before = min(_AROUND, start)
        block = samples[start - before : start + _BLOCK + _AROUND]
        between = np.abs(resample_poly(block, _OVERSAMPLING, 1))
        parts = [between[offset::_OVERSAMPLING] for offset in range(_OVERSAMPLING)]
        kept = found[start : start + _BLOCK]
        kept[:] = np.maximum.reduce(parts)[before : before + len(kept)]
    return found

"""Spectrograms, against a Fourier sum by hand and pure tones."""

from __future__ import annotations

import cmath
import math

import numpy as np
import pytest

from network.analysis.sound import spectrogram
from network.errors import OptionError


def plain_power(samples: list, frequency: int) -> float:
    """Power of a whole number of waves a window, under a raised cosine."""
    count = len(samples)
    bell = [0.5 - 0.5 * math.cos(2 * math.pi * i / count) for i in range(count)]
    waves = (
        bell[i] * samples[i] * cmath.exp(-2j * math.pi * frequency * i / count)
        for i in range(count)
    )
    # Both signs of a frequency carry half of its power, but there is only one zero.
    return (2 if 0 < frequency < count // 2 else 1) * abs(sum(waves)) ** 2 / sum(bell) ** 2


def test_powers_are_those_of_a_plain_fourier_sum(rng: np.random.Generator) -> None:
    samples = rng.normal(size=40)
    found = spectrogram(samples, 100, window=16, step=4)
    assert found.powers.shape == (9, 7)
    for window in (0, 3, 6):
        part = samples[4 * window : 4 * window + 16].tolist()
        expected = [plain_power(part, frequency) for frequency in range(9)]
        assert found.powers[:, window] == pytest.approx(expected)


def test_a_pure_tone_is_found_at_its_frequency() -> None:
    seconds = np.arange(4000) / 8000
    found = spectrogram(np.sin(2 * np.pi * 1000 * seconds), 8000)
    assert found.frequencies[np.argmax(found.powers[:, 50])] == pytest.approx(1000, abs=32)
    assert found.seconds[0] == pytest.approx(64 / 8000)


def test_levels_run_from_black_to_white() -> None:
    seconds = np.arange(4000) / 8000
    found = spectrogram(np.sin(2 * np.pi * 1000 * seconds), 8000)
    assert (found.levels.min(), found.levels.max()) == (0.0, 1.0)
    assert found.decibels.max() == 0.0
    level = found.levels[17, 50]
    expected = 1 + 10 * math.log10(found.powers[17, 50] / found.powers.max()) / 60
    assert level == pytest.approx(expected)


def test_silence_has_a_spectrogram_too() -> None:
    assert not spectrogram(np.zeros(200), 8000).levels.any()


def test_sounds_and_steps_that_make_no_window_are_refused() -> None:
    with pytest.raises(OptionError, match="waveform must be 128 samples or more"):
        spectrogram(np.zeros(100), 8000)
    with pytest.raises(OptionError, match="step must be between 1 and 128, got 0"):
        spectrogram(np.zeros(200), 8000, step=0)

"""The word of the film, against a synthesis sample by sample."""

from __future__ import annotations

from types import ModuleType

import numpy as np

from network.analysis.sound import spoken_word


def test_the_word_is_that_of_plain_loops(plain_measurements: ModuleType) -> None:
    waveform = plain_measurements.plain_mama()
    word = spoken_word()
    np.testing.assert_allclose(word.sound.waveform, waveform, rtol=0, atol=1e-9)
    levels = plain_measurements.plain_levels(waveform)
    np.testing.assert_allclose(word.spectrogram.levels, levels, rtol=0, atol=1e-9)


def test_the_breath_of_another_seed_is_heard_but_faint() -> None:
    one, other = (spoken_word(seed).sound.waveform for seed in (3, 4))
    assert 0.001 < np.abs(one - other).max() < 0.02

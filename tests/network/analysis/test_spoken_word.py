"""The word of the film."""

from __future__ import annotations

from network.analysis.sound import spectrogram, spoken_word


def test_the_spectrogram_is_that_of_the_sound() -> None:
    word = spoken_word()
    again = spectrogram(word.sound.waveform, word.sound.sample_rate)
    assert word.spectrogram == again
    assert word.spectrogram.levels.max() == 1
    assert word.spectrogram.levels.min() >= 0


def test_one_seed_gives_one_word() -> None:
    assert spoken_word(3).sound == spoken_word(3).sound
    assert spoken_word(3).sound != spoken_word(4).sound

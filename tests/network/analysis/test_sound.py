"""The synthesized word, by what one would hear."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.sound import SAMPLE_RATE, SOUND_SEED, VOICES, Sound, synthesized_word


@pytest.fixture(scope="module")
def word() -> Sound:
    """The word of the film."""
    return synthesized_word(np.random.default_rng(SOUND_SEED))


def test_phonemes_make_syllables_and_syllables_make_the_word(word: Sound) -> None:
    for parts, wholes in ((word.phonemes, word.syllables), (word.syllables, word.words)):
        for whole in wholes:
            within = [part for part in parts if _is_within(part, whole)]
            assert "".join(part.name for part in within) == whole.name
            assert within[0].start_seconds == whole.start_seconds
            assert within[-1].end_seconds == whole.end_seconds
    assert [part.name for part in word.words] == ["mama"]
    assert word.seconds == pytest.approx(word.words[0].end_seconds)


def test_the_loudest_sample_is_full(word: Sound) -> None:
    assert np.abs(word.waveform).max() == 1.0
    assert np.isfinite(word.waveform).all()


def test_one_seed_gives_one_sound(word: Sound) -> None:
    assert synthesized_word(np.random.default_rng(SOUND_SEED)) == word
    assert synthesized_word(np.random.default_rng(SOUND_SEED + 1)) != word


def test_vowels_are_louder_than_hums(word: Sound) -> None:
    loudness = [np.square(_samples(word, part)).mean() for part in word.phonemes]
    assert min(loudness[1::2]) > 1.5 * max(loudness[::2])


def test_each_phoneme_is_strongest_near_its_first_resonance(word: Sound) -> None:
    for part in word.phonemes:
        samples = _samples(word, part)
        powers = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
        strongest = np.argmax(powers) * SAMPLE_RATE / len(samples)
        assert strongest == pytest.approx(VOICES[part.name].resonances[0], abs=130)


def _is_within(part: object, whole: object) -> bool:
    return whole.start_seconds <= part.start_seconds < part.end_seconds <= whole.end_seconds


def _samples(word: Sound, part: object) -> np.ndarray:
    start, end = (round(t * SAMPLE_RATE) for t in (part.start_seconds, part.end_seconds))
    return word.waveform[start:end]

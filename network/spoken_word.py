"""The word of the film, and which frequencies are in it when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from network.frozen import FrozenRecord
from network.sound import SOUND_SEED, Sound, synthesized_word
from network.spectrogram import Spectrogram, spectrogram


@dataclass(frozen=True, eq=False)
class SpokenWord(FrozenRecord):
    """
    A sound, seen in two ways.

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
    """
    Synthesize the word of the film and take it apart.

    Parameters
    ----------
    seed
        Of the breath in the voice.

    Returns
    -------
    The same for the same seed.
    """
    sound = synthesized_word(np.random.default_rng(seed))
    return SpokenWord(sound, spectrogram(sound.waveform, sound.sample_rate))

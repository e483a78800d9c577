"""The track of a scene: what is heard, each at its time, mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.media.sound_files import SAMPLE_RATE
from scenes.sound.loudness import limited
from scenes.sound.tones import samples_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from scenes.sound.speech import Speech
    from scenes.sound.tones import PlacedSound


def soundtrack(
    speeches: Iterable[tuple[float, Speech]], sounds: Iterable[PlacedSound], seconds: float
) -> NDArray[np.float32] | None:
    """All that is heard in a scene, as long as it is; None if there is nothing.

    Parameters
    ----------
    speeches
        When each begins, in seconds, and what is spoken.
    sounds
        What is heard besides.
    seconds
        Length of the scene.
    """
    spoken = [(start, speech.samples) for start, speech in speeches]
    played = [(sound.start_seconds, samples_of(sound.event)) for sound in sounds]
    return mixed([*spoken, *played], seconds)


def mixed(
    sounds: Iterable[tuple[float, NDArray[np.float32]]], seconds: float
) -> NDArray[np.float32] | None:
    """One track of many sounds, its peaks limited; None if there is nothing to hear.

    Parameters
    ----------
    sounds
        When each begins, and its samples; what reaches beyond the end is cut off.
    seconds
        Length of the track.
    """
    track = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
    for start_seconds, samples in sounds:
        start = round(start_seconds * SAMPLE_RATE)
        heard = samples[: max(0, len(track) - start)]
        track[start : start + len(heard)] += heard
    return limited(track) if track.any() else None

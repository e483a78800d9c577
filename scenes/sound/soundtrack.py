"""The track of a scene: what is heard, each at its time, mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.media.sound_files import SAMPLE_RATE
from scenes.sound.loudness import limited

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


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

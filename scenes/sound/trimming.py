"""Where speech begins and ends in a recording, in whatever room it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import label, maximum_filter1d, uniform_filter1d
from scipy.signal import butter, sosfiltfilt

from scenes.media.sound_files import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HOP = round(0.005 * SAMPLE_RATE)
_WINDOW = 3
"""Hops over which a level is measured."""
_RUMBLE = 50.0
"""In hertz. Below it is no voice, but rumble and direct current."""
_HUM = 120.0
"""In hertz. Above it every voice is heard, and the mains hardly."""
_HISS = 3000.0
"""In hertz. Above it are the ends of words such as "its": soft, but rooms are softer there."""
_SPOKEN_SECONDS = 0.2
"""The level of a voice is the one that it has for so long, all in all: clicks are shorter."""
_QUIET_SECONDS = 0.1
"""The level of a room is that of the quietest stretch of this length."""
_ABOVE_ROOM = 8.0
"""By so many decibels a voice stands out, and by so many do its beginnings and endings."""
_ENDING_ABOVE_ROOM = 3.5
_BELOW_VOICE = (48.0, 12.0)
"""What is so many decibels below the voice is never heard, what is above the second always."""
_CLICK_SECONDS = 0.04
_CLICK_DECAYS = 15.0
_CLICK_APART_SECONDS = 0.15
"""A click is down by so many decibels so soon, and so far from all else: no word's end is."""
_KEPT_SECONDS = 0.012
"""Before and after what is heard; faded."""
_SILENCE = -60.0
"""In dBFS: no voice is as quiet."""
_ROOM = -40.0
"""A recording of one level throughout is of the room when it is quieter."""


def trimmed(samples: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """A recording without direct current, rumble, and silence at its ends; None when that is all.

    Its room may be noisy: what counts as silence is measured in each recording.
    """
    if len(samples) < _WINDOW * _HOP:
        return None
    clean = _above(_RUMBLE, samples - samples.mean(dtype=np.float64))
    heard = _heard(_above(_HUM, clean))
    if not heard.any():
        return None
    hops = np.flatnonzero(heard)
    kept = round(_KEPT_SECONDS * SAMPLE_RATE)
    speech = clean[max(0, hops[0] * _HOP - kept) : (hops[-1] + 1) * _HOP + kept].copy()
    fade = np.sin(np.linspace(0, np.pi / 2, min(kept, len(speech) // 2), dtype=np.float32)) ** 2
    speech[: len(fade)] *= fade
    speech[len(speech) - len(fade) :] *= fade[::-1]
    return speech


def _above(pitch: float, samples: NDArray[np.floating]) -> NDArray[np.float32]:
    sections = butter(2, pitch, "highpass", fs=SAMPLE_RATE, output="sos")
    # In both directions, which delays nothing.
    found: NDArray[np.float32] = sosfiltfilt(sections, samples).astype(np.float32)
    return found


def _levels(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Of every hop the level in dBFS."""
    whole = len(samples) // _HOP
    energy = (samples[: whole * _HOP].reshape(whole, _HOP).astype(np.float64) ** 2).mean(axis=1)
    smooth = uniform_filter1d(energy, _WINDOW, mode="nearest")
    return 10 * np.log10(np.maximum(smooth, 1e-12))


def _heard(samples: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which hops are of the voice: of a recording without one, none."""
    levels = _levels(samples)
    hiss = _levels(_above(_HISS, samples))
    voice, room = _voice(levels), _room(levels)
    if voice < _SILENCE or (voice < _ROOM and voice - room < _ABOVE_ROOM):
        return np.zeros(len(levels), dtype=bool)
    faintest, loudest_room = voice - _BELOW_VOICE[0], voice - _BELOW_VOICE[1]
    loud, soft = _standing_out(levels, faintest, loudest_room)
    loud_hiss, soft_hiss = _standing_out(hiss, faintest, np.inf)
    loud, soft = loud | loud_hiss, soft | soft_hiss
    loud = _without_clicks(loud, levels)
    # A word begins and ends softly: what is above the room and touches it belongs to it.
    groups, _count = label(soft)
    found: NDArray[np.bool_] = loud | (soft & np.isin(groups, np.unique(groups[loud & soft])))
    return found


def _voice(levels: NDArray[np.float64]) -> float:
    place = min(round(_SPOKEN_SECONDS * SAMPLE_RATE / _HOP), (len(levels) + 1) // 2)
    return float(np.sort(levels)[-place])


def _room(levels: NDArray[np.float64]) -> float:
    """The level of the quietest stretch; of what is too short for one, its own."""
    length = round(_QUIET_SECONDS * SAMPLE_RATE / _HOP)
    energy = np.convolve(10 ** (levels / 10), np.full(length, 1 / length), "valid")
    return float(10 * np.log10(energy.min())) if len(levels) >= length else _voice(levels)


def _standing_out(
    levels: NDArray[np.float64], faintest: float, loudest_room: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which hops are clearly above the room, and which are a little."""
    room = _room(levels)
    over, a_little = (
        levels > np.clip(room + above, faintest, loudest_room)
        for above in (_ABOVE_ROOM, _ENDING_ABOVE_ROOM)
    )
    return over, a_little


def _without_clicks(loud: NDArray[np.bool_], levels: NDArray[np.float64]) -> NDArray[np.bool_]:
    """What is left without short noises far from the voice: of a key, of a mouse."""
    apart = 2 * (round(_CLICK_APART_SECONDS * SAMPLE_RATE / _HOP) // 2) + 1
    groups, count = label(maximum_filter1d(loud, apart, mode="constant"))
    groups = groups * loud
    for group in range(1, count + 1):
        members = groups == group
        around = levels[members]
        hops = np.count_nonzero(around > around.max() - _CLICK_DECAYS)
        if hops * _HOP <= _CLICK_SECONDS * SAMPLE_RATE and (loud & ~members).any():
            loud = loud & ~members
    return loud

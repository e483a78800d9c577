from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import correlate

from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.sound.trimming import trimmed

BEFORE, SPOKEN, AFTER = 0.7, 1.6, 0.5
KINDS = ("wav", "flac", "mp3", "m4a", "mp4", "ogg", "opus", "webm", "aiff")
CLOSE = 0.03


def edges(samples):
    """Seconds at which what is left begins and ends."""
    found = trimmed(samples)
    start = np.argmax(correlate(samples - samples.mean(), found, "valid", method="fft"))
    return start / SAMPLE_RATE, (start + len(found)) / SAMPLE_RATE


@pytest.mark.parametrize(
    "room",
    [
        {"room": -200.0},
        {"room": -60.0},
        {"room": -33.0},
        {"level": -45.0, "room": -75.0},
        {"level": -55.0, "room": -75.0},
        {"level": 6.0},
        {"offset": 0.2},
        {"click": True},
        {"click": True, "room": -40.0},
    ],
    ids=lambda room: " ".join(f"{name} {value}" for name, value in room.items()),
)
def test_silence_goes_and_the_voice_stays(in_a_room, room):
    start, end = edges(in_a_room(**room))
    assert BEFORE - CLOSE < start <= BEFORE
    assert BEFORE + SPOKEN <= end < BEFORE + SPOKEN + CLOSE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channels", [1, 2])
def test_in_every_kind_of_file(tmp_path, in_a_room, put, kind, channels):
    rate = 48_000 if kind in ("ogg", "opus", "webm") else 44_100
    path = put(tmp_path / f"line.{kind}", in_a_room(rate), rate, channels)
    found = trimmed(read_sound(path))
    assert SPOKEN <= len(found) / SAMPLE_RATE < SPOKEN + 2 * CLOSE
    assert found.dtype == np.float32


def test_it_begins_and_ends_at_zero_and_has_no_direct_current(in_a_room):
    found = trimmed(in_a_room(offset=0.3))
    assert found[0] == found[-1] == 0
    assert abs(found.mean()) < 1e-3


def test_a_voice_without_any_silence_is_left_whole(in_a_room):
    assert len(trimmed(in_a_room(before=0, after=0))) == round(SPOKEN * SAMPLE_RATE)


def test_a_pause_between_words_stays(in_a_room):
    words = in_a_room(spoken=0.6, after=0.9), in_a_room(spoken=0.6)
    start, end = edges(np.concatenate(words))
    assert start == pytest.approx(BEFORE, abs=CLOSE)
    assert end == pytest.approx(BEFORE + 0.6 + 0.9 + BEFORE + 0.6, abs=CLOSE)


@pytest.mark.parametrize("below", [20, 30, 38])
@pytest.mark.parametrize("room", [-75.0, -65.0])
def test_a_soft_hiss_at_the_end_of_a_word_stays(in_a_room, below, room):
    hiss = np.random.default_rng(3).standard_normal(round(0.12 * SAMPLE_RATE))
    hiss = np.diff(hiss, prepend=0.0)
    hiss *= 10 ** ((-18.0 - below) / 20) / hiss.std()
    sound = in_a_room(room=room)
    place = round((BEFORE + SPOKEN) * SAMPLE_RATE)
    sound[place : place + len(hiss)] += hiss.astype(np.float32)
    assert edges(sound)[1] == pytest.approx(BEFORE + SPOKEN + 0.12, abs=CLOSE)


def test_a_word_after_a_long_pause_is_no_click(in_a_room):
    sound = in_a_room(after=1.0)
    start = round((BEFORE + SPOKEN + 0.4) * SAMPLE_RATE)
    sound[start : start + round(0.12 * SAMPLE_RATE)] += 0.1 * np.sin(
        np.arange(round(0.12 * SAMPLE_RATE)) * 0.03
    ).astype(np.float32)
    assert edges(sound)[1] == pytest.approx(BEFORE + SPOKEN + 0.52, abs=CLOSE)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(SAMPLE_RATE),
        np.full(SAMPLE_RATE, 0.4),
        np.zeros(0),
        np.ones(30),
        1e-5 * np.random.default_rng(0).standard_normal(SAMPLE_RATE),
        3e-3 * np.random.default_rng(0).standard_normal(SAMPLE_RATE),
        0.1 * np.sin(np.arange(2 * SAMPLE_RATE) * 2 * np.pi * 5 / SAMPLE_RATE),
    ],
    ids=["zeros", "direct current", "nothing", "a moment", "faint noise", "room", "rumble"],
)
def test_silence_is_nothing(samples):
    assert trimmed(samples.astype(np.float32)) is None

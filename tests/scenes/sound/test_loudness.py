from __future__ import annotations

import math

import numpy as np
import pytest
from pyloudnorm import Meter

from scenes.media.sound_files import SAMPLE_RATE
from scenes.sound import loudness as module
from scenes.sound.loudness import at_loudness, leveled, limited, loudness, true_peak_db


def tone(seconds, pitch=997.0, level=0.0, phase=0.0):
    """A sine of so many dBFS at its top."""
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (10 ** (level / 20) * np.sin(2 * np.pi * pitch * times + phase)).astype(np.float32)


def bursts(seconds=3.0, level=-20.0, above=18.0):
    """Speech in its most awkward form: soft noise with loud clicks."""
    noise = np.random.default_rng(1).standard_normal(round(seconds * SAMPLE_RATE))
    sound = (10 ** (level / 20) * 0.3 * noise).astype(np.float32)
    sound[SAMPLE_RATE // 2 :: SAMPLE_RATE // 2] = 10 ** ((level + above) / 20)
    return sound


def test_a_sine_of_full_scale_has_the_loudness_that_the_standard_says():
    # ITU-R BS.1770: 0 dBFS at 997 Hz in one channel reads -3.01 LKFS; EBU 3341: within 0.1.
    assert loudness(tone(2)) == pytest.approx(-3.01, abs=0.1)


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.39, 0.4, 5])
@pytest.mark.parametrize("lufs", [-16.0, -30.0])
def test_a_sound_is_brought_to_a_loudness_however_short_it_is(seconds, lufs):
    found = at_loudness(tone(seconds, level=-40), lufs)
    assert loudness(found) == pytest.approx(lufs, abs=0.05)
    assert found.dtype == np.float32
    assert np.abs(found).max() == pytest.approx(10 ** ((lufs + 3.01) / 20), rel=0.05)


@pytest.mark.parametrize("samples", [np.zeros(SAMPLE_RATE), np.zeros(0), np.zeros(100)])
def test_silence_has_no_loudness_and_no_peak_and_stays_silence(samples):
    silence = samples.astype(np.float32)
    assert loudness(silence) == true_peak_db(silence) == -math.inf
    assert np.array_equal(leveled(silence), silence)


def test_noise_below_the_gate_is_silence():
    assert loudness(tone(1, level=-90)) == -math.inf


def test_peaks_between_samples_count():
    # A quarter of the rate, 45 degrees off: all samples at 0.707, the wave between them at 1.
    between = tone(1, pitch=SAMPLE_RATE / 4, phase=math.pi / 4)
    assert np.abs(between).max() == pytest.approx(0.7071, abs=1e-3)
    assert true_peak_db(between[1000:-1000]) == pytest.approx(0, abs=0.35)


@pytest.mark.parametrize("peak", [-1.0, -1.5, -6.0])
@pytest.mark.parametrize(
    "sound",
    [bursts(above=21), tone(1, SAMPLE_RATE / 4, 3, math.pi / 4), tone(1, 60, 9), 30 * bursts(0.3)],
    ids=["clicks", "between samples", "low and loud", "far too loud"],
)
def test_no_peak_is_above_the_limit(sound, peak):
    found = limited(sound, peak)
    assert peak - 1 < true_peak_db(found) <= peak
    assert found.dtype == np.float32
    assert len(found) == len(sound)


def test_what_is_soft_enough_is_left_alone():
    sound = tone(1, level=-3)
    assert np.array_equal(limited(sound), sound)


def test_far_from_a_peak_nothing_changes():
    sound = tone(2, level=-6)
    sound[SAMPLE_RATE] = 1.0
    found = limited(sound)
    far = np.abs(np.arange(len(sound)) - SAMPLE_RATE) > 0.045 * SAMPLE_RATE
    assert np.array_equal(found[far], sound[far])
    assert not np.array_equal(found, sound)


def test_the_limiter_turns_softly():
    found = limited(np.ones(SAMPLE_RATE, np.float32) * np.float32(0.5) + bursts(1, above=25))
    gain_steps = np.diff(limited(bursts(1, above=25)) / bursts(1, above=25))
    assert np.abs(gain_steps).max() < 2 / (0.02 * SAMPLE_RATE)
    assert len(found) == SAMPLE_RATE


@pytest.mark.parametrize("level", [-50.0, -20.0, 0.0])
def test_loudness_and_peak_are_right_together(level):
    found = leveled(bursts(level=level))
    assert Meter(SAMPLE_RATE).integrated_loudness(found) == pytest.approx(-16, abs=0.2)
    assert true_peak_db(found) < -1


def test_a_long_sound_has_the_same_peaks_in_blocks(monkeypatch):
    sound = bursts()
    whole, limited_whole = true_peak_db(sound), limited(sound)
    monkeypatch.setattr(module, "_BLOCK", 5000)
    assert true_peak_db(sound) == whole
    assert np.array_equal(limited(sound), limited_whole)


def test_the_same_sound_gives_the_same_bits():
    assert leveled(bursts()).tobytes() == leveled(bursts()).tobytes()

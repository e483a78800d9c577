from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyloudnorm
import pytest

from network.analysis.sound_events import (
    HeardValue,
    SoundEvent,
    Timbre,
    chord,
    note_pitch,
    pen_on_paper,
    ticks,
)
from scenes.media.sound_files import SAMPLE_RATE
from scenes.sound.loudness import LOUDNESS
from scenes.sound.tones import PlacedSound, samples_of
from scenes.subject.sourced import Sourced


def tick(value, loudness=-22.0, largest=1.0):
    (event,) = ticks([Sourced(value, "trace.made_up")], [0.0], largest=largest, loudness=loudness)
    return event


def tone(*points, duration=1.0, timbre=Timbre.TONE):
    heard = tuple(HeardValue(t, pitch, loudness, 0.0, "made_up") for t, pitch, loudness in points)
    return SoundEvent(timbre, heard, duration)


def spectrum(samples):
    """Magnitudes by frequency, one hertz apart."""
    padded = np.zeros(SAMPLE_RATE)
    padded[: len(samples)] = samples[:SAMPLE_RATE]
    return np.abs(np.fft.rfft(padded))


def decibels(samples):
    return 10 * np.log10(np.mean(np.asarray(samples, float) ** 2))


EVENTS = {
    "a tick up": tick(1.0),
    "a tick down": tick(-0.01),
    "a tone": tone((0, 300, -22), (1, 900, -22)),
    "a short tone": tone((0, 300, -22), duration=0.01),
    "one of a chord": chord([Sourced(1.0, "made_up")])[0],
    "a pen": pen_on_paper([Sourced(4.0, "made_up")] * 3, [0, 0.4, 0.8])[0],
}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_a_sound_is_of_the_films_kind_and_as_long_as_it_says(event):
    samples = samples_of(event)
    assert samples.dtype == np.float32
    assert samples.shape == (round(event.duration * SAMPLE_RATE),)
    assert np.abs(samples).max() < 1


@pytest.mark.parametrize("name", EVENTS)
def test_nothing_clicks_neither_within_nor_at_the_ends(name):
    samples = samples_of(EVENTS[name]).astype(float)
    whole = np.concatenate([[0.0], samples, [0.0]])
    # As steep as its highest partial, in the middle; flat at both ends.
    assert np.abs(np.diff(whole)).max() < (0.2 if name == "a word" else 0.03)
    assert np.abs(samples[[0, -1]]).max() < 1e-6
    for edge in (whole[:24], whole[-24:]):
        assert np.abs(np.diff(edge)).max() < 0.002


@pytest.mark.parametrize("value", [1.0, 0.25, 0.01, -1.0, -0.1])
def test_the_pitch_of_a_tick_is_that_of_its_event(value):
    event = tick(value)
    loudest = spectrum(samples_of(event)).argmax()
    assert loudest == pytest.approx(event.heard[0].pitch, rel=0.005)


def test_the_sign_changes_the_spectrum():
    positive, negative = (spectrum(samples_of(tick(sign))) for sign in (1.0, -1.0))
    pitch = round(tick(1.0).heard[0].pitch)
    assert tick(-1.0).heard[0].pitch == tick(1.0).heard[0].pitch

    def strength(magnitudes, multiple):
        around = slice(multiple * pitch - 8, multiple * pitch + 9)
        return magnitudes[around].max() / magnitudes[pitch - 8 : pitch + 9].max()

    assert strength(positive, 2) == pytest.approx(0.5, abs=0.1)
    assert strength(negative, 3) == pytest.approx(0.6, abs=0.1)
    assert strength(positive, 3) < 0.1
    assert strength(negative, 2) < 0.1


@pytest.mark.parametrize("loudness", [0.0, -22.0, -40.0])
@pytest.mark.parametrize("timbre", [Timbre.TONE, Timbre.PEN])
def test_a_sound_is_as_loud_as_its_event_says(timbre, loudness):
    pitch = 1000.0 if timbre is Timbre.TONE else 2600.0
    points = (0, pitch, loudness), (2, pitch, loudness)
    middle = samples_of(tone(*points, duration=2.0, timbre=timbre))[12000:-12000]
    assert decibels(middle) == pytest.approx(LOUDNESS + loudness, abs=0.3)


def test_a_tone_is_as_loud_to_ears_as_its_event_says():
    event = tone((0, 700, -20), (3, 700, -20), duration=3)
    heard = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(samples_of(event).astype(float))
    assert heard == pytest.approx(LOUDNESS - 20, abs=1)


@pytest.mark.parametrize("name", ["a tick up", "a tick down", "one of a chord", "a short tone"])
def test_what_dies_away_is_as_loud_as_its_event_says_in_its_loudest_fifth_of_a_second(name):
    event = EVENTS[name]
    samples = np.pad(samples_of(event).astype(float), (0, SAMPLE_RATE))
    window = SAMPLE_RATE // 5
    loudest = max(np.mean(samples[i : i + window] ** 2) for i in range(0, SAMPLE_RATE, 240))
    expected = LOUDNESS + event.heard[0].loudness
    assert 10 * np.log10(loudest) == pytest.approx(expected, abs=0.5)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_quick_run_of_ticks_is_as_loud_as_one_of_them(sign):
    terms = [Sourced(sign, "trace.made_up")] * 40
    track = np.zeros(4 * SAMPLE_RATE)
    for event in ticks(terms, np.linspace(0, 3, 40)):
        start, samples = round(event.seconds * SAMPLE_RATE), samples_of(event)
        track[start : start + len(samples)] += samples
    alone = ticks(terms[:1], [0.0])[0].heard[0].loudness
    assert decibels(track[SAMPLE_RATE : 2 * SAMPLE_RATE]) == pytest.approx(
        LOUDNESS + alone, abs=1.0
    )


@pytest.mark.parametrize("value", [1.0, -1.0, 0.05])
def test_a_louder_tick_is_the_same_tick(value):
    samples, louder = (samples_of(tick(value, loudness=each)) for each in (-22.0, -12.0))
    assert louder == pytest.approx(10**0.5 * samples, abs=1e-6)


def test_a_tone_glides_from_pitch_to_pitch():
    samples = samples_of(
        tone((0, 300, -22), (1, 300, -22), (2, 900, -22), (3, 900, -22), duration=3)
    )
    second = SAMPLE_RATE
    first, middle, last = (
        spectrum(samples[int(start * second) : int((start + 0.5) * second)]).argmax()
        for start in (0.25, 1.45, 2.25)
    )
    assert first == pytest.approx(300, abs=2)
    assert last == pytest.approx(900, abs=2)
    assert 450 < middle < 760


def test_a_pen_is_noise_in_a_band():
    event = pen_on_paper([Sourced(4.0, "made_up")] * 3, [0, 0.4, 0.8])[0]
    power = spectrum(samples_of(event)) ** 2
    band = power[1300:5200].sum() / power.sum()
    assert band > 0.9
    # No tone in it: the power is spread.
    assert power.max() / power.sum() < 0.02


def test_a_placed_sound_begins_as_much_later_as_its_event_says():
    placed = PlacedSound(10.0, tone((0.5, 440, -22), duration=2.0))
    assert (placed.start_seconds, placed.end_seconds) == (10.5, 12.5)


def test_the_notes_of_a_chord_go_well_together():
    # No two notes of it are nearer than a tone and a half, but for whole tones.
    steps = [12 * np.log2(note_pitch(i + 1) / note_pitch(i)) for i in range(15)]
    assert set(np.round(steps, 6)) == {2.0, 3.0}


def test_another_process_makes_the_same_bytes():
    code = (
        "import hashlib\n"
        "from network.analysis.sound_events import pen_on_paper, ticks\n"
        "from scenes.sound.tones import samples_of\n"
        "from scenes.subject.sourced import Sourced\n"
        "one = Sourced(3.0, 'made_up')\n"
        "events = [*ticks([one], [0.0]), *pen_on_paper([one] * 2, [0.0, 0.5])]\n"
        "print(hashlib.sha256(b''.join(samples_of(e).tobytes() for e in events)).hexdigest())\n"
    )
    found = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        .stdout
        for _ in range(2)
    }  # fmt: skip
    assert len(found) == 1
    assert len(found.pop()) == 65

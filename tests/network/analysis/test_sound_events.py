from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from network.analysis.sound_events import (
    SOFT,
    HeardValue,
    SoundEvent,
    Timbre,
    bell,
    chord,
    following_tone,
    note_pitch,
    paper_noise,
    pen_motion,
    pen_on_paper,
    ticks,
)
from network.digits.pen_strokes import Stroke
from network.errors import OptionError


@dataclass(frozen=True)
class Number:
    value: float
    source: str = "trace.made_up"


def numbers(*values):
    return [Number(value, f"trace.made_up[{i}]") for i, value in enumerate(values)]


def heard(events):
    return [each for event in events for each in event.heard]


def test_the_sign_of_a_term_is_the_timbre_of_its_tick():
    found = ticks(numbers(2.0, -2.0), [0.0, 0.5])
    assert [event.timbre for event in found] == [Timbre.POSITIVE, Timbre.NEGATIVE]
    assert [event.seconds for event in found] == [0.0, 0.5]
    assert len({event.heard[0].pitch for event in found}) == 1


def test_four_times_the_size_is_an_octave_higher():
    found = heard(ticks(numbers(0.5, 2.0, -0.5), [0, 1, 2]))
    assert found[1].pitch == pytest.approx(2 * found[0].pitch)
    assert found[2].pitch == found[0].pitch


def test_ticks_rise_with_size_and_stay_on_the_scale():
    sizes = [1e-9, *np.geomspace(2.0**-5, 1, 38)]
    pitches = [each.pitch for each in heard(ticks(numbers(*sizes), np.arange(39.0)))]
    assert pitches == sorted(pitches)
    scale = {note_pitch(step) for step in range(11)}
    assert set(pitches) == scale
    assert min(scale) == pytest.approx(293.66)
    assert max(scale) == pytest.approx(4 * min(scale))


def test_notes_are_in_ratios_of_small_numbers_to_the_lowest():
    ratios = [note_pitch(step) / note_pitch(0) for step in range(6)]
    assert ratios == pytest.approx([1, 9 / 8, 5 / 4, 3 / 2, 5 / 3, 2], rel=0.01)


def test_the_guide_says_how_soft_sounds_are():
    guide = Path(__file__).parents[3] / "assets" / "guide" / "voice-and-sound.md"
    assert f"are {-SOFT:g} decibels or more below the voice" in guide.read_text(encoding="utf-8")


def test_no_term_is_too_small_or_too_large_for_the_scale():
    sizes = (5e-324, 10.0, 1e300)
    found = heard(ticks(numbers(*sizes), [0, 1, 2], largest=10.0))
    assert [each.pitch for each in found] == [note_pitch(0), note_pitch(10), note_pitch(10)]


def test_a_tick_knows_its_value_and_its_source():
    (only,) = heard(ticks([Number(-0.3, "trace.layers[0].contributions[7,382]")], [1.25]))
    assert (only.value, only.source) == (-0.3, "trace.layers[0].contributions[7,382]")
    assert (only.seconds, only.loudness) == (1.25, SOFT - 2)


def test_zero_is_silent():
    assert ticks(numbers(0.0, 0.0), [0, 1]) == ()
    assert [each.value for each in heard(ticks(numbers(0.0, 1.0), [0, 1]))] == [1.0]
    assert ticks([], []) == ()
    assert ticks(numbers(1.0), [0], largest=0.0) == ()


@pytest.mark.parametrize(("count", "seconds"), [(768, 3.2), (768, 1.0), (768, 60.0), (20, 0.1)])
def test_many_terms_make_a_run_that_is_never_a_noise(count, seconds):
    terms = numbers(*np.linspace(1, -1, count))
    found = heard(ticks(terms, np.linspace(0, seconds, count)))
    times = np.array([each.seconds for each in found])
    assert len(found) <= 40
    assert np.diff(times).min(initial=1) >= 1 / 14 - 1e-6
    assert {(each.value, each.source) for each in found} <= {(t.value, t.source) for t in terms}
    # None is passed over without need.
    assert len(found) >= min(39, math.floor(0.5 * 14 * seconds))


def test_a_tone_rises_and_swells_with_what_it_follows():
    (event,) = following_tone(numbers(0.0, 0.25, 1.0, 7.0), [0, 1, 2, 3])
    pitches = [each.pitch for each in event.heard]
    loudness = [each.loudness for each in event.heard]
    assert pitches == sorted(pitches)
    assert loudness == sorted(loudness)
    assert pitches[1] == pytest.approx(220 * math.sqrt(2))
    assert pitches[2:] == pytest.approx([880, 880])
    assert loudness[-1] == SOFT
    assert event.duration > 3
    assert following_tone([], []) == ()


def test_a_tone_follows_numbers_between_other_bounds():
    (event,) = following_tone(numbers(-4.0, 0.0, 4.0), [0, 1, 2], bounds=(-4, 4))
    assert [each.pitch for each in event.heard] == pytest.approx([220, 440, 880])
    (flat,) = following_tone(numbers(3.0, 3.0), [0, 1], bounds=(3, 3))
    assert [each.pitch for each in flat.heard] == [220, 220]


def test_in_a_chord_the_activation_is_the_loudness():
    found = heard(chord(numbers(0.0, 1.0, 0.5, 0.01, -1.0)))
    assert [each.source for each in found] == ["trace.made_up[1]", "trace.made_up[2]"]
    assert found[0].loudness - found[1].loudness == pytest.approx(20 * math.log10(2))
    assert found[0].pitch != found[1].pitch
    assert chord(numbers(0.0, -2.0)) == ()


@pytest.mark.parametrize("count", [1, 10, 16, 300])
def test_a_chord_is_never_louder_than_one_neuron(count):
    found = heard(chord(numbers(*[1.0] * count)))
    power = sum(10 ** (each.loudness / 10) for each in found)
    assert 10 * math.log10(power) == pytest.approx(SOFT)
    assert max(each.pitch for each in found) < 4000


def test_a_lone_activation_is_as_loud_as_it_is_lit():
    (one,) = heard(chord(numbers(6.0), full=12.0))
    assert one.loudness == pytest.approx(SOFT - 20 * math.log10(2))


def test_the_speed_of_a_pen_is_the_way_by_the_time():
    stroke = Stroke(np.array([[0.0, 0.0], [0.0, 1.0]]))
    motion = pen_motion(stroke, np.linspace(0, 1, 11), 2.0)
    assert motion.speeds == pytest.approx(np.full(11, 0.5))
    assert motion.seconds == pytest.approx(np.linspace(0, 2, 11))
    with pytest.raises(OptionError, match="2 or more"):
        pen_motion(stroke, [1.0], 2.0)


def test_a_pen_is_the_louder_the_faster_it_moves():
    (event,) = pen_on_paper(numbers(0.0, 2.0, 4.0, 8.0), [0, 1, 2, 3])
    loudness = [each.loudness for each in event.heard]
    assert loudness[2] == loudness[3] == SOFT
    assert loudness[1] == pytest.approx(SOFT - 20 * math.log10(2))
    assert loudness[0] == SOFT - 40
    assert event.duration == 3
    (short,) = pen_on_paper(numbers(1.0, 2.0), [0.5, 0.75])
    assert short.duration == 0.25
    for times in ([], [0.5], [0.5, 0.5]):
        assert pen_on_paper(numbers(*times), times) == ()


def test_what_makes_no_sense_is_refused():
    one = HeardValue(0.0, 440.0, SOFT, 1.0, "trace.made_up")
    later = HeardValue(1.0, 440.0, SOFT, 1.0, "trace.made_up")
    with pytest.raises(OptionError, match="1 or more"):
        SoundEvent(Timbre.TONE, (), 1.0)
    with pytest.raises(OptionError, match="must go on"):
        SoundEvent(Timbre.TONE, (later, one), 2.0)
    with pytest.raises(OptionError, match="ends before"):
        SoundEvent(Timbre.TONE, (one, later), 0.5)
    with pytest.raises(OptionError, match="times must be 1 numbers"):
        ticks([Number(1.0)], [0.0, 1.0])


def test_slower_movements_stretch_what_follows_them_and_no_single_number():
    tone = SoundEvent(
        Timbre.TONE,
        tuple(HeardValue(time, 440.0, SOFT, 1.0, "trace.x") for time in (0.5, 1.0)),
        0.5,
    )
    slow = tone.slowed_down(3)
    assert ([each.seconds for each in slow.heard], slow.duration) == ([1.5, 3.0], 1.5)
    assert [each.value for each in slow.heard] == [1.0, 1.0]
    (tick,) = ticks(numbers(2.0), [0.5])
    assert (tick.slowed_down(3).seconds, tick.slowed_down(3).duration) == (1.5, tick.duration)


def test_a_bell_is_one_note_as_high_as_its_number():
    low, high = (bell(Number(value), 0.25, bounds=(-1, 1))[0].heard[0] for value in (-1.0, 1.0))
    assert (low.seconds, low.value, low.source) == (0.25, -1.0, "trace.made_up")
    tones = [following_tone(numbers(value, value), [0, 1], bounds=(-1, 1)) for value in (-1, 1)]
    assert [low.pitch, high.pitch] == [heard(each)[0].pitch for each in tones]
    assert low.pitch < high.pitch
    (plain,) = bell(Number(0.5))
    assert plain.heard[0].pitch == heard(following_tone(numbers(0.5), [0]))[0].pitch == 440
    assert (plain.heard[0].seconds, plain.heard[0].loudness, plain.duration) == (0.0, SOFT, 1.2)


def test_paper_is_rough_without_a_pitch_and_always_the_same():
    noise = paper_noise(4000)
    assert noise[:10].tolist() == paper_noise(10).tolist()
    assert abs(noise.mean()) < 0.05
    assert noise.std() == pytest.approx(1, abs=0.05)
    spectrum = np.abs(np.fft.rfft(noise)) ** 2
    assert spectrum[1:1000].sum() == pytest.approx(spectrum[1000:2000].sum(), rel=0.15)

"""What is heard in some scenes, and when; what holds for all is in `test_chapters.py`."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import tempconfig

from network.analysis.sound_events import Timbre
from scenes.catalog import entry
from scenes.chapters.act_4.weights_of_one_neuron import WeightsOfOneNeuron
from scenes.chapters.act_5.matrix_vector_product import QUICK_SECONDS, SLOW_SECONDS, SLOWLY
from scenes.media.sound_files import SAMPLE_RATE
from scenes.render.manim_session import dry_run
from scenes.subject.record_view import RecordView
from scenes.subject.settings import DEFAULT_DIGIT, Settings, using
from scenes.subject.subject import subject

TICKS = {Timbre.POSITIVE, Timbre.NEGATIVE}


FEW = 2


def scenes_named(*names):
    """Each test in the process that rehearses the act."""
    return pytest.mark.parametrize(
        "name",
        [
            pytest.param(name, marks=pytest.mark.xdist_group(f"act {entry(name).act}"))
            for name in names
        ],
    )


@scenes_named("TheWeightedSum", "LayersOfAbstraction")
def test_without_sounds_a_scene_shows_the_same_at_the_same_times(name, rehearsals):
    found, silent = rehearsals(name, 0).run, dry_run(name, Settings(sounds=False))
    assert silent.sounds == ()
    assert silent.seconds == found.seconds
    assert [value for value in found.ledger if not value.heard] == list(silent.ledger)


@scenes_named("TheWeightedSum", "ForwardPass", "ThisIsAThree")
def test_what_is_heard_follows_the_digit(name, rehearsals):
    film, last = rehearsals(name, 0), rehearsals(name, 5)
    assert film.case.network == last.case.network
    one, other = ([value.value for value in r.run.ledger if value.heard] for r in (film, last))
    assert one
    assert other
    assert one != other


@scenes_named("TheWeightedSum")
def test_every_term_that_is_written_out_ticks_by_its_sign_and_size(name, rehearsals):
    found = rehearsals(name, 0)
    record = RecordView({"trace": subject(found.settings).trace})
    sounds = found.run.sounds
    ticks = [p.event for p in sounds if ".contributions[" in p.event.heard[0].source]
    for event in ticks:
        (heard,) = event.heard
        path, _, index = heard.source.rpartition("[")
        neuron, pixel = map(int, index.rstrip("]").split(","))
        assert heard.value == record[path].values[neuron, pixel]
        assert event.timbre is (Timbre.POSITIVE if heard.value > 0 else Timbre.NEGATIVE)
    # Two were chosen to be written out; then come all, each sign by size, the stroke before others.
    piled = ticks[FEW:]
    values = [event.heard[0].value for event in piled]
    ups = [value for value in values if value > 0]
    assert values == [*ups, *sorted(value for value in values if value < 0)]
    starts = [k for k, (one, other) in enumerate(pairwise(ups)) if other > one]
    assert len(starts) <= 1
    for event, other in pairwise(piled):
        if abs(event.heard[0].value) >= abs(other.heard[0].value):
            assert event.heard[0].pitch >= other.heard[0].pitch
    assert len(ticks) > 20


@scenes_named("MatrixVectorProduct")
def test_a_tick_is_heard_when_its_term_is_added(name, rehearsals):
    found = rehearsals(name, 0).run
    sums = [v for v in found.ledger if "row_products.running_sums" in v.source and v.text]
    ticks = [p for p in found.sounds if p.event.timbre in TICKS]
    start = min(value.seconds for value in sums if value.section == "row times column")
    assert ticks[0].start_seconds == pytest.approx(start, abs=0.6)
    steps = np.diff([placed.start_seconds for placed in ticks])
    quick = steps[SLOWLY:]
    assert steps[0] == pytest.approx(SLOW_SECONDS, abs=0.002)
    assert quick == pytest.approx(np.full(len(quick), QUICK_SECONDS / (len(quick) + 1)), abs=0.002)


@scenes_named("TheOutputLayer")
def test_outputs_that_are_level_sound_together(name, rehearsals):
    found = rehearsals(name, 0).run
    clear, *others = (p for p in found.sounds if p.event.timbre is Timbre.BELL)
    wavering = [p for p in others if "own_digits" not in p.event.heard[0].source]
    assert clear.event.heard[0].source == f"trace.layers[2].activations[{DEFAULT_DIGIT}]"
    assert len(wavering) == 2
    assert len({placed.start_seconds for placed in wavering}) == 1
    assert all("undecided_run" in placed.event.heard[0].source for placed in wavering)


def test_the_track_of_a_scene_has_every_tick_at_its_time_and_pitch_and_silence_between():
    with tempconfig({"dry_run": True}), using(Settings(digit=7)):
        scene = WeightsOfOneNeuron(skip_animations=True)
        scene.render()
    track, heard = scene.soundtrack(), np.ones(round(scene.seconds * SAMPLE_RATE), bool)
    assert len(track) == len(heard)
    assert {placed.event.timbre for placed in scene.sounds} == TICKS
    for placed in scene.sounds:
        start, end = (round(t * SAMPLE_RATE) for t in (placed.start_seconds, placed.end_seconds))
        spectrum = np.abs(np.fft.rfft(track[start:end], SAMPLE_RATE))
        assert spectrum.argmax() == pytest.approx(placed.event.heard[0].pitch, rel=0.01)
        heard[start:end] = False
    assert not track[heard].any()

from __future__ import annotations

import subprocess
import sys

import pytest
from manim import AnimationGroup, FadeIn, LaggedStart, Square, tempconfig

from network.analysis.sound_events import ticks
from network.measurements.registry import MEASUREMENTS
from scenes.catalog import PARTS
from scenes.chapters.act_2.a_neuron_holds_a_number import ANeuronHoldsANumber
from scenes.chapters.act_4.bias import Bias
from scenes.render.dependencies import measurements_of
from scenes.subject.settings import Settings, using


class Mine(ANeuronHoldsANumber):
    chosen = Settings(digit=3)


def test_a_subclass_may_say_what_is_shown():
    with tempconfig({"dry_run": True}), using(Settings(digit=5)):
        for kind, label in ((Mine, 3), (ANeuronHoldsANumber, 5)):
            scene = kind(skip_animations=True)
            scene.setup()
            assert scene.subject.label == label
            assert scene.record.number("trace.answer").value == label


def test_a_scene_is_given_the_measurements_that_it_declares_and_no_other():
    with tempconfig({"dry_run": True}):
        scene = Bias(skip_animations=True)
        scene.setup()
        assert scene.measured("firing_against_bias").images > 0
        with pytest.raises(LookupError, match="expected capacity among them, got firing_against"):
            scene.measured("capacity")


@pytest.mark.parametrize(
    ("template", "slots"),
    [("It has 16 neurons.", {}), ("It has {count} neurons.", {"count": "16"})],
)
def test_a_number_in_a_caption_needs_a_slot_with_a_source(template, slots):
    with tempconfig({"dry_run": True}):
        scene = Mine(skip_animations=True)
        scene.setup()
        with pytest.raises(ValueError, match=r"16.*: a number on screen needs a slot and a source"):
            scene.caption(template, **slots)


def test_what_moves_nothing_takes_no_time():
    with tempconfig({"dry_run": True}):
        scene = Mine(skip_animations=True)
        scene.setup()
        scene.play(LaggedStart(), AnimationGroup(LaggedStart()), run_time=2)
        assert scene.seconds == 0
        square = Square()
        scene.play(LaggedStart(), FadeIn(square), run_time=2)
        assert scene.seconds == pytest.approx(2)
        assert square in scene.mobjects


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_what_a_scene_declares_is_what_its_code_names(part):
    assert set(part.load().measurements) == set(measurements_of(part.module))
    assert set(part.load().measurements) <= set(MEASUREMENTS)


class Ticking(ANeuronHoldsANumber):
    def construct(self):
        terms = self.record["trace.layers[0].contributions"].row(0)
        largest = int(abs(terms.values).argmax())
        self.beat("one-pixel")
        self.play_sounds(ticks([terms[largest]], [0.5]), at=0.25)
        self.play(FadeIn(Square()), run_time=2)
        self.beat("activation")
        self.play_sounds(ticks([terms[largest]], [0.0]))
        self.play(FadeIn(Square()), run_time=2)


@pytest.mark.parametrize("only", [None, range(1, 2)])
def test_sounds_are_kept_with_their_times_also_of_beats_that_are_passed_over(only):
    with tempconfig({"dry_run": True}), using(Settings(digit=3)):
        scene = Ticking(skip_animations=True)
        scene.only_beats = only
        scene.render()
    assert [sound.start_seconds for sound in scene.sounds] == pytest.approx([0.75, 2.0])
    heard = [value for value in scene.ledger if value.heard]
    assert [value.seconds for value in heard] == pytest.approx([0.75, 2.0])
    assert heard[0].section != heard[1].section
    assert heard[0].source.startswith("trace.layers[0].contributions[0,")
    assert heard[0].text == ""
    assert heard[0].heard.pitch == scene.sounds[0].event.heard[0].pitch


def test_without_sounds_nothing_is_heard_and_nothing_takes_another_time():
    lengths = []
    for sounds in (True, False):
        with tempconfig({"dry_run": True}), using(Settings(digit=3, sounds=sounds)):
            scene = Ticking(skip_animations=True)
            scene.render()
            lengths.append(scene.seconds)
            assert bool(scene.sounds) == sounds
            assert bool([value for value in scene.ledger if value.heard]) == sounds
    assert lengths[0] == lengths[1]


def test_what_mixes_sound_is_not_loaded_before_the_first_frame():
    script = (
        "import sys; import scenes.render.manim_session; slow = {'scipy.signal', 'pyloudnorm',"
        "'num2words', 'onnxruntime', 'piper'}; print(*slow & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == []

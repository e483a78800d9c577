from __future__ import annotations

import pytest
from manim import AnimationGroup, FadeIn, LaggedStart, Square, tempconfig

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
        assert scene.measured("firing_against_bias").neuron >= 0
        with pytest.raises(LookupError, match="expected capacity among them, got firing_against"):
            scene.measured("capacity")


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

from __future__ import annotations

from manim import tempconfig

from scenes.chapters.act_2.a_neuron_holds_a_number import ANeuronHoldsANumber
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

"""Marks on a network: its answer, and the neuron that pushes most."""

from __future__ import annotations

import numpy as np
import pytest

from network.files.default_model import default_model
from scenes.chapters.act_4.looking_inside_parts import AnswerMark, PushMark
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

PALETTE = PALETTES["classic"]


@pytest.fixture(scope="module")
def diagram():
    return NetworkDiagram(default_model(), PALETTE)


def test_the_box_lies_around_the_brightest_output(diagram):
    outputs = np.zeros(10)
    outputs[[3, 8]] = 0.6, 0.75
    mark = AnswerMark(diagram, SourcedArray(outputs, "outputs"))
    assert mark.answer == 8
    assert mark.box.get_y() == pytest.approx(diagram.columns[-1][8].get_y())
    assert mark.value.text == "0.75"
    assert mark.value.sourced.source == "outputs[8]"
    assert mark.value.get_left()[0] > mark.box.get_right()[0]


@pytest.mark.parametrize(("pushes", "neuron"), [([-3.0, 1.5], 1), ([-1.0, -1.5], 0)])
def test_the_ring_lies_around_the_neuron_that_pushes_up_most(diagram, pushes, neuron):
    mark = PushMark(diagram, 0, SourcedArray(pushes, "contributions"))
    disc = diagram.columns[0][neuron]
    assert mark.neuron == neuron
    assert mark.ring.get_center() == pytest.approx(disc.get_center())
    assert mark.ring.width > disc.width
    assert mark.ring.fills[0].source == f"contributions[{neuron}]"

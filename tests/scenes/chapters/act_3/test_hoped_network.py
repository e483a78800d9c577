from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from manim import VGroup

from scenes.chapters.act_3.the_hope_for_layers_parts import HopedNetwork, spread
from scenes.mobjects.network.hoped_neuron import LINK_GAP, HopedLink, HopedNeuron
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.stage.layout import stage

FROM, TO = np.array([1.0, 2.0, 0.0]), np.array([4.0, 6.0, 0.0])


def test_a_hoped_link_runs_straight_from_rim_to_rim():
    link = HopedLink(HopedNeuron(VGroup(), FROM, 0.5), HopedNeuron(VGroup(), TO, 1.0))
    way = (TO - FROM) / 5
    points = np.array([point for dash in link for point in (dash.get_start(), dash.get_end())])
    along = (points - FROM) @ way
    assert np.abs(points - FROM - np.outer(along, way)).max() < 1e-6
    assert along[0] == pytest.approx(0.5 + LINK_GAP)
    assert along[-1] == pytest.approx(4.0 - LINK_GAP, abs=0.05)


@pytest.mark.usefixtures("framed")
def test_hoped_neurons_keep_apart_and_on_the_stage_with_their_strokes_inside():
    hoped, area = HopedNetwork(), stage()
    neurons = [*hoped.digits.values(), *hoped.parts.values(), *hoped.edges]
    assert len(neurons) == 15
    for neuron in neurons:
        center, radius = neuron.disc.get_center(), neuron.disc.width / 2
        assert area.left <= center[0] - radius < center[0] + radius <= area.right
        assert area.bottom <= center[1] - radius < center[1] + radius <= area.top
        points = np.concatenate([stroke.points for stroke in neuron.strokes])
        assert np.linalg.norm(points - center, axis=1).max() < 0.95 * radius
    for one, other in combinations(neurons, 2):
        way = np.linalg.norm(one.disc.get_center() - other.disc.get_center())
        assert way > (one.disc.width + other.disc.width) / 2


@pytest.mark.parametrize(("neurons", "found"), [(16, 5), (5, 5), (3, 3)])
def test_no_neuron_is_chosen_twice(neurons, found):
    column = NeuronColumn(np.array([[2.0, -0.4 * i, 0] for i in range(neurons)]), radius=0.14)
    assert len({id(neuron) for neuron in spread(column, 5)}) == found

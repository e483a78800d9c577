from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import LEFT, RIGHT, Square

from scenes.chapters.act_3.the_hope_for_layers_parts import HopedLayer
from scenes.mobjects.network.neuron import NeuronColumn


def layer(neurons, parts=5, **options):
    centers = np.array([[2.0, -0.4 * i, 0] for i in range(neurons)])
    return HopedLayer(
        NeuronColumn(centers, radius=0.14), "loops", parts=parts, color="#FFDD33", **options
    )


@pytest.mark.parametrize(("neurons", "chosen"), [(16, 5), (5, 5), (3, 3)])
def test_no_neuron_is_chosen_twice(neurons, chosen):
    assert len({id(neuron) for neuron in layer(neurons).chosen}) == chosen


def test_parts_of_the_largest_size_beside_neighbors_do_not_touch():
    hoped = layer(10, parts=5)
    boxes = [hoped.beside(i, Square(hoped.room)) for i in range(5)]
    for above, below in pairwise(boxes):
        assert above.get_bottom()[1] > below.get_top()[1]
    assert boxes[0].get_right()[0] < hoped.chosen[0].get_left()[0]


def test_the_question_mark_stands_behind_the_title():
    hoped = layer(16)
    assert hoped.doubt.get_left()[0] > hoped.title.get_right()[0]
    assert hoped.doubt not in hoped.submobjects


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_what_is_too_long_of_a_title_stands_out_to_one_side(side):
    centered, shifted = layer(16), layer(16, width=0.2, outward=side)
    x, width = centered.title.get_x(), centered.title.width
    inner = shifted.title.get_edge_center(-side)[0]
    assert width > 0.2
    assert inner == pytest.approx(x - 0.1 * side[0])
    assert layer(16, width=2 * width, outward=side).title.get_x() == pytest.approx(x)

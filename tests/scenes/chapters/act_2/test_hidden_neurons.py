from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from scenes.chapters.act_2.hidden_layers import HiddenNeurons
from scenes.stage.layout import network_places
from scenes.subject.sourced import SourcedArray


def hidden(*sizes):
    counts = SourcedArray(sizes, "model.layer_sizes")
    return HiddenNeurons([size.shown_as(decimals=None) for size in counts])


@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 32, 10), (784, 8, 8, 8, 8, 10)])
def test_every_hidden_layer_is_drawn_whole_at_its_place(sizes):
    found = hidden(*sizes)
    assert [len(column) for column in found.columns] == list(sizes[1:-1])
    for column, centers in zip(found.columns, network_places(sizes).columns[1:-1], strict=True):
        assert np.allclose([neuron.get_center() for neuron in column], centers)


def test_every_hidden_layer_has_its_size():
    found = hidden(784, 24, 16, 12, 10)
    assert [badge.words.text for badge in found.sizes] == ["24", "16", "12"]
    assert [badge.words.sources[0].source for badge in found.sizes] == [
        f"model.layer_sizes[{i}]" for i in (1, 2, 3)
    ]


def test_neurons_follow_layer_after_layer():
    found = hidden(784, 3, 2, 10)
    assert list(found.neurons()) == [*found.columns[0], *found.columns[1]]


def test_no_hidden_layer_leaves_nothing_to_draw():
    assert not hidden(784, 10).neurons()


@pytest.mark.parametrize("frame", [(8.0, 128 / 9), (8.0, 8.0), (128 / 9, 8.0)])
def test_what_stands_beside_a_column_does_not_touch_the_next_one(frame):
    sizes = (784, 8, 8, 8, 8, 10)
    with tempconfig({"frame_width": frame[0], "frame_height": frame[1]}):
        found, places = hidden(*sizes), network_places(sizes)
    for layer, badge in enumerate(found.sizes, start=1):
        before, after = (places.columns[i][0, 0] for i in (layer, layer + 1))
        assert badge.get_left()[0] > before + places.radii[layer]
        assert badge.get_right()[0] < after - places.radii[layer + 1]

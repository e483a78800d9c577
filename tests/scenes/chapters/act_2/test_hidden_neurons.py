from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from scenes.chapters.act_2.hidden_layers_parts import HEAD, HiddenNeurons, lights_between, regrouped
from scenes.stage.layout import network_places
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray


def hidden(*sizes, **options):
    counts = SourcedArray(sizes, "model.layer_sizes")
    return HiddenNeurons([size.shown_as(decimals=None) for size in counts], **options)


@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 32, 10), (784, 8, 8, 8, 8, 10)])
def test_every_hidden_layer_is_drawn_whole_at_its_place(sizes):
    found = hidden(*sizes, head=0.0)
    assert [len(column) for column in found.columns] == list(sizes[1:-1])
    for column, centers in zip(found.columns, network_places(sizes).columns[1:-1], strict=True):
        assert np.allclose([neuron.get_center() for neuron in column], centers)


@pytest.mark.parametrize("frame", [(8.0, 128 / 9), (8.0, 8.0), (128 / 9, 8.0)])
@pytest.mark.parametrize("sizes", [(784, 32, 10), (784, 8, 8, 8, 8, 10), (784, 24, 16, 12, 10)])
def test_sizes_stand_above_their_columns_where_the_name_stood(sizes, frame):
    with tempconfig({"frame_width": frame[0], "frame_height": frame[1]}):
        found, top = hidden(*sizes), network_places(sizes).columns[0][0, 1]
    assert found.columns.get_top()[1] < top - HEAD + 0.1
    assert found.title.get_top()[1] == pytest.approx(top)
    assert found.title.get_bottom()[1] > found.columns.get_top()[1]
    for column, size in zip(found.columns, found.sizes, strict=True):
        assert size.get_x() == pytest.approx(column.get_x())
        assert column.get_top()[1] < size.get_bottom()[1]
        assert size.get_top()[1] < top + 0.05
    for one, other in zip(found.sizes, found.sizes[1:], strict=False):
        assert one.get_right()[0] < other.get_left()[0]


def test_every_hidden_layer_has_its_size():
    found = hidden(784, 24, 16, 12, 10)
    assert [size.text for size in found.sizes] == ["24", "16", "12"]
    assert [size.sources[0].source for size in found.sizes] == [
        f"model.layer_sizes[{i}]" for i in (1, 2, 3)
    ]


def test_neurons_follow_layer_after_layer():
    found = hidden(784, 3, 2, 10)
    assert list(found.neurons()) == [*found.columns[0], *found.columns[1]]


def test_no_hidden_layer_leaves_nothing_to_draw():
    assert not hidden(784, 10).neurons()


def test_below_their_name_neurons_of_all_layers_are_of_one_size():
    found = hidden(784, 24, 16, 12, 10)
    heights = [neuron.height for neuron in found.neurons()]
    pitches = [column[0].get_y() - column[1].get_y() for column in found.columns]
    assert np.ptp(heights) < 1e-6
    assert np.ptp(pitches) < 1e-6
    assert np.ptp([column.get_y() for column in found.columns]) < 1e-6


@pytest.mark.parametrize(
    ("before", "after"),
    [((16, 16), (32,)), ((8,), (24,)), ((24, 16), (4,)), ((), (8,)), ((8,), ()), ((), ())],
)
def test_neurons_go_to_all_places_of_another_network(before, after):
    one, other = hidden(784, *before, 10), hidden(784, *after, 10)
    movers, moves = regrouped(one, other, seconds=1.0)
    assert len(movers) == max(len(one.neurons()), len(other.neurons()))
    for move in moves:
        move.begin()
        move.finish()
    reached = {tuple(mover.get_center().round(4)) for mover in movers[: len(other.neurons())]}
    assert reached == {tuple(neuron.get_center().round(4)) for neuron in other.neurons()}


def test_a_column_slides_apart_into_columns_that_stay_upright():
    one, other = hidden(784, 32, 10), hidden(784, 8, 8, 8, 8, 10)
    movers, moves = regrouped(one, other, seconds=1.0)
    for move in moves:
        move.begin()
        move.interpolate(0.4)
    xs = [[mover.get_x() for mover in movers[first::4]] for first in range(4)]
    assert np.ptp(xs, axis=1) == pytest.approx(0, abs=1e-6)
    assert np.diff([column[0] for column in xs]).min() > 0.1


def test_connections_are_dimmer_the_more_there_are():
    few, many = (
        lights_between(hidden(784, width, 10), PALETTES["classic"])[0] for width in (8, 32)
    )
    assert few.ahead[0][0].values.max() > many.ahead[0][0].values.max() > 0

"""Which outputs have names, and where these stand."""

from __future__ import annotations

import numpy as np
import pytest

from network.training.initialization import initialize
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.output_names import NAME_PITCH, name_heights
from scenes.stage.layout import network_places
from scenes.stage.theme import PALETTES


def heights_of(outputs, spoken_of=()):
    ys = network_places((784, 16, outputs)).columns[-1][:, 1]
    return ys, name_heights(ys, spoken_of)


@pytest.mark.parametrize("outputs", [2, 10, 16])
def test_every_output_has_its_name_where_there_is_room(outputs):
    ys, heights = heights_of(outputs)
    assert heights == dict(enumerate(ys))


def test_a_lone_output_has_no_name():
    assert name_heights(np.array([0.0])) == {}


@pytest.mark.usefixtures("framed")
@pytest.mark.parametrize("outputs", [100, 300, 2000])
@pytest.mark.parametrize(
    "spoken_of", [(), (0, 1, 2), (50, 51, 52, 53), (97, 98, 99), range(0, 90, 9)]
)
def test_names_of_many_outputs_do_not_touch_and_hold_those_that_are_spoken_of(outputs, spoken_of):
    ys, heights = heights_of(outputs, spoken_of)
    placed = np.sort(list(heights.values()))
    assert np.diff(placed).min() >= NAME_PITCH - 1e-9
    assert ys[-1] - 1e-9 <= placed[0] <= placed[-1] <= ys[0] + 1e-9
    assert set(spoken_of) <= set(heights)
    # The upper name is that of the upper output.
    assert sorted(heights) == sorted(heights, key=lambda i: -heights[i])


def test_a_few_other_names_are_round_numbers_and_the_ends():
    ys, heights = heights_of(300, [157])
    assert {0, 299} <= set(heights)
    assert all(i % 10 == 0 for i in heights if i not in (157, 299))
    assert heights[157] == pytest.approx(ys[157])


@pytest.mark.parametrize("outputs", [10, 26, 300])
def test_the_box_around_an_answer_crosses_no_other_name(outputs):
    model = initialize((784, 4, outputs), ("relu",) * 2, np.random.default_rng(0))
    answer = outputs - 3
    diagram = NetworkDiagram(model, PALETTES["classic"], spoken_of=[answer])
    box = diagram.answer_box(answer)
    named = [name for name in diagram.names if name.family_members_with_points()]
    others = [name for name in named if name is not diagram.names[answer]]
    assert box.get_bottom()[1] < diagram.names[answer].get_bottom()[1]
    assert all(
        other.get_bottom()[1] > box.get_top()[1] or other.get_top()[1] < box.get_bottom()[1]
        for other in others
    )


def test_the_end_of_an_output_is_its_name_or_else_the_neuron():
    model = initialize((784, 4, 300), ("relu",) * 2, np.random.default_rng(0))
    diagram = NetworkDiagram(model, PALETTES["classic"])
    assert diagram.end_of(0) is diagram.names[0]
    assert diagram.end_of(7) is diagram.columns[-1][7]

"""Light of a network's connections, and the name of its picture."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from network.training.initialization import initialize
from scenes.mobjects.network.network_diagram import NetworkDiagram, flow_into, flow_light
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, frame_size

CONTRIBUTIONS = np.array([[1.0, -2.0, 0.0], [0.5, 3.0, -0.1], [0.0, 0.2, 4.0]])


def test_only_connections_into_the_chosen_neurons_shine():
    light = flow_into([2, 0], CONTRIBUTIONS)
    assert not light[1].any()
    assert light[[0, 2]] == pytest.approx(flow_light(CONTRIBUTIONS)[[0, 2]])


def test_they_are_as_bright_as_with_all_others():
    everything = flow_into(range(3), CONTRIBUTIONS)
    assert everything == pytest.approx(flow_light(CONTRIBUTIONS))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_the_name_of_the_picture_keeps_clear_of_the_network(aspect):
    size = frame_size(aspect, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        model = initialize((784, 16, 10), ("sigmoid",) * 2, np.random.default_rng(0))
        diagram = NetworkDiagram(model, PALETTES["classic"])
        name = diagram.name_picture(Words("meant as a nine", size="note"))
        is_clear_of_columns = (
            name.get_right()[0] < diagram.strip_frame.get_left()[0]
            or name.get_bottom()[1] > diagram.strip_frame.get_top()[1]
        )
        assert is_clear_of_columns
        assert name.get_left()[0] >= stage().left
        assert name.get_right()[0] <= stage().right

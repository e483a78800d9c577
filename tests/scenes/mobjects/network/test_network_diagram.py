"""Light of a network's connections, and the name of its picture."""

from __future__ import annotations

import numpy as np
import pytest
from manim import tempconfig

from network.digits.drawn_digits import drawn_digit, rasterize
from network.files.default_model import default_model
from network.forward import forward
from network.training.initialization import initialize
from scenes.mobjects.network.network_diagram import (
    NetworkDiagram,
    flow_into,
    flow_light,
    lone_light,
)
from scenes.mobjects.raster.raster_camera import RasterCamera
from scenes.mobjects.text.typst_text import Words
from scenes.stage.layout import stage
from scenes.stage.theme import BACKGROUND, PALETTES
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


def luminances(picture, diagram, layer):
    """Of the pixels between two layers of neurons, on a frame that is 640 pixels wide."""
    columns = [float(column[0, 0]) for column in diagram.places.columns[layer : layer + 2]]
    left, right = (round(320 + x * 45) for x in (columns[0] + 0.3, columns[1] - 0.3))
    top, bottom = (round(180 - y * 45) for y in (stage().top, stage().bottom))
    return picture[top:bottom, left:right] @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("palette", PALETTES)
def test_connections_are_plainly_seen_at_rest_and_brighter_in_flow(palette):
    model, inputs = default_model(), rasterize(drawn_digit(3))
    size = {"pixel_width": 640, "pixel_height": 360, "background_color": BACKGROUND}
    with tempconfig(size):
        diagram = NetworkDiagram(model, PALETTES[palette]).show_weights()
        rest = np.array(captured(diagram))
        layers = forward(model, inputs).layers
        for light, layer in zip(diagram.connections, layers, strict=True):
            light.set_light(flow_light(layer.contributions))
        flow = np.array(captured(diagram))
        lone = np.zeros_like(model.layers[0].weights)
        lone[6] = lone_light(model.layers[0].weights[6])
        diagram.connections[0].set_light(lone)
        fan = luminances(captured(diagram), diagram, 0)
    for layer in range(3):
        at_rest, in_flow = luminances(rest, diagram, layer), luminances(flow, diagram, layer)
        assert 60 < np.percentile(at_rest, 90) < 95
        assert np.percentile(in_flow, 90) > 1.3 * np.percentile(at_rest, 90)
    assert (fan > 60).mean() > 0.15


def captured(diagram):
    camera = RasterCamera()
    camera.reset()
    camera.capture_mobjects([diagram])
    return camera.pixel_array[..., :3]

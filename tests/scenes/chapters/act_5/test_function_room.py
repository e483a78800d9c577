"""The way from a picture through a box to the outputs, in every frame."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from manim import Square, tempconfig

from scenes.mobjects.network.function_box import ArrowBetween, edges, function_room
from scenes.mobjects.network.neuron import NeuronColumn
from scenes.stage.layout import network_places, stage
from scenes.subject.aspects import ASPECTS, frame_size


@pytest.fixture(params=ASPECTS)
def parts(request):
    size = frame_size(request.param, "l")
    with tempconfig({"frame_width": size.frame_width, "frame_height": size.frame_height}):
        places = network_places((784, 16, 16, 10))
        outputs = NeuronColumn(places.columns[-1], radius=places.radii[-1])
        yield Square(places.image_side).move_to(places.image), outputs


def test_the_box_is_on_the_stage(parts):
    room, area = function_room(*parts), stage()
    assert area.left - 1e-9 <= room.left < room.right <= area.right + 1e-9
    assert area.bottom - 1e-9 <= room.bottom < room.top <= area.top + 1e-9


def test_the_box_stands_between_the_picture_and_the_outputs(parts):
    together = (edges(parts[0]), function_room(*parts), edges(parts[1]))
    for one, other in itertools.combinations(together, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        up = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert min(across, up) <= 1e-9


def test_an_arrow_is_level_with_the_smaller_of_two_things_beside_each_other():
    arrow = ArrowBetween(Square(4.0), Square(1.0).move_to([4.0, 1.0, 0.0]))
    assert arrow.get_start() == pytest.approx(np.array([2.12, 1.0, 0.0]))
    assert arrow.get_end() == pytest.approx(np.array([3.38, 1.0, 0.0]))


def test_an_arrow_leads_down_to_what_is_not_right_of_it():
    arrow = ArrowBetween(Square(1.0), Square(4.0).move_to([1.0, -4.0, 0.0]))
    assert arrow.get_start() == pytest.approx(np.array([0.0, -0.62, 0.0]))
    assert arrow.get_end() == pytest.approx(np.array([0.0, -1.88, 0.0]))

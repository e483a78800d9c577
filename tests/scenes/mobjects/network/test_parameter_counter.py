"""The counter of parameters, beside the network's picture."""

import pytest
from manim import tempconfig

from network.files.default_model import default_model
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.mobjects.network.parameter_counter import Counter, counter_places
from scenes.stage.layout import stage
from scenes.stage.theme import PALETTES
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.sourced import Sourced


@pytest.fixture(params=ASPECTS)
def placed(request):
    with tempconfig(vars(frame_size(request.param, "l"))):
        diagram = NetworkDiagram(default_model(), PALETTES["classic"])
        yield diagram, counter_places(diagram)


def number(value):
    return Sourced(float(value), "model.parameter_count", decimals=None)


def test_it_is_as_large_as_the_last_count_may_be(placed):
    _, places = placed
    counter = Counter(number(784), number(13_002), places)
    height = counter.value.em_height
    counter.value.show(number(13_002))
    assert counter.value.em_height == pytest.approx(height)
    assert counter.value.width <= places.width + 1e-6


def test_it_covers_nothing(placed):
    diagram, places = placed
    area = stage()
    counter = Counter(number(9_999_999), number(9_999_999), places)
    for part in counter:
        assert part.get_left()[0] >= area.left - 0.1
        assert part.get_right()[0] <= area.right + 0.1
        assert part.get_bottom()[1] >= area.bottom - 0.1
        for other in (diagram.image_frame, diagram.strip):
            across = min(part.get_right()[0], other.get_right()[0]) - max(
                part.get_left()[0], other.get_left()[0]
            )
            up = min(part.get_top()[1], other.get_top()[1]) - max(
                part.get_bottom()[1], other.get_bottom()[1]
            )
            assert min(across, up) <= 1e-6

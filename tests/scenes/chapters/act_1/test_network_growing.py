import numpy as np
import pytest

from network.files.default_model import default_model
from scenes.chapters.act_1.plain_vanilla_parts import PerceptronSketch, grow_into
from scenes.mobjects.network.network_diagram import NetworkDiagram
from scenes.stage import theme

CLASSIC = theme.PALETTES["classic"]


def test_every_column_of_a_sketch_becomes_its_layer():
    diagram = NetworkDiagram(default_model(), CLASSIC)
    columns = PerceptronSketch([4, 3, 3, 2]).columns
    for animation, layer in zip(
        grow_into(columns, diagram)[len(columns[0]) :], diagram.columns, strict=True
    ):
        animation.begin()
        animation.interpolate(1)
        assert animation.mobject.get_center() == pytest.approx(layer.get_center())
        assert animation.mobject.height == pytest.approx(layer.height)


def test_the_first_column_fades_into_the_whole_length_of_the_input_column():
    diagram = NetworkDiagram(default_model(), CLASSIC)
    columns = PerceptronSketch([4, 3, 3, 2]).columns
    ends = []
    for animation in grow_into(columns, diagram)[: len(columns[0])]:
        animation.begin()
        animation.interpolate(1)
        assert animation.mobject.get_stroke_opacity() == 0
        assert animation.mobject.width <= diagram.strip.width + 1e-6
        ends.append(animation.mobject.get_center())
    ticks = diagram.places.columns[0]
    np.testing.assert_allclose([ends[0], ends[-1]], [ticks[0], ticks[-1]], atol=1e-6)

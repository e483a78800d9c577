import numpy as np
import pytest
from manim import Line

from scenes.chapters.encore.sigmoid_or_relu_parts import (
    GradientNetwork,
    RollTangent,
    common_planes,
    has_curve,
    head_and_room,
    lay,
)
from scenes.mobjects.network.neuron import DARK
from scenes.mobjects.plots.plot import Curve
from scenes.stage.layout import Stage, stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

TICKS, UPWARD = SourcedArray([-4, -2, 0, 2, 4], "ticks"), SourcedArray([0, 2, 4], "upward")
INPUTS = np.linspace(-4, 4, 321)


@pytest.fixture
def plane():
    return common_planes(TICKS, UPWARD)[0]


def sigmoid_on(plane):
    outputs = SourcedArray(1 / (1 + np.exp(-INPUTS)), "out")
    return Curve(plane.across, plane.up, SourcedArray(INPUTS, "in"), outputs, color="#FFFFFF")


def slope(line):
    across, up, _ = line.get_end() - line.get_start()
    return up / across


def test_a_step_to_the_right_is_as_long_as_a_step_up(plane):
    (one, two), (low, high) = plane.across.points_of([0, 1]), plane.up.points_of([0, 1])
    assert two[0] - one[0] == pytest.approx(high[1] - low[1])


def test_both_planes_have_one_scale_and_fill_a_tall_stage(framed):
    area, planes = stage(), common_planes(TICKS, UPWARD)
    assert len(planes) == (2 if framed == "9:16" else 1)
    units = [np.diff(plane.across.points_of([0, 1]), axis=0)[0, 0] for plane in planes]
    assert units == pytest.approx([units[0]] * len(planes))
    assert sum(plane.height for plane in planes) > 0.55 * area.height
    for plane in planes:
        assert area.bottom <= plane.get_bottom()[1] < plane.get_top()[1] <= area.top


def test_a_tangent_is_as_steep_as_the_function(plane):
    sigmoid = sigmoid_on(plane)
    places = [plane.across.point(number)[0] for number in (0.0, 2.0)]
    tangent = lay(Line(), sigmoid, places[0])
    assert slope(tangent) == pytest.approx(0.25, abs=1e-3)
    roll = RollTangent(tangent, sigmoid, (places[0], places[1]))
    roll.begin()
    roll.interpolate_mobject(1.0)
    there = 1 / (1 + np.exp(-2.0))
    assert slope(tangent) == pytest.approx(there * (1 - there), abs=1e-2)


def network_of(gradients, room):
    array = SourcedArray(gradients, "relative")
    return GradientNetwork(
        (20, 4, 4, 3), array, list(array), color="#FF8000", room=room, palette=PALETTES["classic"]
    )


@pytest.fixture
def network():
    return network_of([0.1, 0.5, 1.0], Stage(-3.0, 3.0, 2.0, -2.0))


def test_a_network_is_dark_until_its_layers_are_lit(network):
    assert all(term.values.max() == 0 for light in network.lights for term, _ in light.ahead)
    assert {neuron.get_fill_color().to_hex() for neuron in network.columns[0]} == {DARK}


def test_a_layer_is_as_bright_as_its_gradient(network):
    for layer in range(3):
        step = network.lit(layer)
        step.begin()
        step.interpolate(1.0)
    light = [light.ahead[0][0].values for light in network.lights]
    per_line = [each.max() * each.size for each in light]
    assert [each / per_line[-1] for each in per_line] == pytest.approx([0.1, 0.5, 1.0])
    red = [column[0].get_fill_color().to_rgb()[0] for column in network.columns]
    assert red == sorted(red)
    assert red[-1] == pytest.approx(1.0)


def test_numbers_stand_below_their_layers_and_all_is_in_its_room(framed):
    row = stage().rows(1, 1)[0]
    head, room = head_and_room(row)
    found = network_of([0.1, 0.5, 1.0], room)
    for number, column in zip(found.numbers, found.columns, strict=True):
        assert number.get_x() == pytest.approx(column.get_x(), abs=1e-6)
        assert number.get_top()[1] < column.get_bottom()[1]
    for part in (*found.columns, *found.numbers, found.pixels):
        assert room.left - 1e-6 <= part.get_left()[0] < part.get_right()[0] <= room.right + 1e-6
        assert row.bottom - 1e-6 <= part.get_bottom()[1] < part.get_top()[1] <= head.top
    assert has_curve(head) == (framed != "1:1")

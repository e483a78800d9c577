import numpy as np
import pytest

from scenes.chapters.encore.sigmoid_or_relu_parts import (
    CHANGE,
    Beam,
    GradientNetwork,
    Pair,
    Sweep,
    common_planes,
    has_curve,
    head_and_room,
)
from scenes.mobjects.network.neuron import DARK
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.value_label import ValueLabel
from scenes.stage.layout import Stage, stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

TICKS, UPWARD = SourcedArray(range(-3, 4), "ticks"), SourcedArray(range(4), "upward")
INPUTS = np.linspace(-3, 3, 321)


@pytest.fixture
def plane():
    return common_planes(TICKS, UPWARD)[0]


def sigmoid_on(plane):
    outputs = SourcedArray(1 / (1 + np.exp(-INPUTS)), "out")
    return Curve(plane.across, plane.up, SourcedArray(INPUTS, "in"), outputs, color="#FFFFFF")


def test_a_step_to_the_right_is_as_long_as_a_step_up(plane):
    (one, two), (low, high) = plane.across.points_of([0, 1]), plane.up.points_of([0, 1])
    assert two[0] - one[0] == pytest.approx(high[1] - low[1])


def test_both_planes_have_one_scale_and_fill_the_stage(framed):
    area, planes = stage(), common_planes(TICKS, UPWARD)
    assert len(planes) == (1 if framed == "16:9" else 2)
    units = [np.diff(plane.across.points_of([0, 1]), axis=0)[0, 0] for plane in planes]
    assert units == pytest.approx([units[0]] * len(planes))
    assert sum(plane.height for plane in planes) > 0.55 * area.height
    for plane in planes:
        assert area.bottom <= plane.get_bottom()[1] < plane.get_top()[1] <= area.top


def beam_at(plane, number):
    return Beam(plane, sigmoid_on(plane), number, color="#FFFFFF")


def test_a_beam_is_as_wide_as_the_change_and_then_as_what_is_passed_on(plane):
    beam = beam_at(plane, 0.0)
    change = CHANGE * plane.unit
    assert beam.given.get_length() == pytest.approx(change)
    assert beam.passed.get_length() == pytest.approx(change / 4, rel=0.02)
    assert beam.passed.get_x() == pytest.approx(plane.up.axis.get_x())
    assert beam.given.get_y() == pytest.approx(plane.across.axis.get_y())
    assert beam.passed.get_y() == pytest.approx(plane.up.point(0.5)[1], abs=1e-3)


def test_side_by_side_both_ends_of_a_beam_have_one_scale():
    plane = common_planes(TICKS, UPWARD)[0]
    pair = Pair(beam_at(plane, 0.0), ValueLabel(Sourced(0.25, "share")), place=0, color="#FFFFFF")
    given, passed = pair.given.get_length(), pair.passed.get_length()
    assert passed == pytest.approx(given / 4, rel=0.02)
    assert pair.given.get_bottom()[1] == pytest.approx(pair.passed.get_bottom()[1])
    assert pair.given.get_top()[1] <= plane.up.axis.get_top()[1] + 1e-6


def test_a_beam_sweeps_to_another_sum(plane):
    beam = beam_at(plane, -2.0)
    sweep = Sweep(beam, 2.0)
    sweep.begin()
    sweep.interpolate_mobject(1.0)
    there = [1 / (1 + np.exp(-x)) for x in (2 - CHANGE / 2, 2 + CHANGE / 2)]
    ends = [plane.up.point(height)[1] for height in there]
    assert beam.given.get_x() == pytest.approx(plane.across.point(2.0)[0])
    assert beam.passed.get_bottom()[1] == pytest.approx(ends[0], abs=2e-3)
    assert beam.passed.get_top()[1] == pytest.approx(ends[1], abs=2e-3)
    assert beam.light.get_right()[0] == pytest.approx(beam.given.get_right()[0])


def test_the_ceiling_is_at_one(plane):
    assert plane.ceiling().get_y() == pytest.approx(plane.up.point(1.0)[1])


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


def test_only_so_many_neurons_shine_and_the_others_get_and_give_no_light(network):
    for step in [*(network.lit(layer) for layer in range(3))]:
        step.begin()
        step.interpolate(1.0)
    for step in network.only_lit(SourcedArray([0.5, 0.75], "shares")):
        step.begin()
        step.interpolate(1.0)
    lit = [[n.get_fill_color().to_hex() != DARK for n in column] for column in network.columns]
    assert [sum(column) for column in lit] == [2, 3, 3]
    into_second = network.lights[1].ahead[0][0].values
    assert (into_second > 0).tolist() == np.outer(lit[1], lit[0]).tolist()


def test_bars_are_as_high_as_gradients_and_pass_from_layer_to_layer(network):
    heights = [bar.height for bar in network.bars]
    assert [each / heights[-1] for each in heights] == pytest.approx([0.1, 0.5, 1.0])
    for bar, column in zip(network.bars, network.columns, strict=True):
        assert bar.get_center() == pytest.approx(column.get_center())
    passing = network.passed_on(1)
    assert passing.mobject.get_x() == pytest.approx(network.bars[2].get_x())
    assert passing.target_mobject is network.bars[1]


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

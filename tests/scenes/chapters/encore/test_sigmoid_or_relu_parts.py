import numpy as np
import pytest
from manim import Line, Square, VMobject

from scenes.chapters.encore.sigmoid_or_relu_parts import (
    CHANGE,
    Beam,
    Share,
    Sweep,
    ToldNetwork,
    common_planes,
    has_curve,
    head_and_room,
    put_at_ends,
    put_below_end,
    put_below_ends,
    put_beside_first_layer,
    put_curve_into_head,
    put_into_head,
)
from scenes.mobjects.network.neuron import DARK
from scenes.mobjects.plots.plot import Curve
from scenes.mobjects.text.typst_text import Words
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
    return Beam(plane, sigmoid_on(plane), number, color="#FFFFFF").widened()


def test_a_beam_is_as_wide_as_the_change_and_then_as_what_is_passed_on(plane):
    beam = beam_at(plane, 0.0)
    change = CHANGE * plane.unit
    assert beam.given.get_length() == pytest.approx(change)
    assert beam.passed.get_length() == pytest.approx(change / 4, rel=0.02)
    assert beam.passed.get_x() == pytest.approx(plane.up.axis.get_x())
    assert beam.given.get_y() == pytest.approx(plane.across.axis.get_y())
    assert beam.passed.get_y() == pytest.approx(plane.up.point(0.5)[1], abs=1e-3)


def test_a_beam_begins_as_a_ray_whose_end_is_still_seen(plane):
    ray = Beam(plane, sigmoid_on(plane), 0.0, color="#FFFFFF")
    assert ray.given.get_length() < 0.1 * CHANGE * plane.unit
    assert ray.passed.get_length() > 0.04


@pytest.mark.usefixtures("framed")
def test_where_a_beam_ends_an_outline_is_as_long_as_the_change():
    for plane in common_planes(TICKS, UPWARD):
        beam = beam_at(plane, 0.0)
        share = Share(beam, value(0.25, decimals=0))
        assert share.whole.height == pytest.approx(beam.given.get_length())
        assert share.whole.get_center() == pytest.approx(beam.passed.get_center())
        assert share.value.get_bottom()[1] > beam.passed.get_top()[1]
        assert share.value.get_left()[0] > share.whole.get_right()[0]
        assert share.value.get_top()[1] < plane.up.axis.get_top()[1]


def test_a_beam_sweeps_to_another_sum(plane):
    beam = beam_at(plane, -2.0)
    finish(Sweep(beam, 2.0))
    there = [1 / (1 + np.exp(-x)) for x in (2 - CHANGE / 2, 2 + CHANGE / 2)]
    ends = [plane.up.point(height)[1] for height in there]
    assert beam.given.get_x() == pytest.approx(plane.across.point(2.0)[0])
    assert beam.passed.get_bottom()[1] == pytest.approx(ends[0], abs=2e-3)
    assert beam.passed.get_top()[1] == pytest.approx(ends[1], abs=2e-3)
    assert beam.light.get_right()[0] == pytest.approx(beam.given.get_right()[0])


def test_a_ray_becomes_as_wide_as_a_change(plane):
    ray = Beam(plane, sigmoid_on(plane), 0.0, color="#FFFFFF")
    finish(Sweep(ray, 1.0, is_wide=True))
    assert ray.given.get_length() == pytest.approx(CHANGE * plane.unit)
    assert ray.given.get_x() == pytest.approx(plane.across.point(1.0)[0])


def network_of(returning, room, on=None):
    return ToldNetwork(
        (16, 16, 10), SourcedArray(returning, "returning"), on, color="#FF8000", room=room,
        palette=PALETTES["classic"],
    )  # fmt: skip


@pytest.fixture
def network():
    return network_of([0.1, 0.5, 1.0], Stage(-3.0, 3.0, 2.0, -2.0))


def finish(*steps):
    for step in steps:
        step.begin()
        step.interpolate(1.0)
        step.finish()


def run_back(network):
    finish(network.begun(), *(network.told(layer) for layer in (1, 0)))


def lit(network):
    return [[n.get_fill_color().to_hex() != DARK for n in column] for column in network.columns]


def test_a_network_is_dark_until_a_signal_runs_back_through_it(network):
    assert all(term.values.max() == 0 for light in network.lights for term, _ in light.ahead)
    assert not any(map(any, lit(network)))


def test_light_comes_back_from_the_outputs_and_fades_toward_the_first_layer(network):
    run_back(network)
    assert all(map(all, lit(network)))
    first, second = (each.ahead[0][0].values.sum() for each in network.lights)
    assert first / second == pytest.approx(0.5)
    red = [column[8].get_fill_color().to_rgb()[0] for column in network.columns]
    assert red[-1] == pytest.approx(1.0)
    assert red == sorted(red)


def test_of_neurons_that_pass_on_all_or_nothing_only_some_shine():
    network = network_of([0.1, 0.5, 1.0], Stage(-3, 3, 2, -2), SourcedArray([0.25, 0.5], "slopes"))
    run_back(network)
    assert [sum(column) for column in lit(network)] == [4, 8, 10]
    into_second = network.lights[1].ahead[0][0].values
    assert (into_second > 0).tolist() == np.outer(lit(network)[2], lit(network)[1]).tolist()


def test_bars_are_as_high_as_what_is_left_and_stand_before_their_layers(network):
    heights = [bar.height for bar in network.bars]
    assert [each / heights[-1] for each in heights] == pytest.approx([0.1, 0.5, 1.0])
    for bar, column in zip(network.bars, network.columns, strict=True):
        assert bar.get_right()[0] < column.get_left()[0]
        assert bar.get_y() == pytest.approx(column.get_y())


def test_all_of_a_network_is_in_its_room(framed):
    rows = stage().rows(1, 1)
    head, room = head_and_room(rows[0])
    found = network_of([0.1, 0.5, 1.0], room)
    name, number = Words("sigmoid", size="focus"), value(0.1)
    put_into_head(name, head)
    put_beside_first_layer(number, name, found)
    assert head.left - 1e-6 <= name.get_left()[0] < name.get_right()[0]
    assert number.get_right()[0] < (found.bars[0].get_left()[0] if framed == "16:9" else head.right)
    assert number.get_left()[0] > (head.right if framed == "16:9" else name.get_right()[0])
    for part in (*found.columns, *found.bars):
        assert room.left - 1e-6 <= part.get_left()[0] < part.get_right()[0] <= room.right + 1e-6
        assert room.bottom - 1e-6 <= part.get_bottom()[1] < part.get_top()[1] <= room.top + 1e-6
    assert has_curve(head) == (framed != "1:1")


def test_a_curve_stands_in_a_head_beside_its_name(framed):
    head, _room = head_and_room(stage().rows(1, 1)[0])
    name, curve = Words("sigmoid", size="focus"), Square(0.5)
    put_into_head(name, head)
    put_curve_into_head(curve, head)
    if framed == "16:9":
        assert curve.get_top()[1] < name.get_bottom()[1]
    else:
        assert curve.get_left()[0] > name.get_right()[0]


def test_names_stand_below_the_first_and_the_last_layer():
    found = network_of([0.1, 0.5, 1.0], head_and_room(stage())[1])
    names = [Words("first layer"), Words("outputs")]
    put_below_ends(names, found)
    for name, column in zip(names, (found.columns[0], found.columns[-1]), strict=True):
        assert name.get_x() == pytest.approx(column.get_x(), abs=0.7)
        assert name.get_top()[1] < found.columns[0].get_bottom()[1]


def test_names_stand_at_the_ends_of_lines_and_none_over_another():
    names = [Words("sigmoid"), Words("ReLU"), Words("larger weights")]
    lines = [Line([0, 0, 0], [1, end, 0]) for end in (0.4, 1.0, 0.95)]
    put_at_ends(names, lines)
    low, high, middle = names
    assert all(name.get_left()[0] > 1 for name in names)
    assert high.get_y() == pytest.approx(1.0, abs=0.01)
    assert middle.get_top()[1] < high.get_bottom()[1]
    assert low.get_top()[1] < middle.get_bottom()[1]


def test_a_name_below_the_end_of_a_line_is_clear_of_it():
    line = VMobject().set_points_as_corners([[0, 0, 0], [3, 3, 0], [6, 4, 0]])
    name = Words("same start")
    put_below_end(name, line)
    left = name.get_left()[0]
    assert name.get_right()[0] == pytest.approx(6)
    assert name.get_top()[1] < np.interp(left, [0, 3, 6], [0, 3, 4]) - 0.2


def value(share, decimals=1):
    shown = Sourced(share, "share").shown_as(percent=True, decimals=decimals)
    return ValueLabel(shown, size="focus")

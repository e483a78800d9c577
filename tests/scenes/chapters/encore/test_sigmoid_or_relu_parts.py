import numpy as np
import pytest

from scenes.chapters.encore.sigmoid_or_relu_parts import (
    CHANGE,
    Beam,
    ChangedNetwork,
    Pair,
    Sweep,
    as_bar,
    chart_and_cells,
    common_planes,
    has_curve,
    head_and_room,
    pair_rows,
    put_below_ends,
    put_beside_first_layer,
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
    return Beam(plane, sigmoid_on(plane), number, color="#FFFFFF")


def test_a_beam_is_as_wide_as_the_change_and_then_as_what_is_passed_on(plane):
    beam = beam_at(plane, 0.0)
    change = CHANGE * plane.unit
    assert beam.given.get_length() == pytest.approx(change)
    assert beam.passed.get_length() == pytest.approx(change / 4, rel=0.02)
    assert beam.passed.get_x() == pytest.approx(plane.up.axis.get_x())
    assert beam.given.get_y() == pytest.approx(plane.across.axis.get_y())
    assert beam.passed.get_y() == pytest.approx(plane.up.point(0.5)[1], abs=1e-3)


@pytest.mark.usefixtures("framed")
def test_side_by_side_both_ends_of_a_beam_have_one_scale():
    area, planes = stage(), common_planes(TICKS, UPWARD)
    places = pair_rows(planes)
    tables = list(dict.fromkeys(table for table, _ in places))
    assert len(places) == 3
    assert len(tables) == len(planes)
    for (table, row), share in zip(places, (0.25, 1.0, 0.0), strict=True):
        beam = beam_at(planes[0], 0.0)
        height = share * beam.given.get_length() + 1e-3
        beam.passed.put_start_and_end_on([0, 0, 0], [0, height, 0])
        pair = Pair(beam, value(share, decimals=0), table, row, color="#FFFFFF")
        assert pair.passed.width == pytest.approx(share * pair.given.width, abs=0.01)
        assert pair.whole.width == pytest.approx(pair.given.width, abs=0.03)
        assert pair.passed.get_left()[0] == pytest.approx(pair.whole.get_left()[0], abs=0.03)
        assert pair.given.get_right()[0] < pair.whole.get_left()[0]
        assert pair.given.get_y() == pytest.approx(pair.passed.get_y())
        assert area.left <= pair.get_left()[0] < pair.get_right()[0] <= area.right + 1e-6
        assert pair.get_top()[1] < table.names.get_bottom()[1]


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


def test_a_bar_looks_like_the_upright_line_that_it_stands_for(plane):
    beam = beam_at(plane, 0.0)
    for line, long in ((beam.given, "width"), (beam.passed, "height")):
        bar = as_bar(line)
        assert bar.get_center() == pytest.approx(line.get_center())
        assert getattr(bar, long) == pytest.approx(line.get_length())
        assert bar.fills == line.fills


def network_of(arriving, room, on=None):
    return ChangedNetwork(
        (16, 16, 10), SourcedArray(arriving, "arriving"), on, color="#FF8000", room=room,
        palette=PALETTES["classic"],
    )  # fmt: skip


@pytest.fixture
def network():
    return network_of([1.0, 0.5, 0.1], Stage(-3.0, 3.0, 2.0, -2.0))


def finish(*steps):
    for step in steps:
        step.begin()
        step.interpolate(1.0)
        step.finish()


def run_through(network):
    finish(network.changed(), *(network.reached(layer) for layer in (1, 2)))


def lit(network):
    return [[n.get_fill_color().to_hex() != DARK for n in column] for column in network.columns]


def light(network):
    return [each.behind[0][0].values.sum() for each in network.lights]


def test_a_network_is_dark_until_a_change_runs_through_it(network):
    assert all(term.values.max() == 0 for light in network.lights for term, _ in light.ahead)
    assert not any(map(any, lit(network)))


def test_a_change_begins_in_one_neuron_and_reaches_all_behind_it(network):
    run_through(network)
    assert lit(network) == [[i == 8 for i in range(16)], 16 * [True], 10 * [True]]
    assert (network.lights[0].behind[0][0].values > 0).any(axis=0).tolist() == lit(network)[0]


def test_connections_are_as_bright_as_what_comes_to_them_and_neurons_as_what_arrives(network):
    run_through(network)
    first, second = light(network)
    assert second / first == pytest.approx(0.5)
    red = [column[8].get_fill_color().to_rgb()[0] for column in network.columns]
    assert red[0] == pytest.approx(1.0)
    assert red == sorted(red, reverse=True)


def test_of_neurons_that_pass_on_all_or_nothing_only_some_shine():
    network = network_of([1.0, 0.5, 0.1], Stage(-3, 3, 2, -2), SourcedArray([0.9, 0.5], "slopes"))
    run_through(network)
    assert [sum(column) for column in lit(network)] == [1, 8, 10]
    into_last = network.lights[1].behind[0][0].values
    assert (into_last > 0).tolist() == np.outer(lit(network)[2], lit(network)[1]).tolist()


def test_bars_are_as_high_as_what_is_left_and_stand_before_their_layers(network):
    heights = [bar.height for bar in network.bars]
    assert [each / heights[0] for each in heights] == pytest.approx([1.0, 0.5, 0.1])
    for bar, column in zip(network.bars, network.columns, strict=True):
        assert bar.get_right()[0] < column.get_left()[0]
        assert bar.get_y() == pytest.approx(column.get_y())


def test_light_comes_back_from_the_outputs_and_fades_toward_the_first_layer(network):
    run_through(network)
    finish(network.told(SourcedArray([0.1, 0.3, 1.0], "returning")))
    heights = [bar.height for bar in network.bars]
    assert [each / network.full for each in heights] == pytest.approx([0.1, 0.3, 1.0])
    assert all(map(all, lit(network)))
    first, second = (each.ahead[0][0].values.sum() for each in network.lights)
    assert first / second == pytest.approx(0.3)
    red = [column[8].get_fill_color().to_rgb()[0] for column in network.columns]
    assert red == sorted(red)


def test_a_change_runs_through_again_after_another_start(network):
    run_through(network)
    finish(network.told(SourcedArray([0.1, 0.3, 1.0], "returning")))
    finish(network.start_anew(SourcedArray([1.0, 0.8, 0.4], "arriving")))
    heights = [bar.height for bar in network.bars]
    assert [each / heights[0] for each in heights] == pytest.approx([1.0, 0.8, 0.4])
    first, second = light(network)
    assert second / first == pytest.approx(0.8)


def test_all_of_a_network_is_in_its_room(framed):
    rows = stage().rows(1, 1)
    head, room = head_and_room(rows[0])
    found = network_of([1.0, 0.5, 0.1], room)
    name, number = Words("sigmoid", size="focus"), value(0.1)
    put_into_head(name, number, head, found)
    first = value(0.1)
    put_beside_first_layer(name, first, head)
    assert head.left - 1e-6 <= first.get_left()[0] < first.get_right()[0] <= head.right + 1e-6
    for part in (*found.columns, *found.bars):
        assert room.left - 1e-6 <= part.get_left()[0] < part.get_right()[0] <= room.right + 1e-6
        assert room.bottom - 1e-6 <= part.get_bottom()[1] < part.get_top()[1] <= room.top + 1e-6
    for part in (name, number):
        assert rows[0].left - 1e-6 <= part.get_left()[0] < part.get_right()[0] <= stage().right
    assert has_curve(head) == (framed != "1:1")


def test_names_stand_below_the_first_and_the_last_layer():
    found = network_of([1.0, 0.5, 0.1], head_and_room(stage())[1])
    names = [Words("first layer"), Words("outputs")]
    put_below_ends(names, found)
    for name, column in zip(names, (found.columns[0], found.columns[-1]), strict=True):
        assert name.get_x() == pytest.approx(column.get_x(), abs=0.5)
        assert name.get_top()[1] < found.columns[0].get_bottom()[1]


@pytest.mark.usefixtures("framed")
def test_small_networks_and_their_words_share_the_stage_with_the_chart():
    area = stage()
    chart, cells = chart_and_cells()
    assert chart.width * chart.height > 0.35 * area.width * area.height
    for cell in cells:
        network = network_of([1.0, 0.5, 0.1], head_and_room(area)[1])
        name, number = Words("sigmoid", size="focus"), value(0.9)
        cell.lay(name, number)
        start = cell.start("larger weights", color="#FFFFFF")
        finish(*network.shrink_into(cell.middle))
        assert start.get_top()[1] < network.columns.get_bottom()[1]
        assert name.get_bottom()[1] > network.columns.get_top()[1]
        assert number.get_bottom()[1] > network.columns.get_top()[1]
        for part in (network.columns, network.bars, name, number, start):
            assert cell.room.left - 1e-6 <= part.get_left()[0]
            assert part.get_right()[0] <= cell.room.right + 1e-6
            assert cell.room.bottom - 1e-6 <= part.get_bottom()[1]
            assert chart.right < part.get_left()[0] or part.get_top()[1] < chart.bottom


def value(share, decimals=1):
    shown = Sourced(share, "share").shown_as(percent=True, decimals=decimals)
    return ValueLabel(shown, size="focus")

"""The columns of a weighted sum, the tiles of its products, and their places."""

from itertools import pairwise

import numpy as np
import pytest
from manim import VGroup

from scenes.chapters.act_4.the_weighted_sum import LIT_SHARES
from scenes.chapters.act_4.the_weighted_sum_parts import (
    ComeOut,
    MarkUp,
    PileUp,
    SumColumns,
    product_rows,
    sum_places,
)
from scenes.stage import theme
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import Sourced, SourcedArray

PALETTE = PALETTES["classic"]
ROOM = Stage(-6.4, 6.4, 3.3, -3.0)
SIZES = [(12.8, 6.3), (7.2, 11.0), (7.2, 6.6)]


def columns(upward=(2.0, 5.0), downward=(-3.0, -4.0), bias=0.5, size=SIZES[0]):
    total = upward[-1] + downward[-1]
    area = Stage(-size[0] / 2, size[0] / 2, size[1] / 2, -size[1] / 2)
    places = sum_places(area)
    found = SumColumns(
        list(SourcedArray(upward, "upward")), list(SourcedArray(downward, "downward")),
        Sourced(total, "total"), Sourced(bias, "bias"), Sourced(total + bias, "result"),
        places=places, palette=PALETTE,
    )  # fmt: skip
    found.up.show(len(upward) - 1)
    found.down.show(len(downward) - 1)
    return found, places


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("upward", "downward", "bias"),
    [
        ((2.0, 5.0), (-3.0, -4.0), 0.5),
        ((2.0, 5.0), (-3.0, -9.0), -2.0),
        ((0.0,), (-3.0, -9.0), 12.0),
        ((7.0,), (0.0,), -3.0),
    ],
)
def test_all_columns_have_one_scale_and_follow_on_one_another(upward, downward, bias, size):
    found, places = columns(upward, downward, bias, size)
    total, zero = upward[-1] + downward[-1], found.zero.get_y()
    unit = (
        found.up.heights[-1] / upward[-1] if upward[-1] else found.down.heights[-1] / downward[-1]
    )

    def ends(bar):
        return sorted([(bar.get_bottom()[1] - zero) / unit, (bar.get_top()[1] - zero) / unit])

    spans = {
        found.up.bar: (0.0, upward[-1]), found.down.bar: (upward[-1], total),
        found.bias: (total, total + bias), found.sum: (0.0, total),
        found.result: (0.0, total + bias),
    }  # fmt: skip
    for bar, span in spans.items():
        assert ends(bar) == pytest.approx(sorted(span), abs=0.01)
    shown = VGroup(*found.shown, found.sum)
    room = places.counting
    assert room.left <= shown.get_left()[0]
    assert shown.get_right()[0] <= room.right
    assert shown.get_top()[1] <= room.top + 1e-6
    assert shown.get_bottom()[1] >= places.total.bottom


def test_what_is_left_over_is_the_part_of_the_longer_pile_that_sticks_out():
    found, _ = columns()
    assert found.left_over().get_x() == pytest.approx(found.up.bar.get_x())
    found, _ = columns(downward=(-3.0, -9.0))
    assert found.left_over().get_x() == pytest.approx(found.down.bar.get_x())
    assert found.left_over().get_top()[1] == pytest.approx(found.zero.get_y())


def test_numbers_and_the_sign_before_the_sum_stand_beside_each_other():
    found, _ = columns((12.345, 15.008), (-9.263, -9.263), 0.246)
    numbers = [found.up.value, found.down.value, *found.values]
    for one, other in pairwise(numbers):
        assert one.get_right()[0] < other.get_left()[0]
    assert numbers[2].get_right()[0] < found.sign_x < numbers[3].get_left()[0]
    assert len({round(float(each.digit_box.get_y()), 6) for each in numbers}) == 1


def test_a_pile_shows_every_sum_on_the_way_and_no_other():
    found, _ = columns((2.0, 3.0, 5.0))
    piling = PileUp(found.up)
    assert [value.source for value in piling.passing_values] == [f"upward[{i}]" for i in range(3)]
    piling.begin()
    piling.interpolate(0)
    assert found.up.bar.fills == ()
    assert found.up.value.glyphs.get_fill_opacity() == 0
    piling.interpolate(0.6)
    assert found.up.value.sourced.source == "upward[1]"
    assert len(found.up.seams.points) == 4
    piling.interpolate(1)
    assert found.up.bar.fills[0].source == found.up.value.sourced.source == "upward[2]"
    assert found.up.bar.height == pytest.approx(abs(found.up.heights[2]))
    assert len(found.up.seams.points) == 8


def test_a_part_of_a_pile_is_framed_with_its_number():
    found, _ = columns()
    value = SourcedArray([2.0, 5.0], "upward")[0]
    frame, (plate, number) = found.up.part(0, value, PALETTE.signal)
    assert plate.width > number.width
    assert frame.height == pytest.approx(found.up.heights[0])
    assert frame.get_bottom()[1] == pytest.approx(found.up.foot[1])
    assert frame.get_left()[0] < number.get_left()[0]
    low, _ = columns((0.1, 0.2), (-30.0,))
    frame, (plate, number) = low.up.part(0, value, PALETTE.signal)
    assert plate.get_fill_opacity() == 0
    assert number.get_bottom()[1] > low.up.bar.get_top()[1]
    assert number.ground == theme.BACKGROUND


def test_a_mark_rises_with_the_terms_and_shows_their_sums_and_no_other():
    found, _ = columns((2.0, 3.0, 5.0))
    part = found.up.part(1, found.up.sums[1].shown_as(signed=False), PALETTE.signal)
    marking = MarkUp(found.up, part, 2)
    assert [value.source for value in marking.passing_values] == ["upward[0]", "upward[1]"]
    frame, (_plate, number) = part
    marking.begin()
    marking.interpolate(0)
    assert number.glyphs.get_fill_opacity() == 0
    for moment, step in ((0.5, 0), (1.0, 1)):
        marking.interpolate(moment)
        assert number.sourced.source == f"upward[{step}]"
        assert number.glyphs.get_fill_opacity() == 1
        assert number.glyphs.z_index == frame.z_index > found.up.z_index
        assert frame.height == pytest.approx(found.up.heights[step])
        assert frame.get_bottom()[1] == pytest.approx(found.up.foot[1])


def test_a_row_reads_weight_times_activation_product():
    weights, activations = SourcedArray([3.0, -2.5], "w"), SourcedArray([1.0, 0.5], "a")
    products = [each.shown_as(signed=True) for each in SourcedArray([3.0, -1.25], "p")]
    values = list(zip(weights, activations, products, strict=True))
    rows = product_rows(values, 2 * [("#00FF00", "#FFFFFF", "#400000")], ROOM)
    row = rows[1]
    tiles = [row.weight, row.pixel, row.product]
    assert [tile.number.text for tile in tiles] == [
        "\N{MINUS SIGN}2.50",
        "0.50",
        "\N{MINUS SIGN}1.25",
    ]
    assert [tile.ground.fills for tile in tiles] == [(each,) for each in values[1]]
    assert row.weight.get_right()[0] < row.times.get_x() < row.pixel.get_left()[0]
    assert row.pixel.get_right()[0] < row.equals.get_x() < row.product.get_left()[0]
    for tile in tiles:
        assert theme.contrast(tile.number.ground, tile.number.glyph_color) >= theme.LEAST_CONTRAST
    assert rows[0].get_bottom()[1] > rows[1].get_top()[1]
    assert rows.width <= ROOM.width
    assert rows.height <= ROOM.height


def test_tiles_come_out_of_a_cell_and_end_where_they_belong():
    (row,) = product_rows([SourcedArray([1.0, 1.0, 1.0], "x")], [3 * ("#FFFFFF",)], ROOM)
    pair, start = VGroup(row.weight, row.pixel), np.array([-4.0, 3.0, 0.0])
    belongs = pair.get_center(), pair.width
    coming = ComeOut(pair, start, size=0.1)
    coming.begin()
    assert pair.get_center() == pytest.approx(start)
    assert pair.width == pytest.approx(0.1 * belongs[1])
    coming.interpolate(1)
    assert pair.get_center() == pytest.approx(belongs[0])
    assert pair.width == pytest.approx(belongs[1])


def test_there_is_a_sentence_for_every_share_of_a_stroke():
    shares = [least for least, _ in LIT_SHARES]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == 0


@pytest.mark.parametrize("size", SIZES)
def test_the_parts_of_the_sum_do_not_overlap(size):
    area = Stage(-size[0] / 2, size[0] / 2, size[1] / 2, -size[1] / 2)
    places = sum_places(area)
    pairs = (
        (places.picture, places.counting),
        (places.counting, places.total),
        (places.heading, places.counting),
        (places.pixels, places.weights),
        (places.heading, places.weights),
    )
    for one, other in pairs:
        across = min(one.right, other.right) - max(one.left, other.left)
        up = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert min(across, up) <= 1e-6

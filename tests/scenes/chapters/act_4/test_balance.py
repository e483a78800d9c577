"""The balance of a weighted sum, and its rows."""

import numpy as np
import pytest

from scenes.chapters.act_4.the_weighted_sum_parts import (
    STEEPEST,
    Balance,
    LargeTerm,
    TermRows,
    Weigh,
    sum_places,
)
from scenes.stage.layout import Stage
from scenes.stage.theme import PALETTES
from scenes.subject.sourced import SourcedArray

PALETTE = PALETTES["classic"]
UP = SourcedArray([2.0, 2.0, 5.0], "upward")
DOWN = SourcedArray([0.0, -4.0, -4.0], "downward")
SUMS = SourcedArray([2.0, -2.0, 1.0], "sums")
ROOM = Stage(0.0, 6.0, 2.0, -3.0)


@pytest.fixture
def balance():
    return Balance(list(UP), list(DOWN), list(SUMS), room=ROOM, palette=PALETTE)


def tilt(balance):
    way = balance.beam.get_end() - balance.beam.get_start()
    return np.arctan2(way[1], way[0])


@pytest.mark.parametrize(("step", "share"), [(0, 1.0), (1, -1.0), (2, 0.5)])
def test_it_tips_by_the_sum_to_the_heavier_side(balance, step, share):
    assert tilt(balance.show(step)) == pytest.approx(share * STEEPEST)


def test_piles_are_as_high_as_their_sums(balance):
    left, right = balance.show(2).piles
    assert left.height / right.height == pytest.approx(5 / 4)
    assert [pile.fills[0].source for pile in (left, right)] == ["upward[2]", "downward[2]"]
    assert [value.text for value in balance.values] == ["5.00", "\N{MINUS SIGN}4.00"]


@pytest.mark.parametrize("step", range(3))
def test_it_keeps_to_its_room(balance, step):
    balance.show(step)
    assert ROOM.left <= balance.get_left()[0]
    assert balance.get_right()[0] <= ROOM.right
    assert ROOM.bottom <= balance.get_bottom()[1]
    assert balance.get_top()[1] <= ROOM.top


def test_weighing_shows_every_sum_on_the_way_and_no_other(balance):
    weighing = Weigh(balance, 0, 2)
    assert {v.source for v in weighing.passing_values} == {
        *(f"upward[{i}]" for i in range(3)), *(f"downward[{i}]" for i in range(3))
    }  # fmt: skip
    weighing.begin()
    weighing.interpolate(0.5)
    assert balance.values[1].sourced.source == "downward[1]"
    weighing.interpolate(1)
    assert balance.values[0].sourced.source == "upward[2]"


def test_without_any_push_it_stands_level():
    nothing = SourcedArray([0.0], "nothing")
    balance = Balance(*3 * [list(nothing)], room=ROOM, palette=PALETTE)
    assert tilt(balance) == 0


def test_a_row_reads_weight_times_activation_product():
    weights, activations = SourcedArray([3.0, -2.5], "w"), SourcedArray([1.0, 0.5], "a")
    products = [each.shown_as(signed=True) for each in SourcedArray([3.0, -1.25], "p")]
    rows = TermRows(list(weights), list(activations), products, PALETTE, room=ROOM)
    texts = [part.text for part in rows.rows[1]]
    assert texts == ["\N{MINUS SIGN}2.50", "times", "0.50", "=", "\N{MINUS SIGN}1.25"]
    rights = {round(float(row[-1].digit_box.get_right()[0]), 6) for row in rows.rows}
    assert len(rights) == 1
    assert rows.products[1].glyph_color == PALETTE.negative


def test_a_large_term_has_a_square_above_each_of_its_numbers():
    values = [SourcedArray([each], name)[0] for each, name in ((3.0, "w"), (0.5, "a"), (1.5, "p"))]
    (row,) = TermRows(*([each] for each in values), PALETTE, room=ROOM).rows
    large = LargeTerm(row, ("#00FF00", "#808080", "#008000"), ROOM)
    assert [tile.fills for tile in large.tiles] == [(value,) for value in values]
    for tile, number in zip(large.tiles, large.row[::2], strict=True):
        assert tile.get_x() == pytest.approx(number.get_x())
        assert tile.get_bottom()[1] > number.get_top()[1]
    assert large.row.height > row.height
    assert large.width <= ROOM.width
    assert large.height <= ROOM.height


@pytest.mark.parametrize("size", [(12.8, 6.3), (7.2, 11.0), (7.2, 6.6)])
def test_the_parts_of_the_sum_do_not_overlap(size):
    area = Stage(-size[0] / 2, size[0] / 2, size[1] / 2, -size[1] / 2)
    places = sum_places(area)
    pairs = (
        (places.picture, places.counting),
        (places.counting, places.total),
        (places.heading, places.counting),
        (places.pixels, places.weights),
    )
    for one, other in pairs:
        across = min(one.right, other.right) - max(one.left, other.left)
        up = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert min(across, up) <= 1e-6

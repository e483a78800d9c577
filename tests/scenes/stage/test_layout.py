"""The stage, its parts, and the places of a network, for frames of every shape."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import config

from scenes.stage.layout import (
    COLUMN_INDENT,
    NAMES_WIDTH,
    PICTURE_GAP,
    Stage,
    network_places,
    square,
    stage,
)
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.render_options import QUALITIES

WIDE = Stage(-6.0, 6.0, 3.0, -3.0)
TALL = Stage(-3.0, 3.0, 6.0, -6.0)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("quality", QUALITIES)
def test_a_frame_has_the_shape_of_its_aspect(aspect, quality):
    size = frame_size(aspect, quality)
    assert size.frame_width / size.frame_height == pytest.approx(ASPECTS[aspect])
    # Videos have even sides: that of 480p is a pixel wider than its shape.
    assert size.pixel_width / size.pixel_height == pytest.approx(ASPECTS[aspect], rel=0.002)
    assert min(size.pixel_width, size.pixel_height) == QUALITIES[quality][1]
    assert size.pixel_width % 2 == size.pixel_height % 2 == 0
    assert min(size.frame_width, size.frame_height) == 8


def test_columns_stand_beside_each_other_as_wide_as_their_shares():
    left, right = WIDE.columns(1, 2, gap=0.6)
    assert (left.left, right.right) == (WIDE.left, WIDE.right)
    assert right.left - left.right == pytest.approx(0.6)
    assert right.width == pytest.approx(2 * left.width)
    assert (left.top, right.bottom) == (WIDE.top, WIDE.bottom)


def test_rows_stand_below_each_other_from_the_top():
    first, second, third = TALL.rows(2, 1, 1, gap=0.5)
    assert (first.top, third.bottom) == (TALL.top, TALL.bottom)
    assert first.bottom - second.top == pytest.approx(0.5)
    assert first.height == pytest.approx(2 * third.height)
    assert second.top > second.bottom > third.top
    assert first.width == TALL.width


@given(
    shares=st.lists(st.floats(0.1, 10), min_size=1, max_size=8),
    gap=st.floats(0, 0.7),
    area=st.tuples(st.floats(-9, 9), st.floats(5, 20), st.floats(-9, 9), st.floats(5, 20)),
)
def test_parts_fill_the_stage_in_proportion_with_gaps_between(shares, gap, area):
    left, width, top, height = area
    whole = Stage(left, left + width, top, top - height)
    columns, rows = whole.columns(*shares, gap=gap), whole.rows(*shares, gap=gap)
    assert all((part.top, part.bottom) == (whole.top, whole.bottom) for part in columns)
    assert all((part.left, part.right) == (whole.left, whole.right) for part in rows)
    for parts, begin, end, room, ends in (
        (columns, whole.left, whole.right, width, [(p.left, p.right) for p in columns]),
        (rows, -whole.top, -whole.bottom, height, [(-p.top, -p.bottom) for p in rows]),
    ):
        assert len(parts) == len(shares)
        assert (ends[0][0], ends[-1][1]) == pytest.approx((begin, end))
        lengths = np.diff(ends, axis=1).ravel()
        np.testing.assert_allclose(lengths / lengths.sum(), np.array(shares) / sum(shares))
        assert lengths.sum() == pytest.approx(room - gap * (len(shares) - 1))
        between = [after[0] - before[1] for before, after in pairwise(ends)]
        np.testing.assert_allclose(between, gap, atol=1e-9)


def test_parts_lie_along_the_longer_side():
    assert WIDE.parts(1, 1) == WIDE.columns(1, 1)
    assert TALL.parts(1, 1) == TALL.rows(1, 1)
    square = Stage(-1.0, 1.0, 1.0, -1.0)
    assert square.parts(1, 1) == square.rows(1, 1)


def test_an_inset_takes_off_both_sides():
    inner = WIDE.inset(1.0, 0.5)
    assert inner == Stage(-5.0, 5.0, 2.5, -2.5)
    assert WIDE.inset(1.0) == Stage(-5.0, 5.0, 2.0, -2.0)


def test_the_stage_knows_its_shape(framed):
    area = stage()
    assert (area.is_wide, area.is_tall) == (framed == "16:9", framed == "9:16")
    assert area.bottom + config.frame_height / 2 >= 0.12 * config.frame_height - 1e-9


@pytest.mark.parametrize(
    "sizes",
    [(784, 16, 16, 10), (784, 20, 12, 10), (64, 32, 10), (784, 64, 10), (25, 1, 1), (25, 300)],
)
def test_a_network_stands_on_the_stage_and_clear_of_its_picture(framed, sizes):
    area, places = stage(), network_places(sizes)
    half = places.image_side / 2
    for column, radius in zip(places.columns, places.radii, strict=True):
        low, high = column.min(axis=0) - radius, column.max(axis=0) + radius
        assert (low[:2] >= [area.left - 1e-9, area.bottom - 1e-9]).all()
        assert high[0] <= area.right
        assert high[1] <= area.top
        if framed == "16:9":
            assert low[0] > places.image[0] + half
        else:
            assert high[1] < places.image[1] - half
        apart = -np.diff(column[:, 1])
        assert (apart >= 2.3 * radius - 1e-9).all()
    xs = [column[0, 0] for column in places.columns]
    assert (np.diff(xs) > 2 * max(places.radii)).all()


def test_a_network_is_as_high_as_its_stage_and_its_picture_is_large(framed):
    area, places = stage(), network_places((784, 16, 16, 10))
    top = area.top if framed == "16:9" else places.image[1] - places.image_side / 2 - PICTURE_GAP
    for column, radius in zip(places.columns[1:3], places.radii[1:3], strict=True):
        assert column[0, 1] + radius == pytest.approx(top - COLUMN_INDENT)
        assert column[-1, 1] - radius == pytest.approx(area.bottom + COLUMN_INDENT)
    assert places.columns[-1][0, 0] + NAMES_WIDTH <= area.right + 1e-9
    least = {"16:9": 3.0, "9:16": 3.0, "1:1": 1.6}
    assert places.image_side > least[framed]


def test_words_about_a_network_have_room_near_its_picture(framed):
    places, area = network_places((784, 16, 16, 10)), stage()
    room = area.right if framed != "16:9" else places.columns[0][0, 0]
    assert room - places.aside[0] > 2.4


def test_cells_go_row_after_row():
    first, second, third, last = WIDE.cells(2, 2, gap=1.0)
    assert (first.left, first.top, last.right, last.bottom) == (-6.0, 3.0, 6.0, -3.0)
    assert second.left - first.right == pytest.approx(1.0)
    assert first.bottom - third.top == pytest.approx(1.0)
    assert first.top == second.top > third.top
    assert {(round(cell.width, 9), round(cell.height, 9)) for cell in (first, last)} == {(5.5, 2.5)}


def test_a_square_has_its_point_in_the_middle():
    room = square([1.0, -2.0, 0.0], 3.0)
    assert room == Stage(-0.5, 2.5, -0.5, -3.5)
    np.testing.assert_array_equal(room.center, [1.0, -2.0, 0.0])

"""Two columns side by side."""

from __future__ import annotations

import pytest
from manim import LEFT, UP

from scenes.chapters.act_6.without_nonlinearity_parts import ComparedColumns
from scenes.stage.layout import Stage, stage
from scenes.subject.sourced import SourcedArray


@pytest.fixture
def compared():
    values = [SourcedArray([1.5, -2.25, 3.0], name) for name in ("one", "other")]
    return ComparedColumns(
        ["layer after layer", "one matrix"], values, decimals=9, room=stage(), edge=LEFT
    )


def test_equal_numbers_stand_at_one_height(compared):
    one, other = (column[0].labels() for column in compared.columns)
    assert [label.get_y() for label in one] == pytest.approx([label.get_y() for label in other])
    assert [label.text for label in one] == [label.text for label in other]
    assert one[1].text == "\N{MINUS SIGN}2.250000000"


def test_titles_stand_on_one_line_above_their_columns(compared):
    lines = [title.baseline for _, title in compared.columns]
    assert lines[0] == pytest.approx(lines[1])
    for column, title in compared.columns:
        assert title.get_bottom()[1] > column.get_top()[1]
        assert title.get_x() == pytest.approx(column.get_x())


def test_the_sign_stands_between_the_columns_on_the_stage(compared):
    one, other = compared.columns
    assert one[0].get_right()[0] < compared.equals.get_left()[0]
    assert compared.equals.get_right()[0] < other.get_left()[0]
    assert compared.get_left()[0] == pytest.approx(stage().left)
    assert compared.get_y() == pytest.approx(stage().center[1])


def test_many_rows_still_fit():
    assert columns_in(stage(), rows=30).height < stage().height


def columns_in(room, rows=10):
    values = [SourcedArray([100.0] * rows, name) for name in ("one", "other")]
    return ComparedColumns(["a", "b"], values, decimals=9, room=room, edge=UP)


def test_numbers_are_larger_where_height_and_width_allow():
    roomy = columns_in(Stage(-3.6, 3.6, 6.0, -5.0))
    narrow = columns_in(Stage(-2.6, 2.6, 6.0, -5.0))
    flat = columns_in(Stage(-3.6, 3.6, 3.6, -3.0))
    heights = [c.columns[0][0].labels()[0].height for c in (roomy, narrow, flat)]
    assert heights[0] == pytest.approx(1.375 * heights[1])
    assert heights[1] == pytest.approx(heights[2])
    assert roomy.width < 7.2
    assert narrow.width < 5.2


def test_they_stand_at_the_edge_of_their_room():
    room = Stage(-3.6, 3.6, 6.0, -5.0)
    compared = columns_in(room)
    assert compared.get_top()[1] == pytest.approx(room.top)
    assert compared.get_x() == pytest.approx(0.0)

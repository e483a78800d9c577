"""Two columns side by side."""

from __future__ import annotations

import pytest

from scenes.layout import stage
from scenes.mobjects.compared_columns import ComparedColumns
from scenes.sourced import SourcedArray


@pytest.fixture
def compared():
    values = [SourcedArray([1.5, -2.25, 3.0], name) for name in ("one", "other")]
    return ComparedColumns(["layer after layer", "one matrix"], values, decimals=9)


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
    assert compared.get_left()[0] > stage().left


def test_many_rows_still_fit():
    values = [SourcedArray([1.0] * 30, name) for name in ("one", "other")]
    assert ComparedColumns(["a", "b"], values, decimals=2).height < stage().height

"""Sourced values: what stands on screen, and the path it was read from."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.stage.scales import full_color, full_light
from scenes.subject.languages import LANGUAGES
from scenes.subject.settings import Settings, using
from scenes.subject.sourced import MINUS, Sourced, SourcedArray
from scenes.subject.words import number_text

MATRIX = SourcedArray(np.arange(6.0).reshape(2, 3), "model.layers[0].weights")


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (1.005, {}, "1.00"),
        (-1.25, {"decimals": 1}, f"{MINUS}1.2"),
        (2.5, {"signed": True}, "+2.50"),
        (-0.001, {}, "0.00"),
        (0.001, {"signed": True}, "0.00"),
        (13002, {"decimals": None}, "13,002"),
        (0.974, {"percent": True, "decimals": 1}, "97.4%"),
    ],
)
def test_a_number_is_rounded_where_it_is_shown(value, shown, text):
    assert Sourced(value, "path", **shown).text_in(LANGUAGES["en"]) == text


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (1.005, {}, "1,00"),
        (-0.001, {}, "0,00"),
        (13002, {"decimals": None}, "13.002"),
        (1234567.5, {"decimals": 1}, "1.234.567,5"),
        # Four digits stand together, and can't be taken for decimals.
        (-1000, {"decimals": 1}, f"{MINUS}1000,0"),
        (0.974, {"percent": True, "decimals": 1}, "97,4%"),
    ],
)
def test_a_number_is_written_as_its_language_writes_it(value, shown, text):
    assert Sourced(value, "path", **shown).text_in(LANGUAGES["de"]) == text
    with using(Settings(language="de")):
        assert number_text(Sourced(value, "path", **shown)) == text


def test_showing_otherwise_keeps_value_and_source():
    number = Sourced(1 / 3, "path").shown_as(decimals=4)
    assert (number.value, number.source, number_text(number)) == (1 / 3, "path", "0.3333")


def test_a_scale_s_end_has_a_path_of_its_own():
    values = np.arange(-6.0, 6.0).reshape(3, 4)
    array = SourcedArray(values, "trace.layers[0].contributions")
    end = array.row(1).full_color
    assert end.source == "trace.layers[0].contributions[1].full_color"
    assert end.value == full_color(values[1])
    assert array.full_light == Sourced(full_light(values), f"{array.source}.full_light")
    with pytest.raises(IndexError, match="a part has no scale of its own"):
        array.row(0).part(1).full_color  # noqa: B018 - it is refused


def test_every_number_of_an_array_has_its_own_path():
    assert [s.source for s in SourcedArray([1, 2], "path")] == ["path[0]", "path[1]"]
    assert MATRIX[1, 2] == Sourced(5.0, "model.layers[0].weights[1,2]")


def test_a_slice_of_an_array_keeps_the_paths_of_the_whole():
    part = SourcedArray(MATRIX.values[1:, 1:], MATRIX.source, offset=(1, 1))
    assert list(part) == [MATRIX[1, 1], MATRIX[1, 2]]
    assert list(part.row(0)) == list(part)


def test_a_row_keeps_the_paths_of_the_whole():
    row = MATRIX.row(1)
    assert row.size == 3
    assert list(row) == [MATRIX[1, 0], MATRIX[1, 1], MATRIX[1, 2]]


def test_a_row_of_a_row_keeps_the_paths_of_the_whole():
    whole = SourcedArray(np.arange(24.0).reshape(2, 3, 4), "path")
    assert whole.row(1).row(2)[3] == whole[1, 2, 3]


@pytest.mark.parametrize("index", [-1, 2])
def test_a_row_that_is_not_there_is_refused(index):
    with pytest.raises(IndexError, match=rf"weights: no row {index} in an array of shape \(2, 3\)"):
        MATRIX.row(index)


def test_a_vector_has_no_rows():
    with pytest.raises(IndexError, match="no row 0"):
        MATRIX.row(0).row(0)


def test_a_part_keeps_the_paths_of_the_whole():
    part = MATRIX.row(1).part(1)
    assert list(part) == [MATRIX[1, 1], MATRIX[1, 2]]
    assert list(part.part(1)) == [MATRIX[1, 2]]
    assert list(MATRIX.row(0).part(0, 1)) == [MATRIX[0, 0]]


def test_only_a_vector_has_parts():
    with pytest.raises(IndexError, match=r"only a vector has parts, got shape \(2, 3\)"):
        MATRIX.part(1)


def test_one_index_for_each_axis_is_needed():
    with pytest.raises(IndexError, match="expected 2 indices, got 1"):
        MATRIX[0]


def test_the_numbers_are_a_locked_copy():
    with pytest.raises(ValueError, match="read-only"):
        MATRIX.values[0, 0] = 9


def test_large_numbers_are_shown_without_decimals():
    english = LANGUAGES["en"]
    texts = [
        Sourced(value, "trace.x").text_in(english) for value in (9_999_999.994, 1e7, -195_199_923.9)
    ]
    assert texts == ["9,999,999.99", "10,000,000", f"{MINUS}195,199,924"]

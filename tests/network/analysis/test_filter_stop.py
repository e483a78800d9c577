"""The stops of a filter, against the convolution that it is taken from."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.filters import (
    RIGHT_ANGLE,
    convolve,
    corners_of,
    edges_of,
    filter_stops,
)


def test_it_stops_where_it_answers_most_with_either_sign() -> None:
    found = edges_of(np.random.default_rng(5).random((7, 6))).horizontal
    stops = filter_stops(found)
    for stop, extreme in (
        (stops.positive, found.result.max()),
        (stops.negative, found.result.min()),
    ):
        assert found.result.ravel()[stop.place] == extreme
        np.testing.assert_array_equal(stop.window, found.window(*divmod(stop.place, 6)))


def test_it_stops_where_light_is_even_and_lightest_and_near_the_middle() -> None:
    picture = np.zeros((15, 15))
    picture[2:7, 2:7] = 1.0
    stop = filter_stops(edges_of(picture).horizontal).even
    assert (stop.window == 1).all()
    assert divmod(stop.place, 15) == (5, 5)
    assert filter_stops(convolve(np.zeros((5, 5)), np.ones((3, 3)))).even.place == 12


def test_a_square_has_four_corners_and_a_line_two_ends() -> None:
    square, line = np.zeros((20, 20)), np.zeros((20, 20))
    square[5:15, 5:15] = line[9:11, 4:16] = 1.0
    found = edges_of(square)
    assert found.bends.max() == pytest.approx(RIGHT_ANGLE)
    assert len(corners_of(found).places) == 4
    columns = np.unravel_index(corners_of(edges_of(line)).places, line.shape)[1]
    assert {int(column) // 10 for column in columns} == {0, 1}
    assert all(column < 6 or column > 13 for column in columns)


def test_the_answers_around_the_sharpest_corner_are_those_of_both_filters() -> None:
    found = edges_of(np.random.default_rng(3).random((7, 6)))
    corners = corners_of(found)
    row, column = divmod(corners.place, 6)
    assert found.bends[row, column] == found.bends.max()
    for answers, one in ((corners.across, found.horizontal), (corners.down, found.vertical)):
        assert answers.shape == (3, 3)
        assert answers[1, 1] == one.result[row, column]
    assert corners.strength[1, 1] == found.strength[row, column]


def test_edges_are_told_apart_by_which_of_two_ways_they_run() -> None:
    picture = np.zeros((9, 9))
    picture[:5, :5] = 1.0
    corners = corners_of(edges_of(picture))
    steep = np.abs(corners.across) < np.abs(corners.down)
    flat = np.abs(corners.across) > np.abs(corners.down)
    groups = {bool(each) for each in corners.is_crossing[steep]}
    assert len(groups) == 1
    assert {bool(each) for each in corners.is_crossing[flat]} == {not groups.pop()}


def test_even_light_has_no_corners() -> None:
    assert corners_of(edges_of(np.zeros((8, 8)))).places.size == 0

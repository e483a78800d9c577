"""The stops of a filter, against the convolution that it is taken from."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.filters import (
    RIGHT_ANGLE,
    STRONG,
    convolve,
    corners_of,
    edges_of,
    filter_stops,
)


def test_it_stops_where_it_answers_strongly_with_either_sign() -> None:
    found = edges_of(np.random.default_rng(5).random((7, 6))).horizontal
    stops = filter_stops(found, 20)
    answers = found.result.ravel()
    for stop, extreme in ((stops.positive, answers.max()), (stops.negative, answers.min())):
        assert answers[stop.place] / extreme >= STRONG
        np.testing.assert_array_equal(stop.window, found.window(*divmod(stop.place, 6)))


def test_of_strong_answers_the_nearest_is_chosen() -> None:
    picture = np.zeros((20, 20))
    picture[4:8, 2:18] = 1.0
    found = edges_of(picture).horizontal
    for near, column in (((5, 4), 4), ((18, 13), 13)):
        stops = filter_stops(found, near[0] * 20 + near[1])
        assert [stop.place % 20 for stop in (stops.positive, stops.negative)] == [column] * 2
        assert stops.positive.place // 20 in (7, 8)
        assert stops.negative.place // 20 in (3, 4)
    assert filter_stops(convolve(np.zeros((5, 5)), np.ones((3, 3))), 12).negative.place == 12


def test_a_square_has_four_corners_and_a_line_two_ends() -> None:
    square, line = np.zeros((20, 20)), np.zeros((20, 20))
    square[5:15, 5:15] = line[9:11, 4:16] = 1.0
    found = edges_of(square)
    assert found.bends.max() == pytest.approx(RIGHT_ANGLE)
    assert len(corners_of(found).places) == 4
    columns = np.unravel_index(corners_of(edges_of(line)).places, line.shape)[1]
    assert {int(column) // 10 for column in columns} == {0, 1}
    assert all(column < 6 or column > 13 for column in columns)


def test_at_the_corner_of_a_square_its_edge_turns() -> None:
    square = np.zeros((9, 9))
    square[:5, :5] = 1.0
    found = edges_of(square)
    corners = corners_of(found)
    assert corners.place == 4 * 9 + 4
    np.testing.assert_array_equal(corners.window, found.strength[3:6, 3:6])
    across, up = corners.ways.reshape(3, 3, 2)[2, 0], corners.ways.reshape(3, 3, 2)[0, 2]
    assert across[1] == 0 < across[0]
    assert up[0] == 0 < up[1]


@pytest.mark.parametrize("seed", range(5))
def test_ways_are_what_both_filters_answer_around_the_sharpest_pixel(seed: int) -> None:
    found = edges_of(np.random.default_rng(seed).random((7, 6)))
    corners = corners_of(found)
    row, column = divmod(corners.place, 6)
    for (y, x), way in zip(np.ndindex(3, 3), corners.ways, strict=True):
        cell = (row + y - 1, column + x - 1)
        is_inside = 0 <= cell[0] < 7 and 0 <= cell[1] < 6
        answers = [each.result[cell] for each in (found.horizontal, found.vertical) if is_inside]
        assert way.tolist() == (answers or [0, 0])
        assert np.hypot(*way) == pytest.approx(corners.window[y, x])


def test_even_light_has_no_corners() -> None:
    corners = corners_of(edges_of(np.zeros((8, 8))))
    assert corners.places.size == 0
    assert not corners.ways.any()

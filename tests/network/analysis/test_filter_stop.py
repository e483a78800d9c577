"""The stop of a filter, against the convolution that it is taken from."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.filters import (
    RIGHT_ANGLE,
    convolve,
    corners_of,
    edges_of,
    filter_stop,
)


def test_it_stops_at_the_largest_magnitude_and_its_products_add_up_to_the_sum() -> None:
    picture = np.random.default_rng(5).random((7, 6))
    for found in (edges_of(picture).horizontal, edges_of(1 - picture).vertical):
        stop = filter_stop(found)
        assert stop.sum == found.result.ravel()[stop.place]
        assert abs(stop.sum) == np.abs(found.result).max()
        np.testing.assert_allclose(stop.products.sum(), stop.sum)
        np.testing.assert_allclose(stop.products, stop.window * found.kernel)


def test_where_there_is_nothing_to_find_it_stops_at_the_first_pixel() -> None:
    stop = filter_stop(convolve(np.zeros((4, 4)), np.ones((3, 3))))
    assert (stop.place, stop.sum) == (0, 0)
    assert stop.window.shape == (3, 3)


@pytest.mark.parametrize("row", [0, 1, 2])
def test_the_telling_row_has_the_largest_products(row: int) -> None:
    kernel = np.full((3, 3), 0.5)
    kernel[row] = 2.0
    assert filter_stop(convolve(np.ones((5, 5)), kernel)).telling_row == row


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


def test_even_light_has_no_corners() -> None:
    assert corners_of(edges_of(np.zeros((8, 8)))).places.size == 0

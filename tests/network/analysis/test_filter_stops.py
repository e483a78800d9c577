"""Stops of a filter, against the convolution that they are taken from."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.filters import convolve, edges_of, filter_stops


@pytest.fixture
def picture() -> np.ndarray:
    return np.random.default_rng(5).random((7, 6))


def test_the_products_of_a_stop_add_up_to_its_sum(picture: np.ndarray) -> None:
    found = edges_of(picture).horizontal
    stops = filter_stops(found)
    np.testing.assert_allclose(stops.products.sum(axis=(1, 2)), stops.sums)
    np.testing.assert_allclose(stops.products, stops.windows * found.kernel)


def test_stops_are_the_largest_and_the_smallest_in_reading_order(picture: np.ndarray) -> None:
    found = edges_of(picture).vertical
    stops = filter_stops(found)
    assert len(stops.places) == 2
    assert list(stops.places) == sorted(stops.places)
    assert stops.sums.max() == found.result.max()
    assert stops.sums.min() == found.result.min()


def test_nothing_to_find_leaves_one_stop() -> None:
    stops = filter_stops(convolve(np.zeros((4, 4)), np.ones((3, 3))))
    assert list(stops.places) == [0]
    assert stops.windows.shape == (1, 3, 3)

"""The stop of a filter, against the convolution that it is taken from."""

from __future__ import annotations

import numpy as np

from network.analysis.filters import convolve, edges_of, filter_stop


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

"""Sizes of the weights into each neuron, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.weighted_sum import WeightRows, weight_rows
from network.errors import OptionError
from network.layers import Layer


def test_norms_by_hand() -> None:
    layer = Layer(np.array([[3.0, -4.0], [0.0, 2.0], [0.0, 0.0]]), np.zeros(3), "sigmoid")
    assert weight_rows(layer).norms.tolist() == [5, 2, 0]


def test_large_by_hand() -> None:
    magnitudes = np.arange(201.0)
    signs = np.where(np.arange(201) % 2, -1.0, 1.0)
    layer = Layer(np.stack([magnitudes * signs, 0 * magnitudes]), np.zeros(2), "relu")
    assert weight_rows(layer).large.tolist() == [199, 0]


def test_half_a_percent_of_the_weights_is_larger_than_large(rng: np.random.Generator) -> None:
    weights = rng.normal(size=(3, 10_000))
    larger = np.abs(weights) > weight_rows(Layer(weights, np.zeros(3), "tanh")).large[:, np.newaxis]
    assert larger.sum(axis=1).tolist() == [50, 50, 50]


def test_the_heaviest_neurons_come_in_their_own_order() -> None:
    rows = WeightRows(norms=np.array([1.0, 9.0, 3.0, 9.0, 5.0]), large=np.zeros(5))
    assert rows.heaviest(1) == (1,)
    assert rows.heaviest(3) == (1, 3, 4)
    assert rows.heaviest(3, but=1) == (2, 3, 4)


def test_a_small_layer_has_fewer_heavy_neurons() -> None:
    rows = WeightRows(norms=np.array([1.0, 2.0]), large=np.zeros(2))
    assert rows.heaviest(4) == (0, 1)
    assert rows.heaviest(4, but=0) == (1,)
    assert rows.heaviest(0) == ()


def test_less_than_none_are_refused() -> None:
    with pytest.raises(OptionError, match="count must be 0 or more, got -1"):
        WeightRows(norms=np.ones(2), large=np.ones(2)).heaviest(-1)


def test_arrays_are_locked() -> None:
    norms = np.ones(2)
    rows = WeightRows(norms=norms, large=norms)
    norms[:] = 7
    assert rows.norms.tolist() == [1, 1]
    with pytest.raises(ValueError, match="read-only"):
        rows.large[0] = 9

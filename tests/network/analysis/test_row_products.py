"""Rows of a matrix times a column."""

from __future__ import annotations

import math

import numpy as np
import pytest

from network.analysis.weighted_sum import row_products
from network.errors import OptionError
from network.forward import forward
from network.mlp import MLP


def test_rows_times_column_by_hand(hand_model: MLP) -> None:
    products = row_products(forward(hand_model, [2.0, 1.0]).layers[0])
    assert products.order.tolist() == [0, 1]
    assert products.running_sums.tolist() == [[2.0, 0.0], [1.0, 1.5]]
    assert products.sums.tolist() == [0.0, 1.5]


def test_chosen_terms_are_added_first(hand_model: MLP) -> None:
    products = row_products(forward(hand_model, [2.0, 1.0]).layers[0], first=(1,))
    assert products.order.tolist() == [1, 0]
    assert products.running_sums.tolist() == [[-2.0, 0.0], [0.5, 1.5]]


def test_every_running_sum_equals_the_plain_loops(
    random_model: MLP, rng: np.random.Generator, plain_loops
) -> None:
    inputs = rng.random(6)
    products = row_products(forward(random_model, inputs).layers[2], first=(2, 0))
    terms = plain_loops.plain_forward(random_model, inputs)[2].contributions
    for row, sums in zip(terms, products.running_sums, strict=True):
        expected = [math.fsum(row[i] for i in (2, 0, 1, 3)[:n]) for n in range(1, 5)]
        np.testing.assert_allclose(sums, expected, rtol=1e-12, atol=1e-15)


def test_sums_and_biases_make_the_pre_activations(
    random_model: MLP, rng: np.random.Generator
) -> None:
    for layer in forward(random_model, rng.random(6)).layers:
        sums = row_products(layer).sums
        np.testing.assert_allclose(sums + layer.biases, layer.pre_activations)


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ((0, 0), r"first must name each input once at most, got \[0, 0\]"),
        ((7,), r"first must name each input once at most, got \[7\]"),
    ],
)
def test_wrong_first_terms_are_refused(
    hand_model: MLP, first: tuple[int, ...], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        row_products(forward(hand_model, [2.0, 1.0]).layers[0], first)


def test_a_batch_is_refused(random_model: MLP) -> None:
    with pytest.raises(OptionError, match=r"single input, got a batch of shape \(2, 6\)"):
        row_products(forward(random_model, np.ones((2, 6))).layers[0])

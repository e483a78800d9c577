"""Histograms, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.histogram import histogram, round_edges, round_step


def test_counts_by_hand() -> None:
    found = histogram([-1.0, 0.0, 0.2, 0.9, 1.0, 2.0, 7.0], [0, 0.5, 1, 2])
    assert found.counts.tolist() == [2, 1, 2]
    assert found.total == 7
    assert found.shares.tolist() == [2 / 7, 1 / 7, 2 / 7]


def test_a_histogram_needs_values() -> None:
    with pytest.raises(ValueError, match="histogram needs 1 or more values, got none"):
        histogram([], [0, 1])


@pytest.mark.parametrize(
    ("reach", "step"),
    [(63.6, 20), (56.7, 20), (22.4, 10), (4, 1), (4.1, 2), (0.3, 0.1), (800, 200)],
)
def test_four_round_steps_or_fewer_reach_far_enough(reach: float, step: float) -> None:
    assert round_step(reach) == pytest.approx(step)


@pytest.mark.parametrize("reach", [0, -1, float("inf"), float("nan")])
def test_a_reach_must_be_positive(reach: float) -> None:
    with pytest.raises(ValueError, match="reach must be positive"):
        round_step(reach)


@pytest.mark.parametrize("scale", [0.004, 0.7, 3.0, 56.7, 1e5])
def test_round_edges_hold_all_values_and_zero(scale: float, rng: np.random.Generator) -> None:
    values = scale * rng.normal(size=100)
    edges = round_edges(values)
    assert histogram(values, edges).counts.sum() == 100
    assert edges[len(edges) // 2] == 0
    assert edges.tolist() == (-edges[::-1]).tolist()
    assert edges[-1] / round_step(np.abs(values).max()) == pytest.approx(len(edges) // 16)


def test_values_that_are_all_zero_have_edges_too() -> None:
    assert histogram(np.zeros(3), round_edges(np.zeros(3))).counts.sum() == 3

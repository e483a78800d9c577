"""Histograms, against counting by hand."""

from __future__ import annotations

import pytest

from network.analysis.histogram import histogram, round_step


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

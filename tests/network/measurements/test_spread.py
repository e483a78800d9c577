"""The spread of trainings."""

from __future__ import annotations

import numpy as np
import pytest

from network.measurements.spread import Band, Spread


def test_a_spread_has_mean_and_ends() -> None:
    spread = Spread(np.array([0.5, 0.25, 0.75]))
    assert (spread.trainings, spread.mean, spread.lowest, spread.highest) == (3, 0.5, 0.25, 0.75)


def test_who_is_not_right_is_wrong() -> None:
    assert Spread(np.array([0.5, 0.25])).wrong.values.tolist() == [0.5, 0.75]


@pytest.mark.parametrize(("other", "is_above"), [([0.1, 0.2], True), ([0.1, 0.3], False)])
def test_above_means_without_overlap(other: list[float], is_above: bool) -> None:
    assert Spread(np.array([0.3, 0.9])).is_above(Spread(np.array(other))) is is_above


def test_a_band_goes_from_the_lowest_to_the_highest_at_each_point() -> None:
    band = Band(np.array([[0.0, 0.5], [1.0, 0.25]]))
    assert band.trainings == 2
    assert band.mean.tolist() == [0.5, 0.375]
    assert (band.lowest.tolist(), band.highest.tolist()) == ([0.0, 0.25], [1.0, 0.5])
    assert band.at(-1).values.tolist() == [0.5, 0.25]

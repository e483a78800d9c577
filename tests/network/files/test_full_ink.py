"""Full ink, told by what scalings make of 0 and 1."""

from __future__ import annotations

import numpy as np
import pytest

from network.files.full_ink import full_ink_of
from network.input_preparation import InputPreparation


@pytest.mark.parametrize("ink", [1, 16, 255])
@pytest.mark.parametrize(("low", "high"), [(0, 1), (-1, 1), (0.25, 0.75), (1, 0), (-9, 9)])
def test_a_scaling_brings_full_ink_near_0_and_1(ink: int, low: float, high: float) -> None:
    scale = (high - low) / ink
    assert full_ink_of(InputPreparation(np.array(scale), np.array(low))) == ink


@pytest.mark.parametrize(
    ("farthest", "ink"), [(4, 1), (4.01, 16), (64, 16), (64.01, 255), (1e6, 255)]
)
@pytest.mark.parametrize("goal", [0, 1])
def test_the_smallest_number_is_taken_that_is_not_far_away(
    farthest: float, ink: int, goal: int
) -> None:
    # One pixel has the goal there, the others before; one is the same for any ink.
    scaling = InputPreparation(
        np.array([1.0, (2 * goal - 1) / farthest, 0.0]), np.array([0.0, 1.0 - goal, -9.0])
    )
    assert full_ink_of(scaling) == ink

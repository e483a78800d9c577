"""Outputs as one reads them."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.confidence import confidence
from network.errors import OptionError


def test_answer_runner_up_and_gap_by_hand() -> None:
    found = confidence([0.25, 0.5, 0.0, 0.75])
    assert (found.answer, found.runner_up) == (3, 1)
    assert (found.largest, found.second, found.gap) == (0.75, 0.5, 0.25)


def test_among_equals_the_first_is_the_answer() -> None:
    found = confidence([0.5, 0.5, 0.5])
    assert (found.answer, found.runner_up, found.gap) == (0, 1, 0.0)


@pytest.mark.parametrize(
    ("outputs", "is_close"),
    [([0.8, 0.77], True), ([0.8, 0.75], False), ([-3.0, -3.1], True), ([-3.0, -4.0], False)],
)
def test_a_gap_is_close_by_the_size_of_the_answer(outputs: list[float], is_close: bool) -> None:
    assert confidence(outputs).is_close is is_close


@pytest.mark.parametrize("outputs", [[0.5], np.zeros((2, 3))])
def test_one_output_or_a_batch_is_refused(outputs: object) -> None:
    with pytest.raises(OptionError, match="outputs must be 2 or more for one input"):
        confidence(outputs)

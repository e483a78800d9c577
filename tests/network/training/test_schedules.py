"""Learning rates over time."""

from __future__ import annotations

import pytest

from network.errors import OptionError
from network.training.schedules import learning_rate_at


def rates(schedule: str, warmup_steps: int = 0) -> list[float]:
    return [
        learning_rate_at(step, 8, peak=2.0, schedule=schedule, warmup_steps=warmup_steps)
        for step in range(8)
    ]


def test_constant_stays() -> None:
    assert rates("constant") == [2.0] * 8


def test_warmup_rises_in_a_straight_line() -> None:
    assert rates("constant", warmup_steps=4) == [0.5, 1.0, 1.5, 2.0, 2.0, 2.0, 2.0, 2.0]


def test_cosine_falls_from_the_peak_through_half_of_it_to_zero() -> None:
    assert rates("cosine")[0] == 2.0
    assert rates("cosine")[4] == pytest.approx(1.0)
    assert rates("cosine") == sorted(rates("cosine"), reverse=True)
    assert learning_rate_at(8, 8, peak=2.0, schedule="cosine") == pytest.approx(0)


def test_cosine_begins_where_warmup_ends() -> None:
    assert rates("cosine", warmup_steps=2)[1:3] == [2.0, 2.0]
    assert learning_rate_at(5, 8, peak=2.0, schedule="cosine", warmup_steps=2) == 1.0


def test_a_training_that_is_all_warmup_is_possible() -> None:
    assert rates("cosine", warmup_steps=8)[-1] == 2.0


def test_an_unknown_schedule_is_refused() -> None:
    with pytest.raises(OptionError, match="schedule must be one of constant, cosine, got 'step'"):
        rates("step")

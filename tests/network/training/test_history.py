"""Training histories and their JSON."""

from __future__ import annotations

import json

import pytest

from network.errors import WeightsError
from network.training.history import EpochRecord, TrainingHistory

HISTORY = TrainingHistory(
    (EpochRecord(1, 0.1, 2.5, 0.25, None, 1.5), EpochRecord(2, 0.05, 1 / 3, 0.75, 0.5, 1.25))
)


def test_json_and_back_is_the_same_history() -> None:
    assert TrainingHistory.from_json(HISTORY.to_json()) == HISTORY
    assert TrainingHistory.from_json(TrainingHistory(()).to_json()) == TrainingHistory(())


def test_json_names_every_field() -> None:
    first = json.loads(HISTORY.to_json())["epochs"][0]
    assert first == {
        "epoch": 1,
        "learning_rate": 0.1,
        "loss": 2.5,
        "training_accuracy": 0.25,
        "validation_accuracy": None,
        "seconds": 1.5,
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"epochs": 3}', '{"epochs": [{"epoch": 1}]}'])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(WeightsError, match="a training history: must be JSON with epochs, got"):
        TrainingHistory.from_json(text)


def test_of_other_text_forty_characters_are_shown() -> None:
    with pytest.raises(WeightsError, match=f"got '{'1234567890' * 4}'"):
        TrainingHistory.from_json("1234567890" * 5)

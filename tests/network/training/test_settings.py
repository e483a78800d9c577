"""Settings: what is refused."""

from __future__ import annotations

import pytest

from network.errors import OptionError
from network.training.settings import TrainingSettings


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("epochs", 0, "epochs must be 1 or more, got 0"),
        ("batch_size", 0, "batch_size must be 1 or more, got 0"),
        ("learning_rate", -0.1, "learning_rate must be 0 or more, got -0.1"),
        ("weight_decay", float("nan"), "weight_decay must be 0 or more, got nan"),
        ("augment_shift", float("inf"), "augment_shift must be 0 or more, got inf"),
        ("seed", -1, "seed must be 0 or more, got -1"),
        ("optimizer", "lion", "optimizer must be one of adam, sgd, got 'lion'"),
        ("schedule", "step", "schedule must be one of constant, cosine, got 'step'"),
        ("loss", "hinge", "loss must be one of .*, got 'hinge'"),
    ],
)
def test_what_cannot_be_trained_with_is_refused(name: str, value: object, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        TrainingSettings(**{name: value})

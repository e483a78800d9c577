"""The record of a training, epoch by epoch."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from network.bounds.json_text import dump_json, parse_json
from network.errors import WeightsError, reading


@dataclass(frozen=True)
class EpochRecord:
    """One pass over the training images.

    Attributes
    ----------
    epoch
        Counted from 1.
    loss
        Mean over its batches, each measured before its step, on augmented images.
    training_accuracy
        Share of right answers, measured on the same batches at the same time.
    validation_accuracy
        Share of right answers on images kept apart, after the epoch; None without any.
    """

    epoch: int
    learning_rate: float
    loss: float
    training_accuracy: float
    validation_accuracy: float | None
    seconds: float


@dataclass(frozen=True)
class TrainingHistory:
    """All epochs of a training.

    Attributes
    ----------
    epochs
        In order.
    """

    epochs: tuple[EpochRecord, ...]

    def to_json(self) -> str:
        """Write it down."""
        lines = ",\n  ".join(dump_json(asdict(epoch)) for epoch in self.epochs)
        return f'{{"epochs": [\n  {lines}\n]}}\n'

    @classmethod
    def from_json(cls, text: str) -> TrainingHistory:
        """Undo `to_json`.

        Raises
        ------
        WeightsError
            If the text is something else.
        """
        fault = f"must be JSON with epochs, got {text[:40]!r}"
        with reading("a training history", WeightsError, fault):
            return cls(tuple(EpochRecord(**epoch) for epoch in parse_json(text)["epochs"]))

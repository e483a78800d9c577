"""Everything that decides, together with the data, how a training ends."""

from __future__ import annotations

from dataclasses import dataclass, fields

from network.errors import OptionError
from network.training.loss import loss_function
from network.training.optimizers import OPTIMIZERS
from network.training.schedules import SCHEDULES


@dataclass(frozen=True)
class TrainingSettings:
    """How to train; the defaults are those of the shipped network.

    Attributes
    ----------
    epochs
        Passes over the training images.
    momentum
        Share of the last steps that is kept.
    weight_decay
        Share of each weight that is lost in a step with a learning rate of 1.
    warmup_epochs
        Epochs over which the learning rate first rises.
    augment_shift
        Bound of the shifts of training images along each axis, in pixels.
    augment_rotation
        Bound of their turns, in degrees.
    augment_scale
        Bound of their changes of size, as a share.
    plain_epochs
        Number of epochs at the end without any of these.
    initial_gain
        Factor on the initial weights.

    Raises
    ------
    OptionError
        If a number is out of range, or if there is nothing of a given name.
    """

    epochs: int = 300
    batch_size: int = 64
    learning_rate: float = 3e-3
    optimizer: str = "adam"
    momentum: float = 0.9
    weight_decay: float = 0.01
    schedule: str = "cosine"
    warmup_epochs: int = 1
    loss: str = "binary_cross_entropy"
    augment_shift: float = 1.0
    augment_rotation: float = 8.0
    augment_scale: float = 0.05
    plain_epochs: int = 0
    initial_gain: float = 0.3
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be trained with."""
        for field in fields(self):
            if field.type in ("int", "float"):
                smallest = 1 if field.name in ("epochs", "batch_size") else 0
                _check_bound(field.name, getattr(self, field.name), smallest)
        _check_choice("optimizer", self.optimizer, OPTIMIZERS)
        _check_choice("schedule", self.schedule, SCHEDULES)
        loss_function(self.loss)


def _check_bound(name: str, value: float, smallest: float) -> None:
    """Refuse a number that is too small, infinite, or none at all."""
    if not smallest <= value < float("inf"):
        message = f"{name} must be {smallest} or more, got {value}"
        raise OptionError(message)


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse a name that nothing has."""
    if value not in known:
        message = f"{name} must be one of {', '.join(known)}, got {value!r}"
        raise OptionError(message)

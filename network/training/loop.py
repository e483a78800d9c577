"""Training: from a network that guesses to one that has learned."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy
from network.errors import OptionError, WeightsError
from network.forward import forward
from network.training.augmentation import augment
from network.training.gradients import backpropagate
from network.training.history import EpochRecord, TrainingHistory
from network.training.loss import loss_function, one_hot
from network.training.optimizers import descend, initial_state, optimizer
from network.training.parameters import from_vector, to_vector, weight_mask
from network.training.schedules import learning_rate_at
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike

    from network.arrays import FloatArray
    from network.mlp import MLP
    from network.training.optimizers import OptimizerState

__all__ = ["TrainingSettings", "train", "training_epochs"]


def train(  # noqa: PLR0913 - what is trained, on what, how, and who watches
    model: MLP,
    images: ArrayLike,
    labels: ArrayLike,
    settings: TrainingSettings,
    rng: np.random.Generator,
    *,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    on_epoch: Callable[[EpochRecord], None] | None = None,
) -> tuple[MLP, TrainingHistory]:
    """Train a network.

    Parameters
    ----------
    images
        Inputs, shape `(images, layer_sizes[0])`.
    labels
        Right answers, integers of shape `(images,)`.
    settings
        How to train; its seed and initial gain are left to whoever made `model` and `rng`.
    rng
        Where the order of images and their warps come from.
    on_epoch
        Told about every epoch when it is over.

    Raises
    ------
    OptionError
        If images and labels do not fit each other or the network.
    WeightsError
        If training diverges.
    """
    trained, records = model, []
    epochs = training_epochs(model, images, labels, settings, rng, validation=validation)
    for trained, record in epochs:  # noqa: B007 - the last one is wanted
        records.append(record)
        if on_epoch is not None:
            on_epoch(record)
    return trained, TrainingHistory(tuple(records))


def training_epochs(  # noqa: PLR0913 - what is trained, on what, and how
    model: MLP,
    images: ArrayLike,
    labels: ArrayLike,
    settings: TrainingSettings,
    rng: np.random.Generator,
    *,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
) -> Iterator[tuple[MLP, EpochRecord]]:
    """Train a network epoch by epoch, so that whoever asks for the next may also stop.

    Raises
    ------
    OptionError
        If images and labels do not fit each other or the network.
    WeightsError
        If training diverges.
    """
    inputs = np.asarray(images, model.dtype)
    targets = one_hot(labels, model.layer_sizes[-1]).astype(model.dtype)
    if inputs.shape[:1] != targets.shape[:1] or len(inputs) == 0:
        message = f"labels must be one an image and not 0, got {len(targets)} for {len(inputs)}"
        raise OptionError(message)
    parameters = to_vector(model.layers)
    run = _Run(model, parameters, initial_state(parameters))
    for epoch in range(1, settings.epochs + 1):
        started = time.perf_counter()
        run, score = _train_epoch(run, (inputs, targets), settings, rng, epoch)
        accuracy = measure_accuracy(run.model, *validation).accuracy if validation else None
        yield (
            run.model,
            EpochRecord(
                epoch=epoch,
                learning_rate=_learning_rate(settings, run.state.steps - 1, len(inputs)),
                loss=score.loss / len(inputs),
                training_accuracy=score.correct / len(inputs),
                validation_accuracy=accuracy,
                seconds=time.perf_counter() - started,
            ),
        )


@dataclass(frozen=True, eq=False)
class _Run:
    """How far a training has come."""

    model: MLP
    parameters: FloatArray
    state: OptimizerState


@dataclass(frozen=True)
class _Score:
    """Sum of losses and number of right answers."""

    loss: float = 0.0
    correct: int = 0

    def __add__(self, other: _Score) -> _Score:
        return _Score(self.loss + other.loss, self.correct + other.correct)


def _train_epoch(
    run: _Run,
    data: tuple[FloatArray, FloatArray],
    settings: TrainingSettings,
    rng: np.random.Generator,
    epoch: int,
) -> tuple[_Run, _Score]:
    """Take one step for every batch of images, in random order."""
    inputs, targets = _warp(data[0], settings, rng, epoch), data[1]
    decay = settings.weight_decay * weight_mask(run.model)
    order, score = rng.permutation(len(inputs)), _Score()
    for start in range(0, len(order), settings.batch_size):
        batch = order[start : start + settings.batch_size]
        rate = _learning_rate(settings, run.state.steps, len(order))
        try:
            run, batch_score = _step(
                run, (inputs.take(batch, axis=0), targets[batch]), settings, rate, decay
            )
        except WeightsError as error:
            message = f"training diverged in epoch {epoch}: try a smaller learning rate ({error})"
            raise WeightsError(message) from error
        score += batch_score
    return run, score


def _step(
    run: _Run,
    data: tuple[FloatArray, FloatArray],
    settings: TrainingSettings,
    learning_rate: float,
    decay: FloatArray,
) -> tuple[_Run, _Score]:
    """Take one step downhill, after measuring where it starts."""
    (inputs, targets), loss = data, loss_function(settings.loss)
    trace = forward(run.model, inputs)
    gradient = to_vector(backpropagate(run.model, trace, targets, loss))
    rule = optimizer(settings.optimizer, settings.momentum)
    direction, state = rule.direction(gradient, run.state)
    parameters = descend(run.parameters, direction, learning_rate, decay)
    correct = np.count_nonzero(trace.answers == targets.argmax(axis=-1))
    mean_loss = loss(trace.outputs, targets)
    if not math.isfinite(mean_loss):
        raise WeightsError(f"its loss is {mean_loss}")
    score = _Score(mean_loss * len(inputs), int(correct))
    return _Run(from_vector(run.model, parameters), parameters, state), score


def _warp(
    inputs: FloatArray, settings: TrainingSettings, rng: np.random.Generator, epoch: int
) -> FloatArray:
    """Images of one epoch."""
    if epoch > settings.epochs - settings.plain_epochs:
        return inputs
    warped = augment(
        inputs,
        rng,
        shift=settings.augment_shift,
        rotation=settings.augment_rotation,
        scale=settings.augment_scale,
    )
    if warped is not inputs:
        # A pixel that no image lights stays dark, so that its weights decay to zero.
        warped *= inputs.any(axis=0)
    return warped


def _learning_rate(settings: TrainingSettings, step: int, images: int) -> float:
    """Learning rate of one step of a training."""
    steps_an_epoch = -(-images // settings.batch_size)
    return learning_rate_at(
        step,
        settings.epochs * steps_an_epoch,
        peak=settings.learning_rate,
        schedule=settings.schedule,
        warmup_steps=settings.warmup_epochs * steps_an_epoch,
    )

"""How networks of sigmoid and of ReLU neurons learn from the same start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy
from network.errors import OptionError
from network.frozen import FrozenRecord, locked
from network.mlp import MLP
from network.training.initialization import initialize
from network.training.loop import train
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from network.arrays import FloatArray
    from network.digits.datasets import TestData, TrainingData
    from network.training.history import TrainingHistory

ACTIVATIONS = ("sigmoid", "relu")
DEPTHS = (1, 5)
SEEDS = (1, 2, 3, 4, 5)
HIDDEN_NEURONS = 16
SETTINGS = TrainingSettings(
    epochs=12,
    learning_rate=0.01,
    optimizer="sgd",
    weight_decay=0.0,
    schedule="constant",
    warmup_epochs=0,
    augment_shift=0.0,
    augment_rotation=0.0,
    augment_scale=0.0,
    initial_gain=1.0,
)
"""Plain steps downhill, so that nothing but the activation function makes the difference."""


@dataclass(frozen=True, eq=False)
class LearningCurve(FrozenRecord):
    """One training.

    Attributes
    ----------
    activation
        Of the hidden layers; the output layer is of sigmoids in all networks.
    seed
        Of the start and of the order of images; networks of one seed and depth start alike.
    start_accuracy
        On the test images before the first step.
    history
        Of the training; its validation accuracy was measured on the test images.
    """

    activation: str
    depth: int
    seed: int
    start_accuracy: float
    history: TrainingHistory

    @property
    def accuracies(self) -> FloatArray:
        """Test accuracy before the training and after every epoch, shape `(epochs + 1,)`."""
        after = [epoch.validation_accuracy or 0.0 for epoch in self.history.epochs]
        return locked([self.start_accuracy, *after], np.float64)


@dataclass(frozen=True, eq=False)
class LearningCurves(FrozenRecord):
    """Trainings that differ in activation function, depth and seed, and in nothing else.

    Attributes
    ----------
    training_data, data
        Names of the images that were learned, and of those that were tested.
    settings
        How all were trained; the seeds are those of the curves.
    curves
        By depth, then by activation function, then by seed.
    """

    training_data: str
    data: str
    hidden_neurons: int
    settings: TrainingSettings
    curves: tuple[LearningCurve, ...]

    def chosen(self, activation: str, depth: int) -> tuple[LearningCurve, ...]:
        """Look up the curves of all seeds.

        Raises
        ------
        OptionError
            If there are none.
        """
        found = tuple(c for c in self.curves if (c.activation, c.depth) == (activation, depth))
        if not found:
            raise OptionError(f"no curve is of {activation} and {depth} hidden layers")
        return found

    def mean_accuracies(self, activation: str, depth: int) -> FloatArray:
        """Average the curves of all seeds.

        Returns
        -------
        Before the training and after every epoch, shape `(epochs + 1,)`.

        Raises
        ------
        OptionError
            If there are no such curves.
        """
        curves = self.chosen(activation, depth)
        return locked(np.mean([curve.accuracies for curve in curves], axis=0))


def learning_curves(  # noqa: PLR0913 - what is compared, on what, and who watches
    training: TrainingData,
    data: TestData,
    *,
    settings: TrainingSettings = SETTINGS,
    depths: Sequence[int] = DEPTHS,
    seeds: Sequence[int] = SEEDS,
    on_progress: Callable[[int], None] | None = None,
) -> LearningCurves:
    """Train networks of sigmoid and of ReLU neurons from the same starts.

    Parameters
    ----------
    settings
        How to train; its seed is not used.
    on_progress
        Told after each training how many are done.

    Raises
    ------
    OptionError
        If there are no images, or a label that is no digit.
    """
    kinds = [(depth, name, seed) for depth in depths for name in ACTIVATIONS for seed in seeds]
    curves = []
    for done, (depth, activation, seed) in enumerate(kinds, start=1):
        model = start_of(depth, activation, np.random.default_rng(seed), settings.initial_gain)
        curves.append(_train(model, (depth, activation, seed), (training, data), settings))
        if on_progress is not None:
            on_progress(done)
    return LearningCurves(training.name, data.name, HIDDEN_NEURONS, settings, tuple(curves))


def start_of(depth: int, activation: str, rng: np.random.Generator, gain: float = 1.0) -> MLP:
    """Draw the network that a training starts from.

    Returns
    -------
    A network of 784 inputs, hidden layers of 16 neurons and 10 sigmoid outputs, in 32-bit floats.
    """
    layer_sizes = (784, *(HIDDEN_NEURONS,) * depth, 10)
    # He's deviations for both, so that both start with the same weights.
    drawn = initialize(layer_sizes, (*("relu",) * depth, "sigmoid"), rng, gain=gain)
    hidden = (replace(layer, activation=activation) for layer in drawn.layers[:-1])
    return MLP((*hidden, drawn.layers[-1])).astype(np.float32)


def _train(
    model: MLP,
    kind: tuple[int, str, int],
    images: tuple[TrainingData, TestData],
    settings: TrainingSettings,
) -> LearningCurve:
    """Train one network."""
    (depth, activation, seed), (training, data) = kind, images
    tested = (data.images.astype(np.float32), data.labels)
    before = measure_accuracy(model, *tested).accuracy
    rng = np.random.default_rng((seed, depth))
    _, history = train(model, training.images, training.labels, settings, rng, validation=tested)
    return LearningCurve(activation, depth, seed, before, history)

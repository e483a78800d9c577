"""The one recipe by which networks are trained whose sizes, or bends, are compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy
from network.measurements.spread import Spread
from network.training.initialization import initialize
from network.training.loop import train
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from network.digits.datasets import TestData, TrainingData
    from network.mlp import MLP

PIXELS, CLASSES = 784, 10
SETTINGS = TrainingSettings(
    epochs=10,
    weight_decay=0.0,
    warmup_epochs=0,
    augment_shift=0.0,
    augment_rotation=0.0,
    augment_scale=0.0,
    initial_gain=1.0,
)
"""Not those of the shipped network, which is not to be compared with the networks of this recipe.
Training that one longer is not what makes it better: its small start, its warm-up, its weight decay
and its altered images are."""


def trained_network(
    training: TrainingData, hidden: Sequence[int], settings: TrainingSettings, bend: str = "sigmoid"
) -> MLP:
    """Train a network, whose start and order of images follow from the seed of its settings.

    Parameters
    ----------
    hidden
        Number of neurons in each hidden layer.
    bend
        Activation function of the hidden layers; that of the outputs is the sigmoid.
    """
    rng = np.random.default_rng(settings.seed)
    functions = (*(bend,) * len(hidden), "sigmoid")
    start = initialize((PIXELS, *hidden, CLASSES), functions, rng, gain=settings.initial_gain)
    images, labels = training.images, training.labels
    return train(start.astype(np.float32), images, labels, settings, rng)[0]


def accuracies_of(  # noqa: PLR0913 - what is trained, how, on what, and who watches
    images: tuple[TrainingData, TestData],
    hidden: Sequence[int],
    settings: TrainingSettings,
    seeds: Sequence[int],
    *,
    bend: str = "sigmoid",
    on_training: Callable[[], None],
) -> Spread:
    """Train a network from each of several seeds, and test each once, after its last epoch."""
    training, data = images
    tested, found = data.images.astype(np.float32), []
    for seed in seeds:
        model = trained_network(training, hidden, replace(settings, seed=seed), bend)
        found.append(measure_accuracy(model, tested, data.labels).accuracy)
        on_training()
    return Spread(np.array(found))

"""How well networks do whose parameters were drawn at random."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy, outputs_of
from network.analysis.histogram import Histogram, histogram
from network.errors import OptionError
from network.frozen import FrozenRecord, locked
from network.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Callable

    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData
    from network.mlp import MLP

NETWORKS = 1000
_BINS = 100


@dataclass(frozen=True, eq=False)
class RandomNetworks(FrozenRecord):
    """Accuracies of networks of one shape, whose weights and biases are all drawn at random.

    Attributes
    ----------
    images
        How many there are; each network reads all of them.
    correct
        Number of right answers of each network, shape `(networks,)`.
    trained_correct
        Of the trained network on the same images.
    spread
        The accuracies in bins of one percent, from 0 to 1.
    """

    data: str
    images: int
    correct: IntegerArray
    trained_correct: int
    spread: Histogram

    @property
    def networks(self) -> int:
        """How many networks were drawn."""
        return len(self.correct)

    @property
    def accuracies(self) -> FloatArray:
        """Share of right answers of each random network, shape `(networks,)`."""
        return locked(self.correct / self.images)

    @property
    def mean(self) -> float:
        """Mean accuracy of the random networks."""
        return float(self.accuracies.mean())

    @property
    def luckiest(self) -> int:
        """Which random network has the best accuracy; the first of them."""
        return int(self.correct.argmax())

    @property
    def best(self) -> float:
        """Accuracy of the best random network."""
        return float(self.accuracies.max())

    @property
    def trained_accuracy(self) -> float:
        """Share of right answers of the trained network on the same images."""
        return self.trained_correct / self.images


def random_network(model: MLP, rng: np.random.Generator) -> MLP:
    """Draw every weight and every bias of a network from the standard normal distribution.

    Parameters
    ----------
    model
        The network whose shape and activations are wanted.

    Returns
    -------
    A network of the same shape, in 32-bit floats.
    """
    layers = (
        Layer(
            rng.standard_normal(layer.weights.shape, np.float32),
            rng.standard_normal(layer.biases.shape, np.float32),
            layer.activation,
        )
        for layer in model.layers
    )
    return replace(model, layers=tuple(layers))


def random_networks(
    model: MLP,
    data: TestData,
    rng: np.random.Generator,
    *,
    networks: int = NETWORKS,
    on_progress: Callable[[int], None] | None = None,
) -> RandomNetworks:
    """Turn all dials of a network at random, many times, and see how much it gets right.

    Parameters
    ----------
    on_progress
        Told after each network how many are done.

    Raises
    ------
    OptionError
        If none are to be drawn, or there are no images.
    """
    if networks < 1:
        raise OptionError(f"networks must be 1 or more, got {networks}")
    inputs, labels = locked(data.images, np.float32), data.labels
    correct = np.zeros(networks, np.int64)
    for index in range(networks):
        answers = np.argmax(outputs_of(random_network(model, rng), inputs), axis=1)
        correct[index] = np.count_nonzero(answers == labels)
        if on_progress is not None:
            on_progress(index + 1)
    trained = measure_accuracy(model, data.images, labels)
    edges = np.arange(_BINS + 1) / _BINS
    spread = histogram(correct / len(labels), edges)
    return RandomNetworks(data.name, len(labels), correct, trained.correct, spread)

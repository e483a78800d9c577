"""How little of a gradient reaches the first layers, before the first step of a training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.accuracy import traces
from network.errors import OptionError
from network.frozen import FrozenRecord, locked
from network.measurements.learning_curves import SETTINGS, STARTS, start_of
from network.measurements.spread import SEEDS, Band, counted
from network.training.gradients import backpropagate
from network.training.loss import loss_function, one_hot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TrainingData
    from network.mlp import MLP

HIDDEN_LAYERS = 5
IMAGES = 10_000
"""As many of the training images, the first ones, are enough for a mean."""


@dataclass(frozen=True, eq=False)
class StartGradients(FrozenRecord):
    """Networks of one kind before they are trained.

    Attributes
    ----------
    activation
        Of the hidden layers; the output layer is of sigmoids in all networks.
    start
        By which rule the weights were drawn.
    sizes
        Mean magnitude of the gradient of the loss of an image with respect to the sums of a layer,
        from the first hidden layer to the outputs, shape `(seeds, layers)`.
    slopes
        Mean slope of the activation function at the sums of a hidden layer, shape
        `(seeds, hidden layers)`.
    """

    activation: str
    start: str
    sizes: Band
    slopes: Band

    @property
    def returning(self) -> Band:
        """What is left at each layer of the gradient at the outputs, where it is 1.

        The smaller it is, the less a layer learns from the first step of a training.
        """
        return Band(locked(self.sizes.values / self.sizes.values[:, -1:]))

    @property
    def steepest(self) -> float:
        """Largest slope that the function has anywhere."""
        # Both functions are steepest at, or above, zero.
        return float(activation_function(self.activation).derivative([0.0, 1.0]).max())


@dataclass(frozen=True, eq=False)
class Gradients(FrozenRecord):
    """Networks of many layers before they are trained, of each activation function and start.

    Attributes
    ----------
    images
        How many training images the means are over.
    """

    training_data: str
    images: int
    hidden_layers: int
    seeds: IntegerArray
    starts: tuple[StartGradients, ...]

    def chosen(self, activation: str, start: str) -> StartGradients:
        """Look up one kind of network.

        Raises
        ------
        OptionError
            If there is none.
        """
        for found in self.starts:
            if (found.activation, found.start) == (activation, start):
                return found
        raise OptionError(f"no network of {activation} has the start {start!r}")


def gradients(
    training: TrainingData,
    *,
    hidden_layers: int = HIDDEN_LAYERS,
    seeds: Sequence[int] = SEEDS,
    on_progress: Callable[[int], None] | None = None,
) -> Gradients:
    """Measure how large gradients are, layer by layer, before anything is learned.

    Parameters
    ----------
    on_progress
        Told after each network how many are done.

    Raises
    ------
    OptionError
        If there are no images, or a label that is no digit.
    """
    images, labels = training.images[:IMAGES], training.labels[:IMAGES]
    tell, found = counted(on_progress), []
    for activation, starts in STARTS.items():
        for start in starts:
            rows = []
            for seed in seeds:
                model = start_of(hidden_layers, activation, start, seed)
                rows.append(_measured(model, images, labels))
                tell()
            sizes, slopes = (np.array(part) for part in zip(*rows, strict=True))
            found.append(StartGradients(activation, start.name, Band(sizes), Band(slopes)))
    return Gradients(training.name, len(labels), hidden_layers, np.array(seeds), tuple(found))


def networks() -> int:
    """How many networks are drawn for a whole record."""
    return sum(map(len, STARTS.values())) * len(SEEDS)


def _measured(
    model: MLP, images: FloatArray, labels: IntegerArray
) -> tuple[list[float], list[float]]:
    """Sizes of gradients of all layers, and slopes of the hidden ones."""
    loss = loss_function(SETTINGS.loss)
    layers = len(model.layers)
    sizes, slopes = np.zeros(layers), np.zeros(layers)
    begin = 0
    for trace in traces(model.astype(np.float64), images):
        end = begin + len(trace.ink)
        targets = one_hot(labels[begin:end], model.layer_sizes[-1])
        # The loss of a batch is a mean over it: of one image it is so many times as large.
        for i, part in enumerate(backpropagate(model, trace, targets, loss)):
            layer = trace.layers[i]
            function = activation_function(model.activations[i])
            neurons = layer.pre_activations.shape[-1]
            sizes[i] += np.abs(part.deltas).sum() * len(targets) / neurons
            slopes[i] += function.derivative(layer.pre_activations).sum() / neurons
        begin = end
    return (sizes / begin).tolist(), (slopes[:-1] / begin).tolist()

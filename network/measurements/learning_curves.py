"""How networks of sigmoid and of ReLU neurons learn, each from a start that suits it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy
from network.digits.datasets import TrainingData
from network.errors import OptionError, WeightsError
from network.frozen import FrozenRecord
from network.layers import Layer
from network.measurements.spread import SEEDS, Band, counted
from network.mlp import MLP
from network.training.initialization import initialize
from network.training.loop import train
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData

DEPTHS = (1, 2, 3, 4, 5)
HIDDEN_NEURONS = 16
LEARNING_RATES = (0.003, 0.01, 0.03, 0.1, 0.3)
SEARCH_SEED = 101
"""Of the trainings by which start and learning rate are chosen; none of those that are shown."""
KEPT_APART = 6
"""One training image of so many is not learned: on these the choice is made."""
SETTINGS = TrainingSettings(
    epochs=10,
    optimizer="sgd",
    weight_decay=0.0,
    warmup_epochs=0,
    augment_shift=0.0,
    augment_rotation=0.0,
    augment_scale=0.0,
    initial_gain=1.0,
)
"""Steps downhill with nothing added that evens out the sizes of gradients."""


@dataclass(frozen=True)
class Start:
    """A rule for the weights that a training starts from.

    Attributes
    ----------
    name
        Of the rule.
    drawn_for
        The activation function whose variance of weights is taken.
    gain
        Factor on the weights of the hidden layers.
    """

    name: str
    drawn_for: str
    gain: float = 1.0


STARTS: Mapping[str, tuple[Start, ...]] = MappingProxyType(
    {
        "sigmoid": (Start("glorot", "sigmoid"), Start("glorot-times-4", "sigmoid", 4.0)),
        "relu": (Start("glorot", "sigmoid"), Start("he", "relu")),
    }
)
"""For each function the general rule, and the one that makes up for what the function takes away.

Glorot and Bengio (2010) suppose a slope of one. The sigmoid's is a quarter at its steepest, so that
weights four times as large keep the size of a change, as is the custom since their paper. ReLU
silences half of its inputs, which is made up for by the rule of He et al. (2015).
"""


@dataclass(frozen=True, eq=False)
class LearningCurve(FrozenRecord):
    """Trainings of one kind of network.

    Attributes
    ----------
    activation
        Of the hidden layers; the output layer is of sigmoids in all networks.
    depth
        Number of hidden layers.
    searched
        Share of right answers on the images kept apart, by start (row) and learning rate (column)
        of one training each; 0 where the training went astray.
    start, learning_rate
        Those that were chosen.
    accuracies
        On the test images, before the training and after every epoch: shape `(seeds, epochs + 1)`.
    """

    activation: str
    depth: int
    searched: FloatArray
    start: str
    learning_rate: float
    accuracies: Band


@dataclass(frozen=True, eq=False)
class LearningCurves(FrozenRecord):
    """Trainings of networks that differ in activation function and depth.

    Start and learning rate are chosen for each kind of network in the same way.

    Attributes
    ----------
    training_data, data
        Names of the images that were learned, and of those that were tested.
    settings
        How all were trained, but for learning rate and seed.
    learning_rates
        Those that were tried.
    search_seed, seeds
        Of the trainings that the choice was made by, and of those that are shown.
    learned, kept_apart
        How many training images were learned, and how many were kept apart for the choice.
    curves
        By depth, then by activation function, each with the best of its starts.
    general
        Those with the most layers once more, from the general start for any function, with the
        learning rate that is best for that.
    """

    training_data: str
    data: str
    hidden_neurons: int
    settings: TrainingSettings
    learning_rates: FloatArray
    search_seed: int
    seeds: IntegerArray
    learned: int
    kept_apart: int
    curves: tuple[LearningCurve, ...]
    general: tuple[LearningCurve, ...]

    @property
    def depths(self) -> tuple[int, ...]:
        """Numbers of hidden layers, ascending."""
        return tuple(sorted({curve.depth for curve in self.curves}))

    def chosen(self, activation: str, depth: int) -> LearningCurve:
        """Look up one kind of network.

        Raises
        ------
        OptionError
            If there is none.
        """
        for curve in self.curves:
            if (curve.activation, curve.depth) == (activation, depth):
                return curve
        raise OptionError(f"no curve is of {activation} and {depth} hidden layers")

    def start_matters(self, activation: str, epoch: int = -1) -> bool:
        """Whether with the most layers the best start is ahead of the general one, all seeds."""
        best = self.chosen(activation, self.depths[-1]).accuracies.at(epoch)
        (general,) = (each for each in self.general if each.activation == activation)
        return best.is_above(general.accuracies.at(epoch))

    def has_own_start(self, activation: str) -> bool:
        """Whether with the most layers another start than the general one was chosen.

        Its weights are larger: see `STARTS`.
        """
        (general,) = (each for each in self.general if each.activation == activation)
        return self.chosen(activation, self.depths[-1]).start != general.start

    def is_easier(self, activation: str, other: str) -> bool:
        """Whether with the most layers only the other needs its start, and none is ahead then."""
        pair = (activation, other)
        ahead = (self.is_better(*each, self.depths[-1]) for each in (pair, pair[::-1]))
        needs_start = [self.start_matters(name) for name in pair]
        return needs_start == [False, True] and not any(ahead)

    def is_better(self, activation: str, other: str, depth: int, epoch: int = -1) -> bool:
        """Whether after an epoch, the last by default, one function is ahead with every seed."""
        one, two = (self.chosen(name, depth).accuracies for name in (activation, other))
        return one.at(epoch).is_above(two.at(epoch))


def learning_curves(  # noqa: PLR0913 - what is compared, on what, and who watches
    training: TrainingData,
    data: TestData,
    *,
    settings: TrainingSettings = SETTINGS,
    depths: Sequence[int] = DEPTHS,
    learning_rates: Sequence[float] = LEARNING_RATES,
    seeds: Sequence[int] = SEEDS,
    on_progress: Callable[[int], None] | None = None,
) -> LearningCurves:
    """Choose start and learning rate for each kind of network, and train it from all seeds.

    Parameters
    ----------
    settings
        How to train; its learning rate and seed are not used.
    on_progress
        Told after each training how many are done.

    Raises
    ------
    OptionError
        If there are no images, or a label that is no digit.
    WeightsError
        If a chosen training diverges.
    """
    learned, apart = split(training)
    tell, curves = counted(on_progress), []

    def grown(depth: int, activation: str, searched: FloatArray, row: int) -> LearningCurve:
        start = STARTS[activation][row]
        rate = learning_rates[int(searched[row].argmax())]
        accuracies = []
        for seed in seeds:
            model = start_of(depth, activation, start, seed)
            rates = replace(settings, learning_rate=rate, seed=seed)
            accuracies.append(accuracies_of(model, (learned, data), rates))
            tell()
        band = Band(np.array(accuracies))
        return LearningCurve(activation, depth, searched, start.name, rate, band)

    for depth, activation in product(depths, STARTS):
        searched = np.zeros((len(STARTS[activation]), len(learning_rates)))
        for row, column in np.ndindex(searched.shape):
            model = start_of(depth, activation, STARTS[activation][row], SEARCH_SEED)
            rates = replace(settings, learning_rate=learning_rates[column])
            searched[row, column] = _reached(model, (learned, apart), rates)
            tell()
        best = int(searched.max(axis=1).argmax())
        curves.append(grown(depth, activation, searched, best))
    deepest = curves[-len(STARTS) :]
    general = [grown(each.depth, each.activation, each.searched, 0) for each in deepest]
    return LearningCurves(
        training.name, data.name, HIDDEN_NEURONS, settings, np.array(learning_rates), SEARCH_SEED,
        np.array(seeds), len(learned.labels), len(apart.labels), tuple(curves), tuple(general),
    )  # fmt: skip


def trainings() -> int:
    """How many networks are trained for a whole record."""
    searched = sum(map(len, STARTS.values())) * len(LEARNING_RATES) * len(DEPTHS)
    return searched + len(STARTS) * len(SEEDS) * (len(DEPTHS) + 1)


def split(training: TrainingData) -> tuple[TrainingData, TrainingData]:
    """Divide training images into those that are learned, and those that a choice is made by."""
    is_apart = np.arange(len(training.labels)) % KEPT_APART == KEPT_APART - 1
    learned, apart = (
        TrainingData(training.images[chosen], training.labels[chosen], training.name)
        for chosen in (~is_apart, is_apart)
    )
    return learned, apart


def start_of(depth: int, activation: str, start: Start, seed: int) -> MLP:
    """Draw the network that a training starts from.

    Returns
    -------
    A network of 784 inputs, hidden layers of 16 neurons and 10 sigmoid outputs, in 32-bit floats.
    """
    layer_sizes = (784, *(HIDDEN_NEURONS,) * depth, 10)
    rules = (*(start.drawn_for,) * depth, "sigmoid")
    *hidden, last = initialize(layer_sizes, rules, np.random.default_rng(seed)).layers
    return MLP(
        (*(Layer(start.gain * h.weights, h.biases, activation) for h in hidden), last)
    ).astype(np.float32)


def accuracies_of(
    model: MLP, images: tuple[TrainingData, TestData], settings: TrainingSettings
) -> list[float]:
    """Train one network, and test it before the training and after every epoch."""
    training, data = images
    tested = (data.images.astype(np.float32), data.labels)
    before = measure_accuracy(model, *tested).accuracy
    rng = order_of(model, settings)
    _, history = train(model, training.images, training.labels, settings, rng, validation=tested)
    return [before, *(epoch.validation_accuracy or 0.0 for epoch in history.epochs)]


def order_of(model: MLP, settings: TrainingSettings) -> np.random.Generator:
    """Give what draws the order of images."""
    return np.random.default_rng((settings.seed, len(model.layers) - 1))


def _reached(
    model: MLP, images: tuple[TrainingData, TrainingData], settings: TrainingSettings
) -> float:
    """Share of right answers on the images kept apart after a training, 0 if it diverges."""
    learned, apart = images
    settings = replace(settings, seed=SEARCH_SEED)
    rng = order_of(model, settings)
    with np.errstate(over="ignore", invalid="ignore"):
        try:
            trained, _ = train(model, learned.images, learned.labels, settings, rng)
        except WeightsError:
            return 0.0
    return measure_accuracy(trained, apart.images, apart.labels).accuracy

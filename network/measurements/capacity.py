"""What a bigger network buys: accuracy against neurons and layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked
from network.training.initialization import initialize
from network.training.loop import train
from network.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData, TrainingData
    from network.training.history import TrainingHistory

WIDTHS = (2, 4, 8, 16, 32, 64)
DEPTHS = (1, 2, 3)
CAPACITY_SEED = 1
SETTINGS = TrainingSettings(
    epochs=10,
    weight_decay=0.0,
    warmup_epochs=0,
    augment_shift=0.0,
    augment_rotation=0.0,
    augment_scale=0.0,
    initial_gain=1.0,
    seed=CAPACITY_SEED,
)


@dataclass(frozen=True, eq=False)
class TrainedSize(FrozenRecord):
    """A trained network of some size.

    Attributes
    ----------
    depth, width
        Number of hidden layers, and of neurons in each of them; 0 and 0 without hidden layers.
    history
        Of the training; its validation accuracy was measured on the test images.
    """

    depth: int
    width: int
    parameter_count: int
    history: TrainingHistory

    @property
    def accuracy(self) -> float:
        """Test accuracy after the last epoch."""
        return float(self.history.epochs[-1].validation_accuracy or 0.0)


@dataclass(frozen=True, eq=False)
class Capacity(FrozenRecord):
    """Networks of different sizes, all trained alike.

    Attributes
    ----------
    training_data, data
        Names of the images that were learned, and of those that were tested.
    networks
        First that without hidden layers, then by depth, then by width.
    """

    training_data: str
    data: str
    settings: TrainingSettings
    networks: tuple[TrainedSize, ...]

    @property
    def depths(self) -> tuple[int, ...]:
        """Numbers of hidden layers, ascending, without 0."""
        return tuple(sorted({network.depth for network in self.networks} - {0}))

    @property
    def widths(self) -> IntegerArray:
        """Numbers of neurons in a hidden layer, ascending, shape `(widths,)`."""
        return locked(sorted({network.width for network in self.networks} - {0}), np.int64)

    @property
    def accuracies(self) -> FloatArray:
        """Test accuracy by depth (row) and width (column), shape `(depths, widths)`."""
        return locked(self._table([network.accuracy for network in self.networks[1:]]), np.float64)

    @property
    def parameter_counts(self) -> IntegerArray:
        """Number of parameters by depth (row) and width (column), shape `(depths, widths)`."""
        counts = [network.parameter_count for network in self.networks[1:]]
        return locked(self._table(counts), np.int64)

    @property
    def without_hidden_layers(self) -> TrainedSize:
        """The network that goes straight from pixels to digits."""
        return self.networks[0]

    def _table(self, values: Sequence[float]) -> FloatArray:
        """Values of all networks but the first, a row a depth."""
        return np.reshape(values, (len(self.depths), -1))


def capacity(  # noqa: PLR0913 - which sizes, trained how, on what, and who watches
    training: TrainingData,
    data: TestData,
    *,
    settings: TrainingSettings = SETTINGS,
    depths: Sequence[int] = DEPTHS,
    widths: Sequence[int] = WIDTHS,
    on_progress: Callable[[int], None] | None = None,
) -> Capacity:
    """Train networks of different sizes.

    Parameters
    ----------
    settings
        How to train; every network begins with the same seed.
    on_progress
        Told after each training how many are done.

    Raises
    ------
    OptionError
        If there are no images, or no sizes, or a label that is no digit.
    """
    if not depths or not widths or min(*depths, *widths) < 1:
        raise OptionError(f"depths and widths must be 1 or more, got {depths} and {widths}")
    tested = (data.images.astype(np.float32), data.labels)
    networks = []
    for depth, width in [(0, 0), *((depth, width) for depth in depths for width in widths)]:
        rng = np.random.default_rng(settings.seed)
        names = ("sigmoid",) * (depth + 1)
        start = initialize((784, *(width,) * depth, 10), names, rng, gain=settings.initial_gain)
        model, history = train(
            start.astype(np.float32),
            training.images,
            training.labels,
            settings,
            rng,
            validation=tested,
        )
        networks.append(TrainedSize(depth, width, model.parameter_count, history))
        if on_progress is not None:
            on_progress(len(networks))
    return Capacity(training.name, data.name, settings, tuple(networks))

"""What a bigger network buys: accuracy against neurons and layers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked
from network.measurements.short_training import CLASSES, PIXELS, SETTINGS, accuracies_of
from network.measurements.spread import SEEDS, Spread, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData, TrainingData
    from network.training.settings import TrainingSettings

WIDTHS = (2, 4, 8, 16, 32, 64)
DEPTHS = (1, 2, 3)


@dataclass(frozen=True, eq=False)
class TrainedSize(FrozenRecord):
    """Networks of one size, trained from several seeds.

    Attributes
    ----------
    depth, width
        Number of hidden layers, and of neurons in each of them.
    accuracy
        On the test images after the last epoch.
    """

    depth: int
    width: int
    parameter_count: int
    accuracy: Spread

    def is_better_than(self, other: TrainedSize) -> bool:
        """Whether every seed is right more often than any seed of the other."""
        return self.accuracy.is_above(other.accuracy)


@dataclass(frozen=True, eq=False)
class Capacity(FrozenRecord):
    """Networks of different sizes, all trained alike.

    Attributes
    ----------
    training_data, data
        Names of the images that were learned, and of those that were tested.
    settings
        How all were trained; their seeds are `seeds`.
    networks
        By depth, then by width.
    """

    training_data: str
    data: str
    settings: TrainingSettings
    seeds: IntegerArray
    networks: tuple[TrainedSize, ...]

    @property
    def depths(self) -> tuple[int, ...]:
        """Numbers of hidden layers, ascending."""
        return tuple(sorted({network.depth for network in self.networks}))

    @property
    def widths(self) -> IntegerArray:
        """Numbers of neurons in a hidden layer, ascending, shape `(widths,)`."""
        return locked(sorted({network.width for network in self.networks}), np.int64)

    @property
    def means(self) -> FloatArray:
        """Mean accuracy by depth (row) and width (column), shape `(depths, widths)`."""
        return self._table([network.accuracy.mean for network in self.networks])

    @property
    def gains(self) -> FloatArray:
        """Percentage points that each step to more neurons adds, shape `(depths, widths - 1)`."""
        return locked(100 * np.diff(self.means, axis=1), np.float64)

    @property
    def parameter_counts(self) -> IntegerArray:
        """Number of parameters by depth (row) and width (column), shape `(depths, widths)`."""
        counts = self._table([network.parameter_count for network in self.networks])
        return locked(counts, np.int64)

    def of_size(self, depth: int, width: int) -> TrainedSize:
        """Look up the networks of one size.

        Raises
        ------
        OptionError
            If there are none.
        """
        for network in self.networks:
            if (network.depth, network.width) == (depth, width):
                return network
        raise OptionError(f"no network has {depth} hidden layers of {width} neurons")

    def helps_until(self, depth: int) -> int:
        """Give the width up to which every step to more neurons helps, from the narrowest on."""
        widths = self.widths.tolist()
        for narrow, wide in pairwise(widths):
            if not self.of_size(depth, wide).is_better_than(self.of_size(depth, narrow)):
                return int(narrow)
        return int(widths[-1])

    def helps_less_and_less(self, depth: int) -> bool:
        """Whether every step to more neurons adds less, on average, than the one before."""
        gains = self.gains[self.depths.index(depth)]
        return bool((np.diff(gains) < 0).all())

    def _table(self, values: Sequence[float]) -> FloatArray:
        """Values of all networks, a row a depth."""
        return locked(np.reshape(values, (len(self.depths), -1)), np.float64)


def capacity(  # noqa: PLR0913 - which sizes, trained how, on what, and who watches
    training: TrainingData,
    data: TestData,
    *,
    settings: TrainingSettings = SETTINGS,
    depths: Sequence[int] = DEPTHS,
    widths: Sequence[int] = WIDTHS,
    seeds: Sequence[int] = SEEDS,
    on_progress: Callable[[int], None] | None = None,
) -> Capacity:
    """Train networks of different sizes.

    Parameters
    ----------
    settings
        How to train; its seed is not used.
    on_progress
        Told after each training how many are done.

    Raises
    ------
    OptionError
        If there are no images, or no sizes, or a label that is no digit.
    """
    if not depths or not widths or min(*depths, *widths) < 1:
        raise OptionError(f"depths and widths must be 1 or more, got {depths} and {widths}")
    tell, networks = counted(on_progress), []
    for depth, width in product(depths, widths):
        hidden = (width,) * depth
        accuracy = accuracies_of((training, data), hidden, settings, seeds, on_training=tell)
        networks.append(TrainedSize(depth, width, parameter_count(hidden), accuracy))
    return Capacity(training.name, data.name, settings, np.array(seeds), tuple(networks))


def parameter_count(hidden: Sequence[int]) -> int:
    """Number of weights and biases between the pixels, these hidden layers and ten outputs."""
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise((PIXELS, *hidden, CLASSES)))

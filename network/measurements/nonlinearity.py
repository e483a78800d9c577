"""What the activation function is good for: networks trained alike, with it and without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.frozen import FrozenRecord
from network.measurements.short_training import CLASSES, PIXELS, SETTINGS, accuracies_of
from network.measurements.spread import SEEDS, Spread, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from network.arrays import IntegerArray
    from network.digits.datasets import TestData, TrainingData
    from network.training.settings import TrainingSettings

HIDDEN = (16, 16)
KINDS = 3


@dataclass(frozen=True, eq=False)
class Nonlinearity(FrozenRecord):
    """Networks that were trained alike, and how often they are right.

    Attributes
    ----------
    training_data, data
        Names of the images that were learned, and of those that were tested.
    settings
        How all were trained; their seeds are `seeds`.
    layer_sizes
        Of the networks with hidden layers.
    bent, straight, one_layer
        Of networks whose hidden layers are of sigmoids, of networks of the same size whose hidden
        layers pass their sums on as they are, and of networks without hidden layers.
    """

    training_data: str
    data: str
    settings: TrainingSettings
    seeds: IntegerArray
    layer_sizes: tuple[int, ...]
    bent: Spread
    straight: Spread
    one_layer: Spread

    @property
    def layer_count(self) -> int:
        """How many layers the networks with hidden layers have; the input is none."""
        return len(self.layer_sizes) - 1

    @property
    def straight_layers_help(self) -> bool:
        """Whether hidden layers without bends are better than none, whatever the seeds."""
        return self.straight.is_above(self.one_layer)


def nonlinearity(  # noqa: PLR0913 - what is trained, how, on what, and who watches
    training: TrainingData,
    data: TestData,
    *,
    settings: TrainingSettings = SETTINGS,
    hidden: Sequence[int] = HIDDEN,
    seeds: Sequence[int] = SEEDS,
    on_progress: Callable[[int], None] | None = None,
) -> Nonlinearity:
    """Train networks with the bend, without it, and without hidden layers.

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
    tell = counted(on_progress)
    bent, straight, one_layer = (
        accuracies_of((training, data), sizes, settings, seeds, bend=bend, on_training=tell)
        for sizes, bend in ((hidden, "sigmoid"), (hidden, "identity"), ((), "identity"))
    )
    sizes = (PIXELS, *hidden, CLASSES)
    return Nonlinearity(
        training.name, data.name, settings, np.array(seeds), sizes, bent, straight, one_layer
    )

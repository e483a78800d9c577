"""The parameters of a network as dials, set by training or turned at random, and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import outputs_of
from network.errors import OptionError
from network.frozen import FrozenRecord, locked
from network.measurements.random_networks import random_network
from network.measurements.registry import RANDOM_SEED
from network.training.parameters import to_vector

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData
    from network.mlp import MLP


MOST_IMAGES = 48
"""As many as are told apart beside each other; they make full rows of many lengths."""


@dataclass(frozen=True, eq=False)
class Dials(FrozenRecord):
    """Every weight and every bias in one long row, and what it gets right, one image at a time.

    A row holds layer after layer, of each the weights first. Right answers are 1, wrong ones 0.

    Attributes
    ----------
    trained
        Of the network itself, shape `(parameters,)`.
    turned
        Of the first random networks of the measurement `random_networks`, in its order, shape
        `(networks, parameters)`.
    best
        Of the random network that was asked for, shape `(parameters,)`.
    images
        Some of the data, at equal distances, shape `(images, pixels)`.
    trained_right, turned_right, best_right
        Whether each network is right about each image, shape `(images,)`, for the turned ones
        `(networks, images)`.
    """

    trained: FloatArray
    turned: FloatArray
    best: FloatArray
    images: FloatArray
    trained_right: IntegerArray
    turned_right: IntegerArray
    best_right: IntegerArray


def dials(model: MLP, data: TestData, *, networks: int, best: int) -> Dials:
    """Lay out the parameters of a network, and of random ones of its shape.

    Parameters
    ----------
    best
        Which random network of the measurement is laid out besides the first ones.

    Raises
    ------
    OptionError
        If no random network is wanted, or there are no images.
    """
    if networks < 1:
        raise OptionError(f"networks must be 1 or more, got {networks}")
    count = min(MOST_IMAGES, len(data.labels))
    shown = np.arange(count) * len(data.labels) // max(count, 1)
    images, labels = data.images[shown], data.labels[shown]
    rng = np.random.default_rng(RANDOM_SEED)
    turned, turned_right = [], []
    for index in range(max(networks, best + 1)):
        drawn = random_network(model, rng)
        if index < networks or index == best:
            turned.append(to_vector(drawn.layers))
            # In 32 bits, as they were measured.
            turned_right.append(_right(drawn, locked(images, np.float32), labels))
    at = min(best, len(turned) - 1)
    return Dials(
        trained=to_vector(model.layers),
        turned=np.stack(turned[:networks]),
        best=turned[at],
        images=images,
        trained_right=_right(model, images, labels),
        turned_right=np.stack(turned_right[:networks]),
        best_right=turned_right[at],
    )


def _right(model: MLP, images: FloatArray, labels: IntegerArray) -> IntegerArray:
    """Whether a network is right about each image."""
    answers = np.argmax(outputs_of(model, images), axis=1)
    return np.asarray(answers == labels, np.int64)


def first_random_network(model: MLP) -> MLP:
    """The first network that the measurement `random_networks` draws, in float64."""
    return random_network(model, np.random.default_rng(RANDOM_SEED)).astype(np.float64)

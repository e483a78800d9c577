"""The parameters of a network as dials: set by training, and turned at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord
from network.measurements.random_networks import random_network
from network.measurements.registry import RANDOM_SEED
from network.training.parameters import to_vector

if TYPE_CHECKING:
    from network.arrays import FloatArray
    from network.mlp import MLP


@dataclass(frozen=True, eq=False)
class Dials(FrozenRecord):
    """Every weight and every bias in one long row, layer by layer, weights first.

    Attributes
    ----------
    trained
        Of the network itself, shape `(parameters,)`.
    turned
        Of the first random networks of the measurement `random_networks`, in its order, shape
        `(networks, parameters)`.
    """

    trained: FloatArray
    turned: FloatArray


def dials(model: MLP, networks: int) -> Dials:
    """Lay out the parameters of a network, and of random ones of its shape.

    Raises
    ------
    OptionError
        If no random network is wanted.
    """
    if networks < 1:
        raise OptionError(f"networks must be 1 or more, got {networks}")
    rng = np.random.default_rng(RANDOM_SEED)
    turned = [to_vector(random_network(model, rng).layers) for _ in range(networks)]
    return Dials(to_vector(model.layers), np.stack(turned))


def first_random_network(model: MLP) -> MLP:
    """The first network that the measurement `random_networks` draws, in float64."""
    return random_network(model, np.random.default_rng(RANDOM_SEED)).astype(np.float64)

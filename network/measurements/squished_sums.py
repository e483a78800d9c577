"""Where the weighted sums of one layer fall over many images, and where squishing takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.accuracy import pre_activations_of
from network.analysis.histogram import Histogram, histogram, round_edges
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.digits.datasets import TestData
    from network.mlp import MLP

_NEAR_BINS_A_UNIT = 2
_SQUISHED_BINS = 20


@dataclass(frozen=True, eq=False)
class SquishedSums(FrozenRecord):
    """The pre-activations of one layer over many images, before and after they are squished.

    Attributes
    ----------
    data
        Name of the images.
    images, neurons
        How many of each: every neuron has one pre-activation for every image.
    wide
        Pre-activations in bins that hold all of them.
    near
        Those near zero, in finer bins.
    squished
        All of them squished, in equal bins from 0 to 1.
    """

    data: str
    images: int
    neurons: int
    wide: Histogram
    near: Histogram
    squished: Histogram


def squished_sums(
    model: MLP, data: TestData, *, layer: int = 0, reach: int = 8, activation: str = "sigmoid"
) -> SquishedSums:
    """Measure where a layer's pre-activations fall, and where a function takes them.

    Parameters
    ----------
    layer
        Which layer, from 0.
    activation
        Name of a function whose values lie in 0..1, not necessarily that of the layer.

    Raises
    ------
    OptionError
        If there is no such layer, or there are no images.
    """
    sums = pre_activations_of(model, data.images, layer)
    near = np.linspace(-reach, reach, 2 * reach * _NEAR_BINS_A_UNIT + 1)
    squished = activation_function(activation)(sums)
    return SquishedSums(
        data=data.name,
        images=sums.shape[0],
        neurons=sums.shape[1],
        wide=histogram(sums, round_edges(sums)),
        near=histogram(sums, near),
        squished=histogram(squished, np.linspace(0, 1, _SQUISHED_BINS + 1)),
    )

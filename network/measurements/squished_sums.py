"""Where the weighted sums of one layer fall over many images, and where squishing takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.accuracy import pre_activations_of
from network.analysis.histogram import Histogram, histogram
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData
    from network.mlp import MLP

_NEAR_BINS_A_UNIT = 2
_SQUISHED_BINS = 10
_FAR_BINS = 8
"""On each side, beyond those that are near."""


@dataclass(frozen=True, eq=False)
class SquishedSums(FrozenRecord):
    """The pre-activations of one layer over many images, before and after they are squished.

    Attributes
    ----------
    data
        Name of the images.
    images, neurons
        How many of each: every neuron has one pre-activation for every image.
    near
        Pre-activations near zero.
    squished
        All of them squished by the sigmoid, in equal bins from 0 to 1.
    pieces
        All of them before, in bins of which each lies within one of `near`, or beyond them all, and
        goes as a whole into one of `squished`.
    """

    data: str
    images: int
    neurons: int
    near: Histogram
    squished: Histogram
    pieces: Histogram

    @property
    def piles(self) -> IntegerArray:
        """Into which bin of `squished` each of the pieces goes, shape `(pieces,)`."""
        middles = (self.pieces.edges[:-1] + self.pieces.edges[1:]) / 2
        return locked(np.searchsorted(_before(self.squished.edges), middles, side="right"))


def _before(squished: FloatArray) -> FloatArray:
    """Which numbers the sigmoid squishes to the inner ones of some edges."""
    inner = squished[1:-1]
    return np.asarray(np.log(inner / (1 - inner)))


def squished_sums(model: MLP, data: TestData, *, layer: int = 0, reach: int = 8) -> SquishedSums:
    """Measure where a layer's pre-activations fall, and where the sigmoid takes them.

    Parameters
    ----------
    layer
        Which layer, from 0.

    Raises
    ------
    OptionError
        If there is no such layer, or there are no images.
    """
    sums = pre_activations_of(model, data.images, layer)
    near = np.linspace(-reach, reach, 2 * reach * _NEAR_BINS_A_UNIT + 1)
    ends = np.linspace(0, 1, _SQUISHED_BINS + 1)
    below = np.linspace(min(float(sums.min()), -reach), -reach, _FAR_BINS + 1)
    above = np.linspace(reach, max(float(sums.max()), reach), _FAR_BINS + 1)
    return SquishedSums(
        data=data.name,
        images=sums.shape[0],
        neurons=sums.shape[1],
        near=histogram(sums, near),
        squished=histogram(activation_function("sigmoid")(sums), ends),
        pieces=histogram(sums, np.unique([*below, *near, *above, *_before(ends)])),
    )

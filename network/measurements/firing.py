"""How often a neuron fires, depending on its bias, and the axes on which that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.accuracy import pre_activations_of
from network.analysis.histogram import Histogram, histogram, round_step
from network.analysis.squishing import squish
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData
    from network.mlp import MLP

LARGEST_SHIFT = 10
STEPS_A_UNIT = 10
_BINS_A_STEP = 8


@dataclass(frozen=True, eq=False)
class FiringAgainstBias(FrozenRecord):
    """The neurons of the first hidden layer under biases that are not their own.

    A neuron is said to fire for an image if its weighted sum plus the bias is above 0.

    Attributes
    ----------
    biases
        0, -0.1, -0.2 and so on to -10, shape `(steps,)`.
    firing
        For how many images each neuron fires at each bias, shape `(neurons, steps)`.
    hills
        How many images have which weighted sum, no bias added, a histogram for each neuron.
    trained_firing
        For how many images each neuron fires with its own bias, shape `(neurons,)`.
    """

    data: str
    images: int
    biases: FloatArray
    firing: IntegerArray
    hills: tuple[Histogram, ...]
    trained_firing: IntegerArray

    @property
    def shares(self) -> FloatArray:
        """Share of images that each neuron fires for, shape `(neurons, steps)`."""
        return locked(self.firing / self.images)

    @property
    def trained_shares(self) -> FloatArray:
        """Share of images that each neuron fires for with its own bias, shape `(neurons,)`."""
        return locked(self.trained_firing / self.images)


def firing_against_bias(model: MLP, data: TestData) -> FiringAgainstBias:
    """Slide the bias of each neuron of the first hidden layer from 0 to -10.

    Raises
    ------
    OptionError
        If there are no images.
    """
    own = model.layers[0].biases
    sums = pre_activations_of(model, data.images, 0) - own
    biases = -np.arange(LARGEST_SHIFT * STEPS_A_UNIT + 1) / STEPS_A_UNIT
    firing = np.stack([np.count_nonzero(sums > -bias, axis=0) for bias in biases], axis=1)
    return FiringAgainstBias(
        data=data.name,
        images=len(sums),
        biases=biases,
        firing=firing,
        hills=tuple(_hill(column) for column in sums.T),
        trained_firing=np.count_nonzero(sums > -own, axis=0),
    )


def _hill(sums: FloatArray) -> Histogram:
    """Count the sums of one neuron, in bins that begin at multiples of their width."""
    return histogram(sums, _edges(float(sums.min()), float(sums.max())))


def _edges(smallest: float, largest: float) -> FloatArray:
    """Ascending edges of bins that hold everything; zero is one of them."""
    if not np.isfinite([smallest, largest]).all():
        raise OptionError(f"sums must be numbers, got {smallest} to {largest}")
    width = round_step(max(-smallest, largest, 1.0)) / _BINS_A_STEP
    first, last = np.floor(smallest / width), np.ceil(largest / width)
    # A sum on the last edge would be counted in the bin below it.
    return np.asarray(width * np.arange(first, last + 2), np.float64)


_SAMPLES = 601


@dataclass(frozen=True, eq=False)
class FiringAxis(FrozenRecord):
    """Round numbers for both axes, and the activation function between them.

    Attributes
    ----------
    sums
        Ticks that hold all sums without bias, and the largest shift; shape `(ticks,)`.
    heights
        Lowest and highest tick of the activations.
    largest_shift
        From which sum on the neuron fires with the lowest bias.
    inputs, outputs
        The function at sums plus bias, for all of these sums and all biases, shape `(samples,)`.
    """

    sums: FloatArray
    heights: FloatArray
    largest_shift: float
    inputs: FloatArray
    outputs: FloatArray


def firing_axis(firing: FiringAgainstBias, activation: str, neuron: int) -> FiringAxis:
    """Choose the axes for a neuron of a record."""
    counts, edges = firing.hills[neuron].counts, firing.hills[neuron].edges
    bins = np.flatnonzero(counts)
    low, high = edges[bins[0]], edges[bins[-1] + 1]
    step = round_step(max(-low, high, LARGEST_SHIFT))
    # At least one tick below zero: there the neuron is silent whatever its sums are.
    first = min(np.floor(low / step), -1)
    last = np.ceil(max(high, LARGEST_SHIFT) / step)
    sums = step * np.arange(first, last + 1)
    elementwise = activation_function(activation).is_elementwise
    ends = (sums[0] - LARGEST_SHIFT, sums[-1])
    curve = squish(ends, activation if elementwise else "sigmoid", samples=_SAMPLES)
    lowest = curve.curve_outputs.min()
    top = max(1.0, float(curve.curve_outputs.max()))
    bottom = 0.0 if lowest >= 0 else min(-1.0, float(lowest))
    return FiringAxis(
        sums=sums,
        heights=np.array([bottom, top]),
        largest_shift=float(-firing.biases.min()),
        inputs=curve.curve_inputs,
        outputs=curve.curve_outputs,
    )

"""How often a neuron fires, depending on its bias, and the axes on which that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.accuracy import pre_activations_of
from network.analysis.histogram import round_step
from network.analysis.squishing import squish
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData
    from network.mlp import MLP

LARGEST_SHIFT = 10
STEPS_A_UNIT = 10
MOST_IMAGES = 40
"""As many as can be told apart where all are seen."""


@dataclass(frozen=True, eq=False)
class FiringAgainstBias(FrozenRecord):
    """The neurons of the first hidden layer under biases that are not their own.

    A neuron is said to fire for an image if its weighted sum plus the bias is above 0. Each neuron
    has its own images: of all of them, in the order of their sums, the middle one of each fortieth.
    So their sums are spread as all of them are.

    Attributes
    ----------
    indices
        Of the images in the data, shape `(neurons, images)`.
    sums
        Their weighted sums, no bias added, ascending; shape `(neurons, images)`.
    biases
        0, -0.1, -0.2 and so on to -10, shape `(steps,)`.
    firing
        For how many images each neuron fires at each bias, shape `(neurons, steps)`.
    """

    data: str
    indices: IntegerArray
    sums: FloatArray
    biases: FloatArray
    firing: IntegerArray

    @property
    def images(self) -> int:
        """How many images there are."""
        return len(self.indices[0])

    @property
    def thresholds(self) -> FloatArray:
        """From which sum on a neuron fires with each bias, shape `(steps,)`."""
        return locked(0 - self.biases)

    @property
    def shares(self) -> FloatArray:
        """Share of images that each neuron fires for, shape `(neurons, steps)`."""
        return locked(self.firing / self.images)


def firing_against_bias(model: MLP, data: TestData) -> FiringAgainstBias:
    """Slide the bias of each neuron of the first hidden layer from 0 to -10.

    Raises
    ------
    OptionError
        If there are no images, or a sum is no number.
    """
    of_all = (pre_activations_of(model, data.images, 0) - model.layers[0].biases).T
    if not np.isfinite(of_all).all():
        raise OptionError(f"sums must be numbers, got {of_all.min()} to {of_all.max()}")
    count = min(MOST_IMAGES, len(data.images))
    middles = (2 * np.arange(count) + 1) * len(data.images) // (2 * count)
    indices = np.argsort(of_all, axis=1, kind="stable")[:, middles]
    sums = np.take_along_axis(of_all, indices, axis=1)
    biases = -np.arange(LARGEST_SHIFT * STEPS_A_UNIT + 1) / STEPS_A_UNIT
    firing = np.stack([np.count_nonzero(sums > -bias, axis=1) for bias in biases], axis=1)
    return FiringAgainstBias(
        data=data.name,
        indices=indices,
        sums=sums,
        biases=biases,
        firing=firing,
    )


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
    low, high = firing.sums[neuron].min(), firing.sums[neuron].max()
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

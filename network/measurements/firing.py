"""How often a neuron fires, depending on its bias, and the axes on which that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import pre_activations_of
from network.analysis.squishing import FunctionAxes, function_axes
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.digits.datasets import TestData
    from network.mlp import MLP

LARGEST_SHIFT = 10
STEPS_A_UNIT = 10
MOST_IMAGES = 24
"""As many as can be told apart where all are seen."""
LEAST_SHIFT = 5
HIGHEST = 3
"""Of a bias that slides."""
CLEARLY = 2.0
"""So far from 0 a sigmoid is dark or lit beyond doubt."""
STILL_FIRING = 0.1


@dataclass(frozen=True, eq=False)
class FiringAgainstBias(FrozenRecord):
    """The neurons of the first hidden layer under biases that are not their own.

    A neuron is said to fire for an image if its weighted sum plus the bias is above 0. Each neuron
    has its own images: of all of them, in the order of their sums, the middle one of each 24th.
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
    def shares(self) -> FloatArray:
        """Share of images that each neuron fires for, shape `(neurons, steps)`."""
        return locked(self.firing / self.images)

    def telling_step(self, neuron: int, weighted_sum: float) -> int:
        """Choose the bias that shows best what a bias does to a sum: the step in `biases`.

        It is the first whole one from -5 on that brings the sum far from 0, while the neuron still
        fires for a tenth of the images; -5 if there is none.
        """
        steps = range(LEAST_SHIFT * STEPS_A_UNIT, len(self.biases), STEPS_A_UNIT)
        far = (abs(weighted_sum + self.biases[step]) >= CLEARLY for step in steps)
        firing = (self.shares[neuron, step] >= STILL_FIRING for step in steps)
        telling = (step for step, *both in zip(steps, far, firing, strict=True) if all(both))
        return next(telling, steps[0])


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


@dataclass(frozen=True, eq=False)
class SlidingBias(FrozenRecord):
    """A bias that falls from 0 to a low one, and from there rises to 3.

    Attributes
    ----------
    turn
        Where among the `biases` the lowest one is.
    biases
        A tenth apart, shape `(steps,)`.
    """

    turn: int
    biases: FloatArray

    @property
    def thresholds(self) -> FloatArray:
        """Above which weighted sum a neuron fires with each bias, shape `(steps,)`."""
        return locked(0 - self.biases)


def sliding_bias(lowest: float) -> SlidingBias:
    """Let a bias slide down to a negative one, and up again; both ends are on a `firing_axis`."""
    turn = round(-lowest * STEPS_A_UNIT)
    falling, rising = range(0, -turn, -1), range(-turn, HIGHEST * STEPS_A_UNIT + 1)
    return SlidingBias(turn, np.array([*falling, *rising]) / STEPS_A_UNIT)


def firing_axis(firing: FiringAgainstBias, activation: str, neuron: int) -> FunctionAxes:
    """Choose the axes for a neuron of a record: they hold its sums, and the largest shift."""
    sums = firing.sums[neuron]
    return function_axes([*sums[[0, -1]], LARGEST_SHIFT], activation, beyond=LARGEST_SHIFT)

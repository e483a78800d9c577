"""The axes on which the sums of one neuron and its activation are drawn, bias by bias."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.firing import LARGEST_SHIFT
from network.frozen import FrozenRecord, locked
from network.histogram import round_step
from network.squishing import squish

if TYPE_CHECKING:
    from network.arrays import FloatArray
    from network.firing import FiringAgainstBias

_SAMPLES = 601


@dataclass(frozen=True, eq=False)
class FiringAxis(FrozenRecord):
    """
    Round numbers for both axes, and the activation function between them.

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

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("sums", "heights", "inputs", "outputs"):
            object.__setattr__(self, name, locked(getattr(self, name)))


def firing_axis(firing: FiringAgainstBias, activation: str) -> FiringAxis:
    """
    Choose the axes for the neuron of a record.

    Parameters
    ----------
    firing
        For how many images it fires.
    activation
        Name of its activation function; for one that is not elementwise the sigmoid stands in.

    Returns
    -------
    The ticks and the curve.
    """
    bins = np.flatnonzero(firing.counts[0])
    low, high = firing.edges[bins[0]], firing.edges[bins[-1] + 1]
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

"""Numbers before and after an activation function squishes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.accuracy import pre_activations_of
from network.analysis.histogram import Histogram, histogram, round_edges
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray
    from network.mlp import MLP

CURVE_SAMPLES = 321
_NEAR_BINS_A_UNIT = 2
_SQUISHED_BINS = 20


@dataclass(frozen=True, eq=False)
class Squishing(FrozenRecord):
    """What an activation function makes of some numbers.

    Attributes
    ----------
    ticks
        The numbers, ascending or not, shape `(ticks,)`.
    squished
        The function at each of them, same shape.
    curve_inputs
        Evenly spaced from the smallest tick to the largest, shape `(samples,)`.
    curve_outputs
        The function at each of these, same shape.
    """

    activation: str
    ticks: FloatArray
    squished: FloatArray
    curve_inputs: FloatArray
    curve_outputs: FloatArray


@dataclass(frozen=True, eq=False)
class SquishedSums(FrozenRecord):
    """The pre-activations of one layer over many images, before and after they are squished.

    Attributes
    ----------
    images, neurons
        How many of each: every neuron has one pre-activation for every image.
    wide
        Pre-activations in bins that hold all of them.
    near
        Those near zero, in finer bins.
    squished
        All of them squished, in equal bins from 0 to 1.
    """

    images: int
    neurons: int
    wide: Histogram
    near: Histogram
    squished: Histogram


def squish(
    ticks: ArrayLike, activation: str = "sigmoid", *, samples: int = CURVE_SAMPLES
) -> Squishing:
    """Put numbers through an activation function.

    Parameters
    ----------
    ticks
        The numbers, shape `(ticks,)`.

    Raises
    ------
    OptionError
        If there are no numbers, or the function is unknown or not elementwise.
    """
    numbers = np.asarray(ticks, np.float64)
    if numbers.ndim != 1 or numbers.size == 0:
        raise OptionError(f"ticks must be 1 or more numbers, got shape {numbers.shape}")
    function = activation_function(activation)
    if not function.is_elementwise:
        raise OptionError(f"{activation} squishes no number alone: it needs a whole layer")
    inputs = np.linspace(numbers.min(), numbers.max(), samples)
    return Squishing(activation, numbers, function(numbers), inputs, function(inputs))


def squished_sums(
    model: MLP, images: ArrayLike, *, layer: int = 0, reach: int = 8, activation: str = "sigmoid"
) -> SquishedSums:
    """Measure where a layer's pre-activations fall, and where a function takes them.

    Parameters
    ----------
    images
        Inputs, shape `(images, layer_sizes[0])`.
    layer
        Which layer, from 0.
    activation
        Name of a function whose values lie in 0..1, not necessarily that of the layer.

    Raises
    ------
    OptionError
        If there is no such layer, or there are no images.
    """
    sums = pre_activations_of(model, images, layer)
    near = np.linspace(-reach, reach, 2 * reach * _NEAR_BINS_A_UNIT + 1)
    squished = activation_function(activation)(sums)
    return SquishedSums(
        images=sums.shape[0],
        neurons=sums.shape[1],
        wide=histogram(sums, round_edges(sums)),
        near=histogram(sums, near),
        squished=histogram(squished, np.linspace(0, 1, _SQUISHED_BINS + 1)),
    )

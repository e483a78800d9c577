"""Numbers before and after an activation function squishes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray

CURVE_SAMPLES = 321


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

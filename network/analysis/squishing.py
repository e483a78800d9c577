"""Numbers before and after an activation function squishes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.analysis.histogram import round_step
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


AXES_SAMPLES = 601


@dataclass(frozen=True, eq=False)
class FunctionAxes(FrozenRecord):
    """Round numbers for both axes, and an activation function between them.

    Attributes
    ----------
    sums
        Ticks that hold all sums, and zero; shape `(ticks,)`.
    heights
        Lowest and highest tick of the activations.
    inputs, outputs
        The function from the first tick, or before it, to the last or beyond, shape `(samples,)`.
    """

    sums: FloatArray
    heights: FloatArray
    inputs: FloatArray
    outputs: FloatArray


def function_axes(sums: ArrayLike, activation: str, *, beyond: float = 0.0) -> FunctionAxes:
    """Choose axes for an activation function on which some sums have room.

    There is a tick below zero at least, and one above. Of a function that needs a whole layer,
    there is no curve: the sigmoid's stands for it.

    Parameters
    ----------
    sums
        The sums, shape `(sums,)`.
    beyond
        How far before the first tick the function begins, and how far behind the last it ends; the
        axis is not higher for that.

    Raises
    ------
    OptionError
        If there are no sums, or the function is unknown.
    """
    numbers = np.asarray(sums, np.float64)
    if numbers.size == 0:
        raise OptionError("axes need 1 or more sums, got none")
    step = round_step(float(np.abs(numbers).max()) or 1.0)
    first = min(np.floor(numbers.min() / step), -1)
    last = max(np.ceil(numbers.max() / step), 1)
    ticks = step * np.arange(first, last + 1)
    elementwise = activation_function(activation).is_elementwise
    curve = squish(
        (ticks[0] - beyond, ticks[-1], ticks[-1] + beyond),
        activation if elementwise else "sigmoid",
        samples=AXES_SAMPLES,
    )
    lowest = curve.curve_outputs.min()
    highest = curve.curve_outputs[curve.curve_inputs <= ticks[-1]].max()
    return FunctionAxes(
        sums=ticks,
        heights=np.array(
            [
                0.0 if lowest >= 0 else min(-1.0, float(lowest)),
                max(1.0, float(highest), float(curve.squished[1])),
            ]
        ),
        inputs=curve.curve_inputs,
        outputs=curve.curve_outputs,
    )

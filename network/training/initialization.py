"""Random networks to start training from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.bounds.limits import MOST_WEIGHT_BYTES
from network.errors import OptionError
from network.layers import Layer
from network.mlp import MLP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.arrays import FloatArray


def initialize(
    layer_sizes: Sequence[int],
    activations: Sequence[str],
    rng: np.random.Generator,
    *,
    gain: float = 1.0,
) -> MLP:
    """Draw a network's weights from normal distributions; its biases are zero.

    Parameters
    ----------
    gain
        Factor on all weights; below 1 for a start closer to zero.

    Returns
    -------
    A network of 64-bit floats.

    Raises
    ------
    OptionError
        If sizes and activations do not match, a size is below 1, an activation is unknown, or the
        network would not fit into a file that is read again.
    """
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:  # noqa: PLR2004 - inputs and outputs
        message = f"layer sizes must be 2 or more numbers from 1 up, got {list(layer_sizes)}"
        raise OptionError(message)
    if len(activations) != len(layer_sizes) - 1:
        message = f"activations must be {len(layer_sizes) - 1}, one a layer, got {len(activations)}"
        raise OptionError(message)
    most = MOST_WEIGHT_BYTES // np.dtype(np.float64).itemsize
    parameters = sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(layer_sizes))
    if parameters > most:
        message = f"layers must have at most {most:,} parameters, got {parameters:,}"
        raise OptionError(message)
    fans = pairwise(layer_sizes)
    return MLP(
        tuple(
            Layer(gain * _draw(rng, *fan, activation), np.zeros(fan[1]), activation)
            for fan, activation in zip(fans, activations, strict=True)
        )
    )


def _draw(rng: np.random.Generator, fan_in: int, fan_out: int, activation: str) -> FloatArray:
    variance = activation_function(activation).initial_variance(fan_in, fan_out)
    return rng.normal(0.0, np.sqrt(variance), (fan_out, fan_in))

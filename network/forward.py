"""The forward pass: from inputs to everything that the network makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.errors import OptionError
from network.frozen import locked
from network.trace import ForwardTrace, LayerTrace

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import AnyArray, FloatArray
    from network.layers import Layer
    from network.mlp import MLP


def forward(model: MLP, ink: ArrayLike) -> ForwardTrace:
    """Feed pictures through a network and keep all that is computed on the way.

    Parameters
    ----------
    ink
        Shape `(..., layer_sizes[0])`: one picture, or a batch with any number of leading axes. The
        network's own preparation makes its inputs of them.

    Returns
    -------
    A record of every layer: of 32-bit floats if both network and pictures are, else of 64-bit.

    Raises
    ------
    OptionError
        If the last axis has another length, or if the inputs are not real numbers.
    """
    given = np.asarray(ink)
    _check_ink(model, given)
    single = model.dtype == np.float32 and given.dtype == np.float32
    dtype = np.float32 if single else np.float64
    pixels: FloatArray = locked(given, dtype)
    first = model.preparation.inputs(pixels, dtype)
    layers: list[LayerTrace] = []
    for layer in model.astype(dtype).layers:
        layers.append(trace_layer(layer, layers[-1].activations if layers else first))
    return ForwardTrace(pixels, first, tuple(layers))


def trace_layer(layer: Layer, inputs: FloatArray) -> LayerTrace:
    """Feed inputs through one layer.

    Parameters
    ----------
    inputs
        Shape `(..., fan_in)`.
    """
    pre_activations = inputs @ layer.weights.T + layer.biases
    activations = activation_function(layer.activation)(pre_activations)
    return LayerTrace(inputs, layer.weights, layer.biases, pre_activations, activations)


def _check_ink(model: MLP, inputs: AnyArray) -> None:
    """Refuse pictures that do not fit the first layer."""
    expected = model.layer_sizes[0]
    if inputs.dtype.kind not in "fiub":
        message = f"inputs must be real numbers, got {inputs.dtype}"
        raise OptionError(message)
    if inputs.ndim == 0 or inputs.shape[-1] != expected:
        message = f"inputs must have {expected} values on their last axis, got shape {inputs.shape}"
        raise OptionError(message)

"""Forward passes over many images, a bounded number at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.forward import forward

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from network.arrays import FloatArray
    from network.mlp import MLP
    from network.trace import ForwardTrace

BATCH_SIZE = 1000
"""Images that are fed through at a time, which bounds the memory that it takes."""


def traces(model: MLP, images: ArrayLike, batch_size: int = BATCH_SIZE) -> Iterator[ForwardTrace]:
    """
    Feed images through a network.

    Parameters
    ----------
    model
        The network.
    images
        Inputs, shape `(images, layer_sizes[0])`.
    batch_size
        Images that are fed through at a time.

    Yields
    ------
    The traces of one batch after another.

    Raises
    ------
    OptionError
        If there are no images.
    """
    inputs = np.asarray(images)
    if inputs.ndim != 2 or len(inputs) == 0:  # noqa: PLR2004 - images, pixels
        message = f"images must be 1 or more rows of pixels, got shape {inputs.shape}"
        raise OptionError(message)
    for start in range(0, len(inputs), batch_size):
        yield forward(model, inputs[start : start + batch_size])


def outputs_of(model: MLP, images: ArrayLike) -> FloatArray:
    """
    Compute the outputs alone.

    Parameters
    ----------
    model
        The network.
    images
        Inputs, shape `(images, layer_sizes[0])`.

    Returns
    -------
    Activations of the last layer, shape `(images, layer_sizes[-1])`.

    Raises
    ------
    OptionError
        If there are no images.
    """
    return np.concatenate([trace.outputs for trace in traces(model, images)])


def pre_activations_of(model: MLP, images: ArrayLike, layer: int) -> FloatArray:
    """
    Compute the pre-activations of one layer.

    Parameters
    ----------
    model
        The network.
    images
        Inputs, shape `(images, layer_sizes[0])`.
    layer
        Which layer, from 0.

    Returns
    -------
    Shape `(images, layer_sizes[layer + 1])`.

    Raises
    ------
    OptionError
        If there are no images, or no such layer.
    """
    if not 0 <= layer < len(model.layers):
        message = f"layer must be between 0 and {len(model.layers) - 1}, got {layer}"
        raise OptionError(message)
    return np.concatenate([trace.layers[layer].pre_activations for trace in traces(model, images)])

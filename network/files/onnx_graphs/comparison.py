"""Layers that were read out of a graph, against what the graph itself computes."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np

from network.activations import activation_function
from network.bounds.limits import MOST_ONNX_NUMBERS
from network.errors import LimitError, WeightsError
from network.files.onnx_graphs.nodes import is_float

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network.arrays import AnyArray, FloatArray
    from network.files.onnx_graphs.graph import OnnxGraph
    from network.files.onnx_graphs.layers import OnnxLayers
    from network.input_preparation import InputPreparation
    from network.layers import Layer

_TOLERANCE = 1e-6
"""Of a sum, as a share of the sum of its terms' sizes: 32-bit weights are rounded to 6e-8."""
_TRIED = 3
"""Images at once, if the graph takes any number."""
_GOLDEN = (5**0.5 - 1) / 2
_DIFFERENT = "its graph is no chain of layers: read as one, it answers otherwise"


def compare(
    graph: OnnxGraph,
    found: OnnxLayers,
    layers: Sequence[Layer],
    own: InputPreparation,
    full_ink: float,
) -> None:
    """Make sure that each layer computes what the graph does, by ONNX's own reference.

    Both compute in double precision, layer by layer: so neither an activation that saturates nor a
    neuron that is silent hides a difference.

    Raises
    ------
    WeightsError
        If they differ: then something in the graph is not what it was taken for.
    """
    pixels = layers[0].fan_in
    shape = _input_shape(graph, pixels, by_columns=found.start.by_columns)
    if shape is None:
        raise WeightsError(
            f"expected inputs that are images of {pixels} numbers,"
            f" got the shape {graph.shape(graph.input.name)}"
        )
    if prod(shape) > MOST_ONNX_NUMBERS:
        images = prod(shape) // pixels
        raise LimitError(f"reads {images} images at once: export it for any number, or for 1")
    # Numbers that repeat nowhere, and are the same each time.
    ink = np.arange(1, prod(shape) + 1) * _GOLDEN % 1 * full_ink
    reads_floats = is_float(graph.input.type.tensor_type.elem_type)
    # With the other sign other neurons are silent.
    for numbers in (ink, -ink) if reads_floats else (np.floor(ink),):
        _compare_on(graph, found, layers, own, numbers.reshape(shape))


def _compare_on(
    graph: OnnxGraph,
    found: OnnxLayers,
    layers: Sequence[Layer],
    own: InputPreparation,
    given: FloatArray,
) -> None:
    """Compare on some images."""
    places = {place.name for step in found.steps for place in (step.sums, step.gives)}
    values = graph.evaluated({*places, found.end.name}, given)
    images = found.start.rows(given)
    inputs = own.inputs(images, np.float64)
    for step, layer in zip(found.steps, layers, strict=True):
        weights, biases = layer.weights.astype(np.float64), layer.biases.astype(np.float64)
        sums = step.sums.rows(values[step.sums.name])
        sizes = np.abs(inputs) @ np.abs(weights).T + np.abs(biases)
        _check(inputs @ weights.T + biases, sums, sizes)
        inputs = step.gives.rows(values[step.gives.name])
        inputs = np.exp(inputs) if step.is_logarithm else inputs
        _check(activation_function(layer.activation)(sums), inputs, np.abs(inputs))
    ends = found.end.rows(values[found.end.name])
    _check(inputs, np.exp(ends) if found.is_logarithm else ends, np.abs(inputs))


def _check(ours: FloatArray, theirs: AnyArray, sizes: FloatArray) -> None:
    if not (
        ours.shape == theirs.shape
        and np.all(np.isfinite(ours) & np.isfinite(theirs))
        and np.all(np.abs(ours - theirs) <= _TOLERANCE * (1 + sizes))
    ):
        raise WeightsError(_DIFFERENT)


def _input_shape(graph: OnnxGraph, pixels: int, *, by_columns: bool) -> tuple[int, ...] | None:
    """A shape in which the graph takes images; None if no images of so many pixels fit."""
    said = graph.shape(graph.input.name)
    if not said:
        return None
    if len(said) == 1:
        return (pixels,) if said[0] in (None, pixels) else None
    count, axes = (said[-1], said[:-1]) if by_columns else (said[0], said[1:])
    known = prod(axis for axis in axes if axis)
    unknown = [place for place, axis in enumerate(axes) if not axis]
    if pixels % known or (known != pixels and not unknown):
        return None
    filled = [axis or 1 for axis in axes]
    if unknown:
        filled[unknown[-1]] = pixels // known
    images = count or _TRIED
    return (*filled, images) if by_columns else (images, *filled)

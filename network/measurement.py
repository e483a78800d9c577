"""Measurements of a network, each with what it was measured on."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.forward import forward
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import ArrayLike

    from network.arrays import AnyArray, FloatArray, IntegerArray
    from network.mlp import MLP
    from network.trace import ForwardTrace

BATCH_SIZE = 1000
"""Images that are fed through at a time, which bounds the memory that a measurement takes."""


@dataclass(frozen=True, eq=False)
class Accuracy(FrozenRecord):
    """
    How often a network is right.

    Attributes
    ----------
    confusion
        Number of images by label (row) and answer (column), shape `(classes, classes)`.
    """

    confusion: IntegerArray

    def __post_init__(self) -> None:
        """Lock a copy of the table."""
        object.__setattr__(self, "confusion", locked(self.confusion))

    @property
    def correct(self) -> int:
        """Number of right answers."""
        return int(np.trace(self.confusion))

    @property
    def images(self) -> int:
        """Number of images."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """Share of right answers."""
        return self.correct / self.images

    @property
    def per_class(self) -> FloatArray:
        """Share of right answers by label, shape `(classes,)`; NaN for a label with no image."""
        counts = self.confusion.sum(axis=1)
        with np.errstate(invalid="ignore"):
            return locked(np.diag(self.confusion) / counts)


@dataclass(frozen=True, eq=False)
class Measurement(FrozenRecord):
    """
    Numbers measured on data.

    Attributes
    ----------
    name
        What was measured.
    data
        What on: `the 10,000 test images of MNIST`.
    values
        The numbers by name.
    """

    name: str
    data: str
    values: Mapping[str, AnyArray | float | int]

    def __post_init__(self) -> None:
        """Lock copies of the numbers."""
        values = {
            name: locked(value) if isinstance(value, np.ndarray) else value
            for name, value in self.values.items()
        }
        object.__setattr__(self, "values", MappingProxyType(values))


def measure_accuracy(
    model: MLP, images: ArrayLike, labels: ArrayLike, *, batch_size: int = BATCH_SIZE
) -> Accuracy:
    """
    Count a network's right answers.

    Parameters
    ----------
    model
        The network.
    images
        Inputs, shape `(images, layer_sizes[0])`.
    labels
        Right answers, integers of shape `(images,)`.
    batch_size
        Images that are fed through at a time.

    Returns
    -------
    The counts by label and answer.

    Raises
    ------
    OptionError
        If there are no images, or if labels do not fit the images or the network.
    """
    inputs, wanted = np.asarray(images), np.asarray(labels)
    classes = model.layer_sizes[-1]
    _check_labels(inputs, wanted, classes)
    answers = np.concatenate([trace.answers for trace in _traces(model, inputs, batch_size)])
    pairs = np.bincount(wanted * classes + answers, minlength=classes * classes)
    return Accuracy(pairs.reshape(classes, classes))


def pre_activation_histogram(  # noqa: PLR0913 - what, on what, which neurons, how finely
    model: MLP,
    images: ArrayLike,
    data: str,
    *,
    layer: int = 0,
    neuron: int | None = None,
    bins: int | ArrayLike = 40,
) -> Measurement:
    """
    Count how often a pre-activation falls where.

    Parameters
    ----------
    model
        The network.
    images
        Inputs, shape `(images, layer_sizes[0])`.
    data
        What the images are, in words.
    layer
        Which layer, from 0.
    neuron
        Which neuron of it; all together if it is not given.
    bins
        How many bins of equal width, or their edges.

    Returns
    -------
    `counts` of shape `(bins,)`, `edges` of shape `(bins + 1,)`, the `total` of pre-activations
    measured, also those outside all bins, and their `smallest` and `largest`.

    Raises
    ------
    OptionError
        If there are no images, or no such layer or neuron.
    """
    inputs = np.asarray(images)
    if not 0 <= layer < len(model.layers):
        message = f"layer must be between 0 and {len(model.layers) - 1}, got {layer}"
        raise OptionError(message)
    fan_out = model.layers[layer].fan_out
    if neuron is not None and not 0 <= neuron < fan_out:
        message = f"neuron must be between 0 and {fan_out - 1}, got {neuron}"
        raise OptionError(message)
    chosen = slice(None) if neuron is None else neuron
    found = [
        trace.layers[layer].pre_activations[:, chosen].ravel()
        for trace in _traces(model, inputs, BATCH_SIZE)
    ]
    whose = f"layer {layer + 1}" if neuron is None else f"neuron {neuron + 1} of layer {layer + 1}"
    return _histogram(f"pre-activations of {whose}", data, np.concatenate(found), bins)


def _histogram(name: str, data: str, values: FloatArray, bins: int | ArrayLike) -> Measurement:
    """Histogram of numbers as a record."""
    counts, edges = np.histogram(values, bins)
    return Measurement(
        name,
        data,
        {
            "counts": counts,
            "edges": edges,
            "total": int(values.size),
            "smallest": float(values.min()),
            "largest": float(values.max()),
        },
    )


def _traces(model: MLP, inputs: AnyArray, batch_size: int) -> Iterator[ForwardTrace]:
    """Forward passes of some images at a time."""
    if inputs.ndim != 2 or len(inputs) == 0:  # noqa: PLR2004 - images, pixels
        message = f"images must be 1 or more rows of pixels, got shape {inputs.shape}"
        raise OptionError(message)
    for start in range(0, len(inputs), batch_size):
        yield forward(model, inputs[start : start + batch_size])


def _check_labels(inputs: AnyArray, labels: AnyArray, classes: int) -> None:
    """Refuse labels that do not fit."""
    if labels.shape != inputs.shape[:1] or labels.dtype.kind not in "iu":
        message = f"labels must be {len(inputs)} integers, got {labels.dtype} of {labels.shape}"
        raise OptionError(message)
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        message = f"labels must be between 0 and {classes - 1}, got {labels.min()}..{labels.max()}"
        raise OptionError(message)

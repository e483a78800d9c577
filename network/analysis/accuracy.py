"""Forward passes over many images, and how often a network is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.forward import forward
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from network.arrays import AnyArray, FloatArray, IntegerArray
    from network.mlp import MLP
    from network.trace import ForwardTrace

BATCH_SIZE = 1000
"""Images that are fed through at a time, which bounds the memory that it takes."""


def traces(model: MLP, images: ArrayLike, batch_size: int = BATCH_SIZE) -> Iterator[ForwardTrace]:
    """Feed images through a network.

    Parameters
    ----------
    images
        Inputs, shape `(images, layer_sizes[0])`.

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
    """Compute the outputs alone.

    Parameters
    ----------
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
    """Compute the pre-activations of one layer.

    Parameters
    ----------
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


@dataclass(frozen=True, eq=False)
class Accuracy(FrozenRecord):
    """How often a network is right.

    Attributes
    ----------
    confusion
        Number of images by label (row) and answer (column), shape `(classes, classes)`.
    """

    confusion: IntegerArray

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


def measure_accuracy(
    model: MLP, images: ArrayLike, labels: ArrayLike, *, batch_size: int = BATCH_SIZE
) -> Accuracy:
    """Count a network's right answers.

    Parameters
    ----------
    images
        Inputs, shape `(images, layer_sizes[0])`.
    labels
        Right answers, integers of shape `(images,)`.

    Raises
    ------
    OptionError
        If there are no images, or if labels do not fit the images or the network.
    """
    inputs, wanted = np.asarray(images), np.asarray(labels)
    classes = model.layer_sizes[-1]
    _check_labels(inputs, wanted, classes)
    answers = np.concatenate([trace.answers for trace in traces(model, inputs, batch_size)])
    return count_answers(answers, wanted, classes)


def count_answers(answers: IntegerArray, labels: IntegerArray, classes: int) -> Accuracy:
    """Count right answers, whoever gave them.

    Parameters
    ----------
    answers, labels
        What was answered and what would be right, integers from 0 to `classes` - 1, shape
        `(images,)`.

    Raises
    ------
    OptionError
        If there are not as many of the ones as of the others, or one is out of range.
    """
    _check_labels(answers, labels, classes)
    _check_labels(labels, answers, classes)
    pairs = np.bincount(labels * classes + answers, minlength=classes * classes)
    return Accuracy(pairs.reshape(classes, classes))


def _check_labels(inputs: AnyArray, labels: AnyArray, classes: int) -> None:
    """Refuse labels that do not fit."""
    if labels.shape != inputs.shape[:1] or labels.dtype.kind not in "iu":
        message = f"labels must be {len(inputs)} integers, got {labels.dtype} of {labels.shape}"
        raise OptionError(message)
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        message = (
            f"labels must be between 0 and {classes - 1}, as there are {classes} outputs,"
            f" got {labels.min()}..{labels.max()}"
        )
        raise OptionError(message)

"""Losses: how far a network's outputs are from the targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import xlogy

from network.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike

    from network.arrays import FloatArray


@dataclass(frozen=True)
class Loss:
    """A mean over a batch of how far outputs are from targets.

    Attributes
    ----------
    partner
        Name of the activation whose slope cancels against this loss's, see `partner_deltas`.
    """

    name: str
    partner: str | None
    each: Callable[[FloatArray, FloatArray], FloatArray] = field(repr=False)
    slope: Callable[[FloatArray, FloatArray], FloatArray] = field(repr=False)

    def __call__(self, outputs: FloatArray, targets: FloatArray) -> float:
        """Measure a batch.

        Parameters
        ----------
        outputs
            Activations of the last layer, shape `(..., classes)`.
        targets
            What they should be, same shape.

        Raises
        ------
        OptionError
            If the shapes differ.
        """
        _check_shapes(outputs, targets)
        return float(np.sum(self.each(outputs, targets), dtype=np.float64)) / _count(outputs)

    def gradient(self, outputs: FloatArray, targets: FloatArray) -> FloatArray:
        """Differentiate the loss with respect to the outputs.

        Parameters
        ----------
        outputs
            Activations of the last layer, shape `(..., classes)`.
        targets
            What they should be, same shape.

        Returns
        -------
        The gradient, same shape.

        Raises
        ------
        OptionError
            If the shapes differ.
        """
        _check_shapes(outputs, targets)
        gradient: FloatArray = self.slope(outputs, targets) / _count(outputs)
        return gradient

    def partner_deltas(self, outputs: FloatArray, targets: FloatArray) -> FloatArray:
        """Differentiate the loss with respect to the pre-activations of its partner activation.

        Parameters
        ----------
        outputs
            Activations of the last layer, shape `(..., classes)`.
        targets
            What they should be, same shape; for softmax they add up to 1.

        Returns
        -------
        The deltas of the last layer, same shape: no quotient, so nothing overflows.

        Raises
        ------
        OptionError
            If the shapes differ.
        """
        _check_shapes(outputs, targets)
        deltas: FloatArray = (outputs - targets) / _count(outputs)
        return deltas


def one_hot(labels: ArrayLike, classes: int) -> FloatArray:
    """Turn labels into targets.

    Parameters
    ----------
    labels
        Integers from 0 to `classes - 1`, shape `(...)`.

    Returns
    -------
    Targets of shape `(..., classes)`: 1 at the label, 0 elsewhere.

    Raises
    ------
    OptionError
        If a label is not an integer in that range.
    """
    indices = np.asarray(labels)
    if indices.dtype.kind not in "iu":
        message = f"labels must be integers, got {indices.dtype}"
        raise OptionError(message)
    outside = indices[(indices < 0) | (indices >= classes)]
    if outside.size:
        message = f"labels must be between 0 and {classes - 1}, got {outside.flat[0]}"
        raise OptionError(message)
    targets: FloatArray = np.eye(classes)[indices]
    return targets


def loss_function(name: str) -> Loss:
    """Find a loss by its name.

    Parameters
    ----------
    name
        A key of `LOSSES`.

    Raises
    ------
    OptionError
        If there is none of that name.
    """
    if name not in LOSSES:
        message = f"loss must be one of {', '.join(LOSSES)}, got {name!r}"
        raise OptionError(message)
    return LOSSES[name]


def _check_shapes(outputs: FloatArray, targets: FloatArray) -> None:
    """Refuse targets that would broadcast."""
    if outputs.shape != targets.shape:
        message = f"targets must have the shape of outputs, {outputs.shape}, got {targets.shape}"
        raise OptionError(message)


def _count(outputs: FloatArray) -> int:
    """Number of inputs that a batch of outputs belongs to."""
    return max(int(outputs.size) // int(outputs.shape[-1]), 1)


def _inside(outputs: FloatArray) -> FloatArray:
    """Outputs moved away from 0 and 1, where logarithms and quotients are infinite."""
    margin = np.finfo(outputs.dtype).eps
    return np.clip(outputs, margin, 1 - margin)


def _binary_cross_entropy(outputs: FloatArray, targets: FloatArray) -> FloatArray:
    """Surprise at every output taken as a probability of its own."""
    inside = _inside(outputs)
    surprise: FloatArray = -xlogy(targets, inside) - xlogy(1 - targets, 1 - inside)
    return surprise


def _binary_cross_entropy_slope(outputs: FloatArray, targets: FloatArray) -> FloatArray:
    """Derivative of the above."""
    inside = _inside(outputs)
    slope: FloatArray = (outputs - targets) / (inside * (1 - inside))
    return slope


_ALL = (
    Loss(
        "squared_error",
        None,
        lambda outputs, targets: (outputs - targets) ** 2,
        lambda outputs, targets: 2 * (outputs - targets),
    ),
    Loss("binary_cross_entropy", "sigmoid", _binary_cross_entropy, _binary_cross_entropy_slope),
    Loss(
        "cross_entropy",
        "softmax",
        lambda outputs, targets: -xlogy(targets, _inside(outputs)),
        lambda outputs, targets: -targets / _inside(outputs),
    ),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({loss.name: loss for loss in _ALL})

"""The activation functions, each with its derivative."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, softmax

from network.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike

    from network.arrays import FloatArray


@dataclass(frozen=True)
class ActivationFunction:
    """
    A function from a layer's pre-activations to its activations.

    Attributes
    ----------
    name
        What weight files and options call it.
    is_elementwise
        Whether an activation depends on its own pre-activation alone; not so for softmax.
    """

    name: str
    function: Callable[[FloatArray], FloatArray] = field(repr=False)
    pull: Callable[[FloatArray, FloatArray], FloatArray] = field(repr=False)
    is_elementwise: bool = True

    def __call__(self, pre_activations: ArrayLike) -> FloatArray:
        """
        Apply the function.

        Parameters
        ----------
        pre_activations
            Shape `(..., neurons)`; 32-bit floats stay so, all else becomes 64-bit.

        Returns
        -------
        Activations of the same shape.
        """
        return self.function(_as_floats(pre_activations))

    def derivative(self, pre_activations: ArrayLike) -> FloatArray:
        """
        Give the slope at every pre-activation.

        Parameters
        ----------
        pre_activations
            Any shape.

        Returns
        -------
        Slopes of the same shape.

        Raises
        ------
        OptionError
            For softmax, where each activation depends on all pre-activations of its layer.
        """
        if not self.is_elementwise:
            message = f"{self.name} has no elementwise derivative: use its pullback"
            raise OptionError(message)
        activations = self(pre_activations)
        return self.pull(activations, np.ones_like(activations))

    def pullback(self, activations: FloatArray, gradient: FloatArray) -> FloatArray:
        """
        Carry a gradient from the activations back to the pre-activations.

        Parameters
        ----------
        activations
            What the function gave, shape `(..., neurons)`.
        gradient
            Of a scalar with respect to `activations`, same shape.

        Returns
        -------
        Gradient of the scalar with respect to the pre-activations, same shape.
        """
        return self.pull(activations, gradient)


def _as_floats(values: ArrayLike) -> FloatArray:
    """Array of 32-bit floats if it was one, else of 64-bit floats."""
    array = np.asarray(values)
    return array if array.dtype == np.float32 else array.astype(np.float64, copy=False)


def _pull_softmax(activations: FloatArray, gradient: FloatArray) -> FloatArray:
    """Product of the gradient with softmax's symmetric Jacobian, which is never built."""
    mean = np.sum(activations * gradient, axis=-1, keepdims=True)
    result: FloatArray = activations * (gradient - mean)
    return result


_FUNCTIONS = (
    ActivationFunction("sigmoid", expit, lambda a, gradient: gradient * a * (1 - a)),
    ActivationFunction(
        "relu", lambda z: np.maximum(z, 0), lambda a, gradient: np.where(a > 0, gradient, 0)
    ),
    ActivationFunction("tanh", np.tanh, lambda a, gradient: gradient * (1 - a * a)),
    ActivationFunction("identity", np.copy, lambda _, gradient: np.copy(gradient)),
    ActivationFunction(
        "softmax", lambda z: softmax(z, axis=-1), _pull_softmax, is_elementwise=False
    ),
)

ACTIVATION_FUNCTIONS: Mapping[str, ActivationFunction] = MappingProxyType(
    {function.name: function for function in _FUNCTIONS}
)


def activation_function(name: str) -> ActivationFunction:
    """
    Find an activation function by its name.

    Parameters
    ----------
    name
        A key of `ACTIVATION_FUNCTIONS`.

    Returns
    -------
    The function of that name.

    Raises
    ------
    OptionError
        If there is none of that name.
    """
    if name not in ACTIVATION_FUNCTIONS:
        known = ", ".join(ACTIVATION_FUNCTIONS)
        message = f"activation must be one of {known}, got {name!r}"
        raise OptionError(message)
    return ACTIVATION_FUNCTIONS[name]

"""The activation functions, each with its derivative."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike

    from network.arrays import FloatArray


def glorot_variance(fan_in: int, fan_out: int) -> float:
    """Variance of initial weights that suits most functions.

    References
    ----------
    Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural
    networks.
    """
    return 2 / (fan_in + fan_out)


def he_variance(fan_in: int, _fan_out: int) -> float:
    """Variance of initial weights for functions that silence half of their inputs.

    References
    ----------
    He et al. (2015), Delving deep into rectifiers.
    """
    return 2 / fan_in


@dataclass(frozen=True)
class ActivationFunction:
    """A function from a layer's pre-activations to its activations: all that `network` knows of it.

    Attributes
    ----------
    name
        What weight files and options call it.
    vjp
        Vector-Jacobian product: from activations and the gradient with respect to them, both of
        shape `(..., neurons)`, to the gradient with respect to the pre-activations.
    is_elementwise
        Whether an activation depends on its own pre-activation alone; not so for softmax.
    has_unit_range
        Whether all activations lie in 0..1.
    initial_variance
        Of the weights that training starts from, given fan-in and fan-out.
    onnx_operator
        The function's operator in ONNX files; None if a chain without one means it.
    aliases
        What other libraries call it, in the spelling of `_plain`.
    """

    name: str
    function: Callable[[FloatArray], FloatArray] = field(repr=False)
    vjp: Callable[[FloatArray, FloatArray], FloatArray] = field(repr=False)
    is_elementwise: bool = True
    has_unit_range: bool = False
    initial_variance: Callable[[int, int], float] = field(default=glorot_variance, repr=False)
    onnx_operator: str | None = None
    aliases: tuple[str, ...] = ()

    def __call__(self, pre_activations: ArrayLike) -> FloatArray:
        """Apply the function; 32-bit floats stay so, all else becomes 64-bit."""
        return self.function(_as_floats(pre_activations))

    def derivative(self, pre_activations: ArrayLike) -> FloatArray:
        """Give the slope at every pre-activation, in the same shape.

        Raises
        ------
        OptionError
            For softmax, where each activation depends on all pre-activations of its layer.
        """
        if not self.is_elementwise:
            message = f"{self.name} has no elementwise derivative: use its vjp"
            raise OptionError(message)
        activations = self(pre_activations)
        return self.vjp(activations, np.ones_like(activations))


def _as_floats(values: ArrayLike) -> FloatArray:
    """Array of 32-bit floats if it was one, else of 64-bit floats."""
    array = np.asarray(values)
    return array if array.dtype == np.float32 else array.astype(np.float64, copy=False)


def _sigmoid(pre_activations: FloatArray) -> FloatArray:
    from scipy.special import expit  # noqa: PLC0415 - options need the names alone, at once

    result: FloatArray = expit(pre_activations)
    return result


def _softmax(pre_activations: FloatArray) -> FloatArray:
    from scipy.special import softmax  # noqa: PLC0415 - the same

    result: FloatArray = softmax(pre_activations, axis=-1)
    return result


def _softmax_vjp(activations: FloatArray, gradient: FloatArray) -> FloatArray:
    """Product of the gradient with softmax's symmetric Jacobian, which is never built."""
    mean = np.sum(activations * gradient, axis=-1, keepdims=True)
    result: FloatArray = activations * (gradient - mean)
    return result


LOG_SOFTMAX = ("log_softmax", "logsoftmax")
"""Names of a function that is taken for softmax."""

_FUNCTIONS = {
    function.name: function
    for function in (
        ActivationFunction(
            "sigmoid",
            _sigmoid,
            lambda a, gradient: gradient * a * (1 - a),
            has_unit_range=True,
            onnx_operator="Sigmoid",
            aliases=("logistic", "expit"),
        ),
        ActivationFunction(
            "relu",
            lambda z: np.maximum(z, 0),
            lambda a, gradient: np.where(a > 0, gradient, 0),
            initial_variance=he_variance,
            onnx_operator="Relu",
            aliases=("rectifier",),
        ),
        ActivationFunction(
            "tanh", np.tanh, lambda a, gradient: gradient * (1 - a * a), onnx_operator="Tanh"
        ),
        ActivationFunction(
            "identity",
            np.copy,
            lambda _, gradient: np.copy(gradient),
            aliases=("linear", "none"),
        ),
        ActivationFunction(
            "softmax",
            _softmax,
            _softmax_vjp,
            is_elementwise=False,
            has_unit_range=True,
            onnx_operator="Softmax",
            # The same answer, and probabilities in place of their logarithms.
            aliases=LOG_SOFTMAX,
        ),
    )
}

ACTIVATION_FUNCTIONS: Mapping[str, ActivationFunction] = MappingProxyType(_FUNCTIONS)


def activation_function(name: str | None) -> ActivationFunction:
    """Find an activation function by its name or an alias, in capitals or not.

    Parameters
    ----------
    name
        None, as some libraries have it, is the identity.

    Raises
    ------
    OptionError
        If there is none of that name.
    """
    plain = _plain(name)
    for function in ACTIVATION_FUNCTIONS.values():
        if plain == function.name or plain in function.aliases:
            return function
    known = ", ".join(ACTIVATION_FUNCTIONS)
    message = f"activation must be one of {known}, got {name!r}"
    raise OptionError(message)


def is_log_softmax(name: str | None) -> bool:
    """Whether softmax stands in for what is asked for."""
    return _plain(name) in LOG_SOFTMAX


def _plain(name: str | None) -> str:
    """Name as the tables spell it: `LogSoftmax`, `log-softmax` and `log_softmax` are one."""
    return str(name).strip().lower().replace("-", "_").replace(" ", "_")

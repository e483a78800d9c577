"""Rules that turn a gradient into a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class OptimizerState(FrozenRecord):
    """What an optimizer remembers from step to step.

    Attributes
    ----------
    means
        Running mean of gradients, shape `(parameter_count,)`.
    squares
        Running mean of squared gradients, same shape; unused by momentum.
    """

    steps: int
    means: FloatArray
    squares: FloatArray


class Optimizer(Protocol):
    """What SGD and Adam have in common."""

    def direction(
        self, gradient: FloatArray, state: OptimizerState
    ) -> tuple[FloatArray, OptimizerState]:
        """Say where to go.

        Parameters
        ----------
        gradient
            Of the loss, shape `(parameter_count,)`.

        Returns
        -------
        What to subtract from the parameters for a learning rate of 1, and the next state.
        """


@dataclass(frozen=True)
class SGD:
    """Stochastic gradient descent with momentum.

    Attributes
    ----------
    momentum
        Share of the last step that is kept, 0 for none.

    References
    ----------
    Polyak (1964), Some methods of speeding up the convergence of iteration methods.
    """

    momentum: float

    def direction(
        self, gradient: FloatArray, state: OptimizerState
    ) -> tuple[FloatArray, OptimizerState]:
        """Add the gradient to what is left of the last step."""
        means = self.momentum * state.means + gradient
        return means, OptimizerState(state.steps + 1, means, state.squares)


@dataclass(frozen=True)
class Adam:
    """Steps of adaptive size.

    Attributes
    ----------
    momentum
        Share of the mean gradient that is kept from step to step.
    memory
        Share of the mean squared gradient that is kept.
    epsilon
        Added to the root of the mean square, so that a quiet parameter does not leap.

    References
    ----------
    Kingma and Ba (2015), Adam: a method for stochastic optimization.
    """

    momentum: float = 0.9
    memory: float = 0.999
    epsilon: float = 1e-8

    def direction(
        self, gradient: FloatArray, state: OptimizerState
    ) -> tuple[FloatArray, OptimizerState]:
        """Divide the mean gradient by the root of the mean square."""
        steps = state.steps + 1
        means = self.momentum * state.means + (1 - self.momentum) * gradient
        squares = self.memory * state.squares + (1 - self.memory) * (gradient * gradient)
        # Both started at zero: the quotients undo the bias towards it.
        root = np.sqrt(squares / (1 - self.memory**steps))
        direction = means / (1 - self.momentum**steps) / (root + self.epsilon)
        return direction, OptimizerState(steps, means, squares)


OPTIMIZERS = ("adam", "sgd")


def optimizer(name: str, momentum: float) -> Optimizer:
    """Make an optimizer.

    Parameters
    ----------
    momentum
        Share of the last steps that is kept.

    Raises
    ------
    OptionError
        If there is none of that name.
    """
    if name not in OPTIMIZERS:
        message = f"optimizer must be one of {', '.join(OPTIMIZERS)}, got {name!r}"
        raise OptionError(message)
    return Adam(momentum) if name == "adam" else SGD(momentum)


def initial_state(parameters: FloatArray) -> OptimizerState:
    """Make the state before the first step.

    Parameters
    ----------
    parameters
        Shape `(parameter_count,)`; only shape and type matter.
    """
    return OptimizerState(0, np.zeros_like(parameters), np.zeros_like(parameters))


def descend(
    parameters: FloatArray,
    direction: FloatArray,
    learning_rate: float,
    decay: FloatArray | float = 0.0,
) -> FloatArray:
    """Take a step, and let weights decay regardless of the gradient.

    Parameters
    ----------
    parameters
        Shape `(parameter_count,)`.
    direction
        What an optimizer says, same shape.
    decay
        Share of each parameter that is lost in a step with a learning rate of 1.

    References
    ----------
    Loshchilov and Hutter (2019), Decoupled weight decay regularization.
    """
    return parameters - learning_rate * (direction + decay * parameters)

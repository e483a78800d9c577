"""How sure a network is of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Confidence(FrozenRecord):
    """
    A network's outputs for one input, as one reads them.

    Attributes
    ----------
    outputs
        Activations of the last layer, shape `(classes,)`.
    answer, runner_up
        Indices of the largest output and of the next largest; among equals the first ones.
    """

    outputs: FloatArray
    answer: int
    runner_up: int

    def __post_init__(self) -> None:
        """Lock a copy of the outputs."""
        object.__setattr__(self, "outputs", locked(self.outputs))

    @property
    def largest(self) -> float:
        """Output of the answer."""
        return float(self.outputs[self.answer])

    @property
    def second(self) -> float:
        """Output of the runner-up."""
        return float(self.outputs[self.runner_up])

    @property
    def gap(self) -> float:
        """How far the answer is ahead of the runner-up."""
        return self.largest - self.second

    @property
    def total(self) -> float:
        """Sum of all outputs: 1 only where they are probabilities."""
        return float(self.outputs.sum())


def confidence(outputs: ArrayLike) -> Confidence:
    """
    Read a network's outputs.

    Parameters
    ----------
    outputs
        For one input, shape `(classes,)`, two or more.

    Returns
    -------
    The outputs with the answer and the runner-up.

    Raises
    ------
    OptionError
        If they are a batch's, or fewer than two.
    """
    values = np.asarray(outputs)
    if values.ndim != 1 or values.size < 2:  # noqa: PLR2004 - an answer and a runner-up
        raise OptionError(f"outputs must be 2 or more for one input, got shape {values.shape}")
    order = np.argsort(-values, kind="stable")
    return Confidence(values, int(order[0]), int(order[1]))

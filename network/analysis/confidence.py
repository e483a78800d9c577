"""How sure a network is of its answer, also to pictures of nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import outputs_of
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray
    from network.mlp import MLP

CLOSE = 0.05
"""Shares of the largest output that make no difference to the eye."""


@dataclass(frozen=True, eq=False)
class Confidence(FrozenRecord):
    """A network's outputs for one input, as one reads them.

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
    def is_close(self) -> bool:
        """Whether the runner-up is almost as large as the answer."""
        return self.gap <= CLOSE * abs(self.largest)


def confidence(outputs: ArrayLike) -> Confidence:
    """Read a network's outputs.

    Parameters
    ----------
    outputs
        For one input, shape `(classes,)`, two or more.

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


PICTURES = 1000
NOISE_SEED = 5


def middling_noise(model: MLP, rng: np.random.Generator, *, pictures: int = PICTURES) -> FloatArray:
    """Show noise to a network, and take the picture that it is neither most nor least sure of.

    Parameters
    ----------
    rng
        Where the noise comes from: every pixel is drawn evenly from 0 to 1.

    Returns
    -------
    The picture in the middle, ordered by the largest output; of an even number, the one with the
    larger output of two. Shape `(layer_sizes[0],)`.

    Raises
    ------
    OptionError
        If there are no pictures.
    """
    if pictures < 1:
        raise OptionError(f"pictures must be 1 or more, got {pictures}")
    noise = rng.random((pictures, model.layer_sizes[0]))
    largest = outputs_of(model, noise).max(axis=1)
    return locked(noise[np.argsort(largest, kind="stable")[pictures // 2]])

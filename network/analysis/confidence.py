"""How sure a network is of its answer, and what it answers to pictures of nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import outputs_of
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.arrays import FloatArray, IntegerArray
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

    @property
    def total(self) -> float:
        """Sum of all outputs: 1 only where they are probabilities."""
        return float(self.outputs.sum())


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


@dataclass(frozen=True, eq=False)
class NoiseAnswers(FrozenRecord):
    """A network's answers to noise.

    Attributes
    ----------
    answers
        Index of the answer to each picture, shape `(pictures,)`.
    largest_outputs
        Output of the answer for each picture, shape `(pictures,)`.
    index
        Which of the pictures is in the middle, ordered by how sure the network was of them; of an
        even number, the surer one of two.
    picture
        This picture, shape `(layer_sizes[0],)`.
    confidence
        What the network makes of it.
    """

    answers: IntegerArray
    largest_outputs: FloatArray
    index: int
    picture: FloatArray
    confidence: Confidence

    @property
    def pictures(self) -> int:
        """How many pictures the network was shown."""
        return len(self.largest_outputs)


def noise_answers(
    model: MLP, rng: np.random.Generator, *, pictures: int = PICTURES
) -> NoiseAnswers:
    """Show noise to a network.

    Parameters
    ----------
    rng
        Where the noise comes from: every pixel is drawn evenly from 0 to 1.

    Raises
    ------
    OptionError
        If there are no pictures, or the network has fewer than two outputs.
    """
    if pictures < 1:
        raise OptionError(f"pictures must be 1 or more, got {pictures}")
    noise = rng.random((pictures, model.layer_sizes[0]))
    outputs = outputs_of(model, noise)
    largest = outputs.max(axis=1)
    index = int(np.argsort(largest, kind="stable")[pictures // 2])
    answers = outputs.argmax(axis=1)
    middle = confidence(outputs[index])
    return NoiseAnswers(answers, largest, index, noise[index], middle)

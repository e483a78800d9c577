"""What a network answers to pictures of nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.batches import outputs_of
from network.confidence import Confidence, confidence
from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray, IntegerArray
    from network.mlp import MLP

PICTURES = 1000
NOISE_SEED = 5


@dataclass(frozen=True, eq=False)
class NoiseAnswers(FrozenRecord):
    """
    A network's answers to noise.

    Attributes
    ----------
    answer_counts
        How many pictures got which answer, shape `(classes,)`.
    largest_outputs
        Output of the answer for each picture, shape `(pictures,)`.
    index
        Which of the pictures the network was surest of.
    picture
        This picture, shape `(layer_sizes[0],)`.
    confidence
        What the network makes of it.
    """

    answer_counts: IntegerArray
    largest_outputs: FloatArray
    index: int
    picture: FloatArray
    confidence: Confidence

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("answer_counts", "largest_outputs", "picture"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    @property
    def pictures(self) -> int:
        """How many pictures the network was shown."""
        return len(self.largest_outputs)

    @property
    def commonest_answer(self) -> int:
        """The answer that most pictures got; among equals the first."""
        return int(np.argmax(self.answer_counts))

    @property
    def sure_count(self) -> int:
        """Number of pictures whose answer's output is above one half."""
        return int(np.count_nonzero(self.largest_outputs > 0.5))  # noqa: PLR2004 - one half


def noise_answers(
    model: MLP, rng: np.random.Generator, *, pictures: int = PICTURES
) -> NoiseAnswers:
    """
    Show noise to a network.

    Parameters
    ----------
    model
        The network.
    rng
        Where the noise comes from: every pixel is drawn evenly from 0 to 1.
    pictures
        How many pictures of noise.

    Returns
    -------
    All answers, and the picture with the largest output of all.

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
    index = int(np.argmax(largest))
    counts = np.bincount(outputs.argmax(axis=1), minlength=outputs.shape[1])
    return NoiseAnswers(counts, largest, index, noise[index], confidence(outputs[index]))

"""The image that a network gets wrong and is surest of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.batches import outputs_of
from network.confidence import Confidence, confidence
from network.frozen import FrozenRecord
from network.measurement import count_answers

if TYPE_CHECKING:
    from network.measurement import Accuracy
    from network.mlp import MLP
    from network.test_data import TestData


@dataclass(frozen=True, eq=False)
class Misreading(FrozenRecord):
    """
    One wrong answer.

    The image itself is not kept: it is `images[index]` of the data.

    Attributes
    ----------
    index, label
        Of the image.
    confidence
        What the network makes of it; its answer is not the label.
    """

    index: int
    label: int
    confidence: Confidence

    @property
    def right_output(self) -> float:
        """Output of the right answer."""
        return float(self.confidence.outputs[self.label])


@dataclass(frozen=True, eq=False)
class MisreadDigits(FrozenRecord):
    """
    A network's wrong answers.

    Attributes
    ----------
    data
        Name of the images.
    accuracy
        Of the network on them.
    surest
        The wrong answer with the largest output above that of the label, None if there is none.
    """

    data: str
    accuracy: Accuracy
    surest: Misreading | None

    @property
    def misread(self) -> int:
        """Number of wrong answers."""
        return self.accuracy.images - self.accuracy.correct


def misread_digits(model: MLP, data: TestData) -> MisreadDigits:
    """
    Find the wrong answer that a network is surest of.

    Parameters
    ----------
    model
        The network.
    data
        Images with their labels.

    Returns
    -------
    The wrong answer whose output is farthest above that of the right one, and how many there are.

    Raises
    ------
    OptionError
        If there are no images, or a label that the network has no output for.
    """
    outputs = outputs_of(model, data.images)
    answers = np.argmax(outputs, axis=1)
    accuracy = count_answers(answers, data.labels, outputs.shape[1])
    if accuracy.correct == accuracy.images:
        return MisreadDigits(data.name, accuracy, None)
    rows = np.arange(len(outputs))
    leads = outputs[rows, answers] - outputs[rows, data.labels]
    index = int(np.argmax(np.where(answers == data.labels, -np.inf, leads)))
    surest = Misreading(index, int(data.labels[index]), confidence(outputs[index]))
    return MisreadDigits(data.name, accuracy, surest)

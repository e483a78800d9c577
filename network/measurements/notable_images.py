"""Images that tell about a network: its surest mistake, and where it is least decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import count_answers, outputs_of
from network.analysis.confidence import Confidence, confidence
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.analysis.accuracy import Accuracy
    from network.digits.datasets import TestData
    from network.mlp import MLP


@dataclass(frozen=True, eq=False)
class Misreading(FrozenRecord):
    """One wrong answer.

    The image itself is not kept: it is `images[index]` of the data.

    Attributes
    ----------
    confidence
        What the network makes of it; its answer is not the label.
    """

    index: int
    label: int
    confidence: Confidence


@dataclass(frozen=True, eq=False)
class MisreadDigits(FrozenRecord):
    """A network's wrong answers.

    Attributes
    ----------
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
    """Find the wrong answer that a network is surest of.

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


@dataclass(frozen=True, eq=False)
class UndecidedDigit(FrozenRecord):
    """An image for which the two largest outputs are nearly equal.

    The image itself is not kept: it is `images[index]` of the data.

    Attributes
    ----------
    data
        Name of the images that were searched.
    confidence
        What the network makes of it.
    """

    data: str
    images: int
    index: int
    label: int
    confidence: Confidence


def undecided_digit(model: MLP, data: TestData) -> UndecidedDigit:
    """Find the image with the smallest gap between the two largest outputs.

    An image that lights up no output is passed over: there the network doesn't waver, it is silent.

    Raises
    ------
    OptionError
        If there are no images, or the network has fewer than two outputs.
    """
    outputs = outputs_of(model, data.images)
    if outputs.shape[1] < 2:  # noqa: PLR2004 - to be torn between
        raise OptionError(f"outputs must be 2 or more for one input, got {outputs.shape[1]}")
    ranked = np.sort(outputs, axis=1)
    gaps = ranked[:, -1] - ranked[:, -2]
    typical = np.median(ranked[:, -1])
    speaks = (ranked[:, -1] >= typical / 2) | (typical <= 0)
    index = int(np.argmin(np.where(speaks, gaps, np.inf)))
    return UndecidedDigit(
        data.name, len(outputs), index, int(data.labels[index]), confidence(outputs[index])
    )

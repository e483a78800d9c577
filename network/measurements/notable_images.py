"""Images that tell about a network: its mistakes, and where it is least decided."""

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
    from network.arrays import FloatArray, IntegerArray
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
    """A network's wrong answers, the surest first: by the output of the answer, the largest one.

    The images themselves are not kept: they are `images[indices]` of the data.

    Attributes
    ----------
    indices
        Of the images, shape `(misread,)`; among equally sure ones the first.
    outputs
        Those of the answers, same shape.
    surest
        The first of them, None if there is none.
    """

    data: str
    accuracy: Accuracy
    indices: IntegerArray
    outputs: FloatArray
    surest: Misreading | None

    @property
    def misread(self) -> int:
        """Number of wrong answers."""
        return self.accuracy.images - self.accuracy.correct


def misread_digits(model: MLP, data: TestData) -> MisreadDigits:
    """Find a network's wrong answers.

    Raises
    ------
    OptionError
        If there are no images, or a label that the network has no output for.
    """
    outputs = outputs_of(model, data.images)
    answers = np.argmax(outputs, axis=1)
    accuracy = count_answers(answers, data.labels, outputs.shape[1])
    wrong = np.flatnonzero(answers != data.labels)
    indices = wrong[np.argsort(-outputs[wrong, answers[wrong]], kind="stable")]
    surest = None
    if indices.size:
        first = int(indices[0])
        surest = Misreading(first, int(data.labels[first]), confidence(outputs[first]))
    return MisreadDigits(
        data=data.name,
        accuracy=accuracy,
        indices=indices,
        outputs=outputs[indices, answers[indices]],
        surest=surest,
    )


@dataclass(frozen=True, eq=False)
class UndecidedDigit(FrozenRecord):
    """The image for which the two largest outputs differ least, of all that light up an output.

    An output is lit up if it is at least half as large as the largest ones usually are. Where none
    is, the network doesn't waver, it is silent.

    The image itself is not kept: it is `images[index]` of the data.

    Attributes
    ----------
    data
        Name of the images that were searched.
    passed_over
        How many images have a smaller gap, and light up no output.
    confidence
        What the network makes of it.
    """

    data: str
    images: int
    passed_over: int
    index: int
    label: int
    confidence: Confidence

    @property
    def is_right(self) -> bool:
        """Whether the largest output is the right one."""
        return self.confidence.answer == self.label


def undecided_digit(model: MLP, data: TestData) -> UndecidedDigit:
    """Find the image with the smallest gap between the two largest outputs, one of them lit up.

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
        data=data.name,
        images=len(outputs),
        passed_over=int(np.count_nonzero(gaps[~speaks] < gaps[index])),
        index=index,
        label=int(data.labels[index]),
        confidence=confidence(outputs[index]),
    )

"""The image that a network is least decided about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import outputs_of
from network.analysis.confidence import Confidence, confidence
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.digits.datasets import TestData
    from network.mlp import MLP


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
    confidence
        What the network makes of it.
    """

    data: str
    images: int
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
        index=index,
        label=int(data.labels[index]),
        confidence=confidence(outputs[index]),
    )

"""The image that a network can decide on least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.batches import outputs_of
from network.confidence import Confidence, confidence
from network.errors import OptionError
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.mlp import MLP
    from network.test_data import TestData


@dataclass(frozen=True, eq=False)
class UndecidedDigit(FrozenRecord):
    """
    An image for which the two largest outputs are nearly equal.

    The image itself is not kept: it is `images[index]` of the data.

    Attributes
    ----------
    data
        Name of the images that were searched.
    images
        How many there were.
    index, label
        Of the image found.
    confidence
        What the network makes of it.
    """

    data: str
    images: int
    index: int
    label: int
    confidence: Confidence


def undecided_digit(model: MLP, data: TestData) -> UndecidedDigit:
    """
    Find the image with the smallest gap between the two largest outputs.

    An image that lights up no output is passed over: there the network doesn't waver, it is silent.

    Parameters
    ----------
    model
        The network.
    data
        The images to search.

    Returns
    -------
    The image found; among equals the first.

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
    speaks = ranked[:, -1] >= np.median(ranked[:, -1]) / 2
    index = int(np.argmin(np.where(speaks, gaps, np.inf)))
    return UndecidedDigit(
        data.name, len(outputs), index, int(data.labels[index]), confidence(outputs[index])
    )

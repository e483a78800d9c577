"""What is left of a network without its activation functions: one matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.analysis.accuracy import measure_accuracy, outputs_of
from network.analysis.linear_network import collapsed, without_activations
from network.frozen import FrozenRecord

if TYPE_CHECKING:
    from network.analysis.accuracy import Accuracy
    from network.digits.datasets import TestData
    from network.mlp import MLP


@dataclass(frozen=True, eq=False)
class LinearCollapse(FrozenRecord):
    """A network without activation functions, layer by layer and as one matrix.

    Attributes
    ----------
    largest_difference
        Of an output of the layers from the same output of the one matrix, over all images.
    largest_output
        Largest magnitude of an output of the layers, to compare that with.
    with_activations, without_activations
        How often the network is right as it is, and with its activation functions taken away.
    """

    data: str
    largest_difference: float
    largest_output: float
    with_activations: Accuracy
    without_activations: Accuracy


def linear_collapse(model: MLP, data: TestData) -> LinearCollapse:
    """Compare a network without activation functions with the one matrix that it collapses to.

    Raises
    ------
    OptionError
        If there are no images, or a label that the network has no output for.
    """
    exact = model.astype(np.float64)
    linear = without_activations(exact)
    layered = outputs_of(linear, data.images)
    at_once = outputs_of(collapsed(exact), data.images)
    return LinearCollapse(
        data.name,
        float(np.abs(layered - at_once).max()),
        float(np.abs(layered).max()),
        measure_accuracy(exact, data.images, data.labels),
        measure_accuracy(linear, data.images, data.labels),
    )

"""How large the weights into each neuron of a layer are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from network.errors import OptionError
from network.frozen import FrozenRecord, locked

if TYPE_CHECKING:
    from network.arrays import FloatArray
    from network.layers import Layer

LARGE_PERCENTILE = 99.5
"""All but a few weights of a neuron are smaller than what is called large."""


@dataclass(frozen=True, eq=False)
class WeightRows(FrozenRecord):
    """
    Sizes of the weights into each neuron of a layer.

    Attributes
    ----------
    norms
        Root of the sum of the squared weights, shape `(fan_out,)`.
    large
        Magnitude that all but half a percent of the weights stay below, shape `(fan_out,)`.
    """

    norms: FloatArray
    large: FloatArray

    def __post_init__(self) -> None:
        """Lock copies of the arrays."""
        for name in ("norms", "large"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    def heaviest(self, count: int, *, but: int | None = None) -> tuple[int, ...]:
        """
        Choose the neurons with the largest weights, all weights of each together.

        Parameters
        ----------
        count
            How many are wanted; a small layer has fewer.
        but
            A neuron that is left out.

        Returns
        -------
        Their indices, ascending; among equals the first ones.

        Raises
        ------
        OptionError
            If less than none are wanted.
        """
        if count < 0:
            message = f"count must be 0 or more, got {count}"
            raise OptionError(message)
        order = (int(i) for i in np.argsort(-self.norms, kind="stable"))
        return tuple(sorted([neuron for neuron in order if neuron != but][:count]))


def weight_rows(layer: Layer) -> WeightRows:
    """
    Measure the weights into each neuron of a layer.

    Parameters
    ----------
    layer
        Any layer.
    """
    return WeightRows(
        norms=np.linalg.norm(layer.weights, axis=1),
        large=np.percentile(np.abs(layer.weights), LARGE_PERCENTILE, axis=1),
    )

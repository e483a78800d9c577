"""The light of the connections, as far as a browser can draw it while somebody draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.scales import connection_light, strongest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

DRAWN_CONNECTIONS = 900
"""Of one layer pair; what is left out would be too dim to be seen."""


def strongest_connections(values: ArrayLike) -> list[tuple[int, int, float]]:
    """The brightest connections of a layer pair, the brightest first.

    Parameters
    ----------
    values
        Weights or contributions, shape (fan_out, fan_in).

    Returns
    -------
    Input, neuron, and the light with the sign of the value: for the eye, so it is rounded.
    """
    signed = np.asarray(values, dtype=np.float64)
    light = np.copysign(connection_light(signed), signed).round(3)
    neurons, inputs = np.unravel_index(strongest(light.ravel(), DRAWN_CONNECTIONS), light.shape)
    found = zip(inputs.tolist(), neurons.tolist(), light[neurons, inputs].tolist(), strict=True)
    return [connection for connection in found if connection[2]]

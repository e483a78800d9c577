"""The number that full ink was where a network was trained, told by how it scales its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from network.input_preparation import InputPreparation

HALF_BYTE = 16.0
"""Full ink in scikit-learn's digits."""
BYTE = 255.0
_FAR = 4
"""So much farther than full ink reaches no mean with its deviation."""


def full_ink_of(scaling: InputPreparation) -> float:
    """The smallest usual number from whose range a scaling comes near 0 and 1: 1, 16 or 255.

    A division by 255 makes 1 of 255; a mean of 33 becomes 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        origins = [(goal - scaling.offset) / scaling.scale for goal in (0, 1)]
    reach = max(np.max(np.where(scaling.scale == 0, 0, each)) for each in origins)
    return next((ink for ink in (1.0, HALF_BYTE) if reach <= _FAR * ink), BYTE)

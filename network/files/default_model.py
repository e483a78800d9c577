"""The network that the film shows unless it is given another."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from network.files.weight_files import load_model
from network.paths import ASSETS

if TYPE_CHECKING:
    from network.mlp import MLP

DEFAULT_WEIGHTS = ASSETS / "weights" / "mnist-784-16-16-10-sigmoid.safetensors"


@lru_cache(maxsize=1)
def default_model() -> MLP:
    """Load the network that ships with the project.

    Returns
    -------
    The network of `assets/weights`, in 64-bit floats.

    Raises
    ------
    WeightsError
        If the file is missing or damaged.
    """
    return load_model(DEFAULT_WEIGHTS).astype(np.float64)

"""A network as a page of the playground carries it."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from network.digits.image_format import image_format_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from network.mlp import MLP


def network_json(model: MLP) -> dict[str, Any]:
    """Layers, input preparation, labels, and the format of pictures: all of the forward pass.

    Raises
    ------
    OptionError
        When the network reads no square pictures.
    """
    return {
        "layers": [
            {
                "weights": floats_json(layer.weights),
                "biases": floats_json(layer.biases),
                "activation": layer.activation,
            }
            for layer in model.layers
        ],
        "preparation": {
            "scale": floats_json(model.preparation.scale),
            "offset": floats_json(model.preparation.offset),
        },
        "labels": list(model.labels),
        "format": asdict(image_format_of(model.layer_sizes[0])),
    }


def floats_json(values: ArrayLike) -> dict[str, Any]:
    """Numbers, little-endian, in base64: of 32 bits each where that loses nothing, else of 64."""
    exact = np.asarray(values, "<f8").ravel()
    short = exact.astype("<f4")
    is_lossless = bool(np.array_equal(short.astype("<f8"), exact))
    content = (short if is_lossless else exact).tobytes()
    return {"bits": 32 if is_lossless else 64, "base64": base64.b64encode(content).decode()}

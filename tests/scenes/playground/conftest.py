"""Networks of all kinds, and drawings of a hand that is not too sure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from network.digits.drawn_digits import load_drawn_digits
from network.digits.pen_drawing import PAD_SIDE, PenDrawing
from network.digits.pen_strokes import stroke_path, warp_strokes
from network.files.default_model import default_model
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP
from network.training.initialization import initialize

LETTERS = tuple("abcdefghij")


def random_network(sizes: Sequence[int], activations: Sequence[str], **rest: object) -> MLP:
    rng = np.random.default_rng(len(sizes))
    drawn = initialize(tuple(sizes), tuple(activations), rng)
    layers = tuple(
        Layer(layer.weights, rng.normal(0, 0.3, layer.fan_out), layer.activation)
        for layer in drawn.layers
    )
    return MLP(layers, **rest)


NETWORKS: dict[str, Callable[[], MLP]] = {
    "default": default_model,
    "relu": lambda: random_network((784, 20, 12, 10), ("relu", "relu", "sigmoid")),
    "softmax": lambda: random_network((784, 24, 10), ("tanh", "softmax"), labels=LETTERS).astype(
        np.float32
    ),
    "8 x 8": lambda: random_network((64, 32, 10), ("relu", "identity")),
    "normalised": lambda: random_network(
        (784, 16, 10),
        ("tanh", "softmax"),
        preparation=InputPreparation.from_statistics(mean=0.1307, std=0.3081, inverted=True),
    ),
}


def hand_drawings(count: int = 200) -> list[PenDrawing]:
    """Our digits, warped, at any size and place of the pad; some have a dot, or are smooth."""
    rng = np.random.default_rng(16)
    digits, drawings = load_drawn_digits(), []
    for number in range(count):
        strokes = warp_strokes(digits[number % len(digits)].strokes, rng)
        if number % 10 == 0:
            drawings.append(PenDrawing(tuple(stroke.points for stroke in strokes), is_smooth=True))
            continue
        size, samples = rng.uniform(0.1, 0.8), int(rng.integers(5, 90))
        paths = [
            np.round(PAD_SIDE * (stroke_path(stroke, samples) * size + rng.uniform(0, 0.2)))
            for stroke in strokes
        ]
        if number % 7 == 0:
            paths.append(np.round(rng.uniform(0, PAD_SIDE, (1, 2))))
        drawings.append(PenDrawing(tuple(paths)))
    return drawings


@pytest.fixture(scope="session")
def drawings() -> list[PenDrawing]:
    return hand_drawings()


@pytest.fixture(scope="session")
def networks() -> dict[str, MLP]:
    return {name: make() for name, make in NETWORKS.items()}

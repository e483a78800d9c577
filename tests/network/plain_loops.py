"""A network computed number by number, with no array library: the tests' independent oracle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Vector = list[float]


@dataclass
class PlainLayer:
    """Numbers of one layer for one input."""

    contributions: list[Vector]
    pre_activations: Vector
    activations: Vector


def plain_activations(name: str, pre_activations: Sequence[float]) -> Vector:
    if name == "softmax":
        largest = max(pre_activations)
        powers = [math.exp(value - largest) for value in pre_activations]
        return [power / math.fsum(powers) for power in powers]
    return [_FUNCTIONS[name](value) for value in pre_activations]


def plain_forward(model: object, inputs: Sequence[float]) -> list[PlainLayer]:
    """Feed one input through a network, one multiplication at a time."""
    layers: list[PlainLayer] = []
    values = [float(value) for value in inputs]
    for layer in model.layers:
        contributions = [
            [float(weight) * value for weight, value in zip(row, values, strict=True)]
            for row in layer.weights
        ]
        pre_activations = [
            math.fsum(row) + float(bias)
            for row, bias in zip(contributions, layer.biases, strict=True)
        ]
        values = plain_activations(layer.activation, pre_activations)
        layers.append(PlainLayer(contributions, pre_activations, values))
    return layers


def plain_loss(name: str, outputs: Sequence[float], targets: Sequence[float]) -> float:
    """Loss of one input."""
    pairs = list(zip(outputs, targets, strict=True))
    if name == "squared_error":
        return math.fsum((output - target) ** 2 for output, target in pairs)
    if name == "cross_entropy":
        return -math.fsum(target * math.log(output) for output, target in pairs if target)
    return -math.fsum(
        target * math.log(output) + (1 - target) * math.log(1 - output) for output, target in pairs
    )


def _sigmoid(value: float) -> float:
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    return math.exp(value) / (1 + math.exp(value))


_FUNCTIONS = {
    "sigmoid": _sigmoid,
    "relu": lambda value: value if value > 0 else 0.0,
    "tanh": math.tanh,
    "identity": lambda value: value,
}

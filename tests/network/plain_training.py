"""Training of networks of sigmoid outputs, step by step: the tests' independent oracle."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

Layers = list[tuple[np.ndarray, np.ndarray, str]]


def plain_start(
    sizes: list[int], hidden: str, rng: np.random.Generator, *, he: bool = False
) -> Layers:
    """Draw 32-bit weights by Glorot's rule, or by He's for all layers but the last."""
    layers = []
    for fan_in, fan_out in pairwise(sizes):
        is_last = len(layers) == len(sizes) - 2
        variance = 2 / fan_in if he and not is_last else 2 / (fan_in + fan_out)
        weights = rng.normal(0.0, math.sqrt(variance), (fan_out, fan_in))
        name = "sigmoid" if is_last else hidden
        layers.append((weights.astype(np.float32), np.zeros(fan_out, np.float32), name))
    return layers


def plain_accuracy(layers: Layers, images: np.ndarray, labels: np.ndarray) -> float:
    """Share of images whose largest output is the label's."""
    return int((_run(layers, images)[-1].argmax(axis=1) == labels).sum()) / len(labels)


def plain_epochs(
    layers: Layers,
    images: np.ndarray,
    labels: np.ndarray,
    rng: np.random.Generator,
    *,
    epochs: int,
    adam: bool,
) -> Iterator[Layers]:
    """
    Take a step downhill on binary cross-entropy for every 64 images, in random order.

    Adam begins with 0.003 and follows half a cosine down to 0; momentum of 0.9 walks on with 0.01.
    """
    targets = np.eye(10, dtype=np.float32)[labels]
    steps = math.ceil(len(images) / 64)
    memory = [(0 * part, 0 * part) for w, b, _ in layers for part in (w, b)]
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for start in range(0, len(images), 64):
            batch = order[start : start + 64]
            values = _run(layers, images[batch])
            delta = (values[-1] - targets[batch]) / len(batch)
            gradients = []
            for place in reversed(range(len(layers))):
                weights, _, _ = layers[place]
                gradients = [delta.T @ values[place], delta.sum(axis=0), *gradients]
                if place:
                    output = values[place]
                    is_relu = layers[place - 1][2] == "relu"
                    slope = (output > 0) if is_relu else output * (1 - output)
                    delta = (delta @ weights) * slope
            cosine = (1 + math.cos(math.pi * step / (epochs * steps))) / 2
            step += 1
            moves = []
            for place, gradient in enumerate(gradients):
                mean, square = memory[place]
                mean = 0.9 * mean + (0.1 if adam else 1.0) * gradient
                square = 0.999 * square + 0.001 * gradient**2
                memory[place] = mean, square
                if adam:
                    root = np.sqrt(square / (1 - 0.999**step)) + 1e-8
                    moves.append(0.003 * cosine * mean / (1 - 0.9**step) / root)
                else:
                    moves.append(0.01 * mean)
            layers = [
                (weights - moves[2 * i], biases - moves[2 * i + 1], name)
                for i, (weights, biases, name) in enumerate(layers)
            ]
        yield layers


def _run(layers: Layers, images: np.ndarray) -> list[np.ndarray]:
    """What enters the first layer, and what each layer passes on."""
    values = [images]
    for weights, biases, name in layers:
        sums = values[-1] @ weights.T + biases
        values.append(np.maximum(sums, 0) if name == "relu" else 1 / (1 + np.exp(-sums)))
    return values

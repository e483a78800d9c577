"""Training of networks of sigmoid outputs, step by step: the tests' independent oracle."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

Layers = list[tuple[np.ndarray, np.ndarray, str]]


def plain_start(
    sizes: list[int],
    hidden: str,
    rng: np.random.Generator,
    *,
    he: bool = False,
    gain: float = 1.0,
    dtype: type = np.float32,
) -> Layers:
    """Draw weights by Glorot's rule, or by He's for all layers but the last, times a gain."""
    layers = []
    for fan_in, fan_out in pairwise(sizes):
        is_last = len(layers) == len(sizes) - 2
        variance = 2 / fan_in if he and not is_last else 2 / (fan_in + fan_out)
        weights = rng.normal(0.0, math.sqrt(variance), (fan_out, fan_in))
        if not is_last:
            weights = gain * weights
        name = "sigmoid" if is_last else hidden
        layers.append((weights.astype(dtype), np.zeros(fan_out, dtype), name))
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
    rate: float = 0.003,
    batch_size: int = 64,
) -> Iterator[Layers]:
    """
    Take a step downhill on binary cross-entropy for every batch of images, in random order.

    Either Adam's steps or those of a momentum of 0.9; the rate follows half a cosine down to 0.
    """
    targets = np.eye(len(layers[-1][1]), dtype=images.dtype)[labels]
    steps = math.ceil(len(images) / batch_size)
    memory = [(0 * part, 0 * part) for w, b, _ in layers for part in (w, b)]
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for start in range(0, len(images), batch_size):
            batch = order[start : start + batch_size]
            values = _run(layers, images[batch])
            delta = (values[-1] - targets[batch]) / len(batch)
            gradients = []
            for place in reversed(range(len(layers))):
                weights, _, _ = layers[place]
                gradients = [delta.T @ values[place], delta.sum(axis=0), *gradients]
                if place:
                    delta = (delta @ weights) * _slope(layers[place - 1][2], values[place])
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
                    moves.append(rate * cosine * mean / (1 - 0.9**step) / root)
                else:
                    moves.append(rate * cosine * mean)
            layers = [
                (weights - moves[2 * i], biases - moves[2 * i + 1], name)
                for i, (weights, biases, name) in enumerate(layers)
            ]
        yield layers


def plain_gradients(
    layers: Layers, images: np.ndarray, labels: np.ndarray
) -> tuple[list[float], list[float]]:
    """Mean magnitudes of gradients of the sums, layer by layer, and hidden layers' mean slopes."""
    values = _run(layers, images)
    delta = values[-1] - np.eye(10)[labels]
    sizes, slopes = [np.abs(delta).mean()], []
    for place in reversed(range(1, len(layers))):
        slope = _slope(layers[place - 1][2], values[place])
        delta = (delta @ layers[place][0]) * slope
        sizes.insert(0, np.abs(delta).mean())
        slopes.insert(0, np.mean(slope))
    return sizes, slopes


def _slope(name: str, outputs: np.ndarray) -> np.ndarray:
    """Slope of a function where it gives these outputs."""
    if name == "identity":
        return np.ones_like(outputs)
    return outputs > 0 if name == "relu" else outputs * (1 - outputs)


def _run(layers: Layers, images: np.ndarray) -> list[np.ndarray]:
    """What enters the first layer, and what each layer passes on."""
    values = [images]
    for weights, biases, name in layers:
        sums = values[-1] @ weights.T + biases
        if name == "identity":
            values.append(sums)
        else:
            values.append(np.maximum(sums, 0) if name == "relu" else 1 / (1 + np.exp(-sums)))
    return values

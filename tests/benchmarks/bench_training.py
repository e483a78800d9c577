"""One epoch of training beside scikit-learn's, on the same work."""

from __future__ import annotations

import os
import statistics
import time
import warnings
from collections.abc import Callable

import numpy as np

from network.digits.mnist import load_mnist
from network.training.initialization import initialize
from network.training.loop import TrainingSettings, train

BAR = 1.0
RUNS = 9
SETTINGS = TrainingSettings(
    epochs=1,
    batch_size=64,
    learning_rate=1e-3,
    optimizer="adam",
    schedule="constant",
    warmup_epochs=0,
    weight_decay=0,
    augment_shift=0,
    augment_rotation=0,
    augment_scale=0,
)


def run() -> list[dict[str, object]]:
    """
    Measure both, in turns.

    Returns
    -------
    One entry: median seconds of ours and of scikit-learn's, and their ratio.
    """
    images, labels = training_data()
    train_ours(images[:1000], labels[:1000])
    train_anchor(images[:1000], labels[:1000])
    ours, anchor = [], []
    for _ in range(RUNS):
        ours.append(seconds_of(train_ours, images, labels))
        anchor.append(seconds_of(train_anchor, images, labels))
    ratio = statistics.median(ours) / statistics.median(anchor)
    return [
        {
            "name": f"one epoch of training on {len(images)} images, seconds beside scikit-learn's",
            "ours": statistics.median(ours),
            "anchor": statistics.median(anchor),
            "ratio": ratio,
            "bar": BAR,
            "holds": ratio <= BAR,
        }
    ]


def training_data() -> tuple[np.ndarray, np.ndarray]:
    """Return 60,000 images of 784 pixels: MNIST's if `MNIST_DIR` is set, else sparse noise."""
    if os.environ.get("MNIST_DIR"):
        mnist = load_mnist(download=False)
        images = mnist.training_images.reshape(-1, 784).astype(np.float32) / 255
        return images, np.array(mnist.training_labels)
    rng = np.random.default_rng(0)
    images = rng.random((60_000, 784), np.float32)
    # As in MNIST, four pixels in five are dark.
    images *= rng.random((60_000, 784), np.float32) < 0.2
    return images, rng.integers(0, 10, 60_000)


def train_ours(images: np.ndarray, labels: np.ndarray) -> None:
    """Train for an epoch with this project."""
    rng = np.random.default_rng(0)
    model = initialize((784, 16, 16, 10), ("sigmoid",) * 3, rng).astype(np.float32)
    train(model, images, labels, SETTINGS, rng)


def train_anchor(images: np.ndarray, labels: np.ndarray) -> None:
    """Train for an epoch with scikit-learn."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    classifier = MLPClassifier(
        (16, 16),
        activation="logistic",
        solver="adam",
        batch_size=64,
        learning_rate_init=1e-3,
        alpha=0,
        max_iter=1,
        random_state=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        classifier.fit(images, labels)


def seconds_of(
    work: Callable[[np.ndarray, np.ndarray], None], images: np.ndarray, labels: np.ndarray
) -> float:
    """Measure how long something takes."""
    started = time.perf_counter()
    work(images, labels)
    return time.perf_counter() - started

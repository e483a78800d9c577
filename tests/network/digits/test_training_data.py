"""The images to learn, from where there are some."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from network.digits import datasets as training_data
from network.digits.datasets import OWN_TRAINING_SEED, load_training_data
from network.digits.mnist import load_mnist
from network.errors import DatasetError


def test_without_mnist_the_own_digits_stand_in_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = []

    def few(rng: np.random.Generator, **_: object) -> tuple[np.ndarray, np.ndarray]:
        seeds.append(rng.random())
        return np.full((2, 784), 0.1), np.array([3, 4])

    monkeypatch.setattr(training_data, "find_mnist", lambda: None)
    monkeypatch.setattr(training_data, "drawn_test_set", few)
    found = load_training_data()
    assert (found.name, found.is_mnist) == ("own digits, warped", False)
    assert (found.images.dtype, found.labels.tolist()) == (np.float32, [3, 4])
    assert seeds == [np.random.default_rng(OWN_TRAINING_SEED).random()]


def test_with_mnist_its_training_set_is_loaded(
    mnist_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MNIST_DIR", str(mnist_dir))
    found, mnist = load_training_data(), load_mnist(mnist_dir)
    assert (found.name, found.is_mnist) == ("MNIST training images", True)
    assert found.images.shape == (60_000, 784)
    assert (255 * found.images[77]).round().tolist() == mnist.training_images[77].ravel().tolist()
    assert found.labels.tolist() == mnist.training_labels.tolist()


def test_a_folder_without_mnist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="expected the files of MNIST"):
        load_training_data(tmp_path)

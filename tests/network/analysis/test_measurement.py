"""Measurements, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.errors import OptionError
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP


@pytest.fixture
def copycat() -> MLP:
    """Return a network whose answer is the index of the largest of three inputs."""
    return MLP((Layer(np.eye(3), np.zeros(3), "identity"),))


def test_counts_by_hand(copycat: MLP) -> None:
    images = np.eye(3)[[0, 0, 1, 2, 2]]
    result = measure_accuracy(copycat, images, [0, 1, 1, 2, 0])
    assert result.confusion.tolist() == [[1, 0, 1], [1, 1, 0], [0, 0, 1]]
    assert (result.correct, result.images, result.accuracy) == (3, 5, 0.6)
    assert result.per_class.tolist() == [0.5, 0.5, 1.0]


def test_a_class_without_images_has_no_accuracy(copycat: MLP) -> None:
    result = measure_accuracy(copycat, np.eye(3)[:2], [0, 1])
    assert np.isnan(result.per_class).tolist() == [False, False, True]


@pytest.mark.parametrize("batch_size", [1, 7, 50, 1000])
def test_the_size_of_batches_does_not_matter(
    batch_size: int, random_model: MLP, rng: np.random.Generator
) -> None:
    images, labels = rng.random((50, 6)), rng.integers(0, 3, 50)
    expected = sum(
        forward(random_model, image).answer == label
        for image, label in zip(images, labels, strict=True)
    )
    assert measure_accuracy(random_model, images, labels, batch_size=batch_size).correct == expected


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0, 1], r"labels must be 3 integers, got int64 of \(2,\)"),
        ([0, 1, 2, 0], r"labels must be 3 integers, got int64 of \(4,\)"),
        ([0.0, 1.0, 2.0], "labels must be 3 integers, got float64"),
        ([0, 1, 3], r"labels must be between 0 and 2, as there are 3 outputs, got 0\.\.3"),
        ([-1, 1, 0], r"labels must be between 0 and 2, as there are 3 outputs, got -1\.\.1"),
    ],
)
def test_labels_that_do_not_fit_are_refused(
    copycat: MLP, labels: list[float], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        measure_accuracy(copycat, np.eye(3), labels)


def test_no_images_are_refused(copycat: MLP) -> None:
    with pytest.raises(OptionError, match=r"images must be 1 or more rows of pixels, got .*\(0, 3"):
        measure_accuracy(copycat, np.zeros((0, 3)), np.zeros(0, int))

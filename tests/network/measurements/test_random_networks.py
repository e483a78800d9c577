"""Random networks, against reading the images one network at a time."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from network.digits.datasets import TestData
from network.errors import OptionError
from network.measurements.random_networks import random_network, random_networks
from network.mlp import MLP


@pytest.fixture
def data(rng: np.random.Generator) -> TestData:
    """Twenty pictures of six pixels."""
    return TestData(rng.random((20, 6)), rng.integers(0, 3, 20), "some pictures", "00")


def test_a_random_network_has_the_shape_of_the_trained_one(random_model: MLP) -> None:
    drawn = random_network(random_model, np.random.default_rng(1))
    assert drawn.layer_sizes == random_model.layer_sizes
    assert drawn.activations == random_model.activations
    assert drawn.dtype == np.float32


def test_all_parameters_are_drawn_from_the_standard_normal_distribution() -> None:
    from network.files.default_model import default_model

    drawn = random_network(default_model(), np.random.default_rng(1))
    values = drawn.layers[0].weights.ravel()
    assert (values.mean(), values.std()) == pytest.approx((0, 1), abs=0.03)
    assert all(layer.biases.all() for layer in drawn.layers)


def test_right_answers_are_those_of_plain_loops(
    random_model: MLP, data: TestData, plain_loops: ModuleType
) -> None:
    found = random_networks(random_model, data, np.random.default_rng(4), networks=5)
    rng = np.random.default_rng(4)
    for correct in found.correct:
        drawn = random_network(random_model, rng)
        outputs = [
            plain_loops.plain_forward(drawn, image.astype(np.float32))[-1].activations
            for image in data.images
        ]
        answers = [row.index(max(row)) for row in outputs]
        assert correct == sum(a == b for a, b in zip(answers, data.labels, strict=True))
    assert (found.networks, found.images, found.data) == (5, 20, "some pictures")
    assert found.accuracies.tolist() == (found.correct / 20).tolist()
    assert (found.best, found.mean) == (found.accuracies.max(), found.accuracies.mean())


def test_the_trained_network_reads_the_same_images(random_model: MLP, data: TestData) -> None:
    from network.analysis.accuracy import measure_accuracy

    found = random_networks(random_model, data, np.random.default_rng(4), networks=1)
    expected = measure_accuracy(random_model, data.images, data.labels)
    assert (found.trained_correct, found.trained_accuracy) == (expected.correct, expected.accuracy)


def test_the_histogram_holds_every_network(random_model: MLP, data: TestData) -> None:
    told: list[int] = []
    found = random_networks(
        random_model, data, np.random.default_rng(4), networks=7, on_progress=told.append
    )
    assert found.spread.counts.sum() == 7
    assert (found.spread.edges[0], found.spread.edges[-1]) == (0.0, 1.0)
    assert told == [1, 2, 3, 4, 5, 6, 7]


def test_less_than_one_network_is_refused(random_model: MLP, data: TestData) -> None:
    with pytest.raises(OptionError, match="networks must be 1 or more, got 0"):
        random_networks(random_model, data, np.random.default_rng(4), networks=0)

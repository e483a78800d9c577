"""Measurements, against counting by hand."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from network.errors import OptionError
from network.forward import forward
from network.layers import Layer
from network.measurement import Measurement, measure_accuracy, pre_activation_histogram
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
        ([0.0, 1.0, 2.0], "labels must be 3 integers, got float64"),
        ([0, 1, 3], r"labels must be between 0 and 2, got 0\.\.3"),
        ([-1, 1, 0], r"labels must be between 0 and 2, got -1\.\.1"),
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


def test_histogram_by_hand(copycat: MLP) -> None:
    images = np.array([[0.0, 1.0, 5.0], [0.5, 3.0, -2.0]])
    result = pre_activation_histogram(copycat, images, "two images", bins=[0, 1, 2, 4])
    assert result.data == "two images"
    assert result.name == "pre-activations of layer 1"
    assert result.values["counts"].tolist() == [2, 1, 1]
    assert result.values["edges"].tolist() == [0, 1, 2, 4]
    assert result.values["total"] == 6
    assert (result.values["smallest"], result.values["largest"]) == (-2.0, 5.0)


def test_histogram_of_one_neuron(copycat: MLP) -> None:
    images = np.array([[0.0, 1.0, 5.0], [0.5, 3.0, -2.0]])
    result = pre_activation_histogram(copycat, images, "two images", neuron=1, bins=2)
    assert result.name == "pre-activations of neuron 2 of layer 1"
    assert result.values["counts"].tolist() == [1, 1]
    assert result.values["edges"].tolist() == [1.0, 2.0, 3.0]


def test_histogram_of_a_deeper_layer_in_several_batches(
    random_model: MLP, rng: np.random.Generator
) -> None:
    images = rng.random((2500, 6))
    result = pre_activation_histogram(random_model, images, "noise", layer=2)
    pre_activations = forward(random_model, images).layers[2].pre_activations
    assert result.values["total"] == 7500 == result.values["counts"].sum()
    assert result.values["largest"] == pytest.approx(pre_activations.max())


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"layer": 1}, "layer must be between 0 and 0, got 1"),
        ({"layer": -1}, "layer must be between 0 and 0, got -1"),
        ({"neuron": 3}, "neuron must be between 0 and 2, got 3"),
        ({"neuron": -1}, "neuron must be between 0 and 2, got -1"),
    ],
)
def test_a_histogram_of_nothing_is_refused(
    copycat: MLP, where: dict[str, int], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        pre_activation_histogram(copycat, np.eye(3), "three images", **where)


def test_a_measurement_is_locked_and_survives_a_pickle() -> None:
    numbers = np.ones(3)
    measurement = Measurement("timing", "this machine", {"seconds": numbers, "runs": 3})
    numbers[:] = 0
    back = pickle.loads(pickle.dumps(measurement))  # noqa: S301 - our own
    assert back == measurement
    assert back.values["seconds"].tolist() == [1, 1, 1]
    with pytest.raises(ValueError, match="read-only"):
        back.values["seconds"][0] = 9
    with pytest.raises(TypeError, match="item assignment"):
        back.values["runs"] = 4

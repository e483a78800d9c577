"""The undecided digit, against looking at every image."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from network.analysis.accuracy import outputs_of
from network.digits.datasets import TestData, load_test_data
from network.errors import OptionError
from network.files.default_model import default_model
from network.layers import Layer
from network.measurements.record_lookup import load_or_measure
from network.measurements.undecided import undecided_digit
from network.mlp import MLP


def identity_model(size: int) -> MLP:
    return MLP((Layer(np.eye(size), np.zeros(size), "identity"),))


def test_the_smallest_gap_is_found() -> None:
    images = [[0.9, 0.1, 0.3], [0.5, 0.6, 0.1], [0.2, 0.7, 0.65], [1.0, 0.0, 0.0]]
    data = TestData(np.array(images), np.array([0, 1, 2, 0]), "some pictures", "00")
    found = undecided_digit(identity_model(3), data)
    assert (found.data, found.images, found.index, found.label) == ("some pictures", 4, 2, 2)
    assert (found.confidence.answer, found.confidence.runner_up) == (1, 2)
    assert not found.is_right


def test_an_image_that_lights_up_nothing_is_not_undecided() -> None:
    images = [[0.9, 0.1], [0.001, 0.001], [0.8, 0.6], [0.9, 0.2]]
    data = TestData(np.array(images), np.array([0, 0, 0, 0]), "some pictures", "00")
    found = undecided_digit(identity_model(2), data)
    assert (found.index, found.is_right) == (2, True)


def test_the_network_is_nowhere_less_decided_than_on_the_digit_found(
    random_model: MLP, rng: np.random.Generator
) -> None:
    from network.forward import forward

    data = TestData(rng.random((50, 6)), rng.integers(0, 3, 50), "some pictures", "00")
    found = undecided_digit(random_model, data)
    outputs = [sorted(forward(random_model, image).outputs.tolist()) for image in data.images]
    largest = sorted(row[-1] for row in outputs)
    half = (largest[24] + largest[25]) / 4
    smallest = min(row[-1] - row[-2] for row in outputs if row[-1] >= half)
    assert found.confidence.gap == pytest.approx(smallest)


def test_what_is_said_of_the_shipped_network_s_closest_call(mnist_dir: Path) -> None:
    """Of all test images that light up an output none is closer, and what it says is wrong."""
    model = default_model()
    data = load_test_data(mnist_dir)
    found = load_or_measure("undecided_digit", model, mnist_dir=mnist_dir)
    ranked = np.sort(outputs_of(model, data.images), axis=1)
    gaps, largest = ranked[:, -1] - ranked[:, -2], ranked[:, -1]
    # A picture computed among others may differ in the last bit.
    closer = gaps < found.confidence.gap - 1e-12
    assert (largest[closer] < np.median(largest) / 2).all()
    assert found.confidence.largest > 0.5
    assert not found.is_right
    assert found.confidence.runner_up == found.label


def test_a_network_of_one_output_is_never_torn(hand_model: MLP) -> None:
    data = TestData(np.zeros((2, 2)), np.zeros(2, int), "some pictures", "00")
    with pytest.raises(OptionError, match="outputs must be 2 or more"):
        undecided_digit(hand_model, data)


def test_scores_below_zero_are_compared_as_well() -> None:
    images = [[-9.0, -1.0], [-4.0, -3.9], [-2.0, -8.0]]
    data = TestData(np.array(images), np.zeros(3, int), "some pictures", "00")
    assert undecided_digit(identity_model(2), data).index == 1

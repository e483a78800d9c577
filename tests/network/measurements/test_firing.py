"""Firing against bias, against counting image by image."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from network.digits.datasets import TestData
from network.layers import Layer
from network.measurements.firing import firing_against_bias, sliding_bias
from network.mlp import MLP


@pytest.fixture
def data(rng: np.random.Generator) -> TestData:
    """As many pictures as are taken at most, of six pixels."""
    return TestData(10 * rng.random((24, 6)), rng.integers(0, 3, 24), "some pictures", "00")


def plain_sums(model: MLP, data: TestData, plain_loops: ModuleType) -> list[list[float]]:
    return [
        [
            total - float(bias)
            for total, bias in zip(
                plain_loops.plain_forward(model, image)[0].pre_activations,
                model.layers[0].biases,
                strict=True,
            )
        ]
        for image in data.images
    ]


def test_shares_are_those_of_counting(
    random_model: MLP, data: TestData, plain_loops: ModuleType
) -> None:
    found = firing_against_bias(random_model, data)
    sums = plain_sums(random_model, data, plain_loops)
    assert (found.data, found.images) == ("some pictures", 24)
    assert found.biases[[0, 1, -1]].tolist() == [0.0, -0.1, -10.0]
    for neuron in range(5):
        for step in (0, 7, 50, 100):
            count = sum(row[neuron] + found.biases[step] > 0 for row in sums)
            assert found.firing[neuron, step] == count
            assert found.shares[neuron, step] == count / 24


def test_of_few_images_all_are_taken_in_the_order_of_their_sums(
    random_model: MLP, data: TestData, plain_loops: ModuleType
) -> None:
    found = firing_against_bias(random_model, data)
    for neuron, sums in enumerate(zip(*plain_sums(random_model, data, plain_loops), strict=True)):
        np.testing.assert_allclose(found.sums[neuron], sorted(sums), rtol=1e-12, atol=1e-12)
        assert sorted(found.indices[neuron].tolist()) == list(range(24))


@pytest.mark.parametrize(("images", "first", "last"), [(24, 0, 23), (48, 1, 47), (100, 2, 97)])
def test_of_many_images_each_neuron_has_the_middle_ones_of_equal_parts(
    images: int, first: int, last: int
) -> None:
    numbers = np.arange(images, dtype=float)
    weights = np.array([[1.0], [-1.0]])
    model = MLP((Layer(weights, np.zeros(2), "relu"),))
    data = TestData(numbers[:, np.newaxis], np.zeros(images, int), "numbers", "00")
    found = firing_against_bias(model, data)
    assert found.images == 24
    assert found.sums[0].tolist() == found.indices[0].tolist()
    assert found.sums[1].tolist() == (-found.indices[1]).tolist()
    assert (found.sums[0, 0], found.sums[0, -1]) == (first, last)
    steps = np.diff(found.sums[0])
    assert {images // 24, -(-images // 24)} >= set(steps.tolist())


def test_a_neuron_fires_for_what_is_above_zero_with_a_bias() -> None:
    weights = np.array([[0.0, 0.0], [20.0, 0.0], [5.0, 0.0]])
    model = MLP((Layer(weights, np.array([1.0, -30.0, 0.0]), "relu"),))
    data = TestData(np.ones((4, 2)), np.zeros(4, int), "ones", "00")
    found = firing_against_bias(model, data)
    assert found.firing[:, [0, 49, 50, 100]].tolist() == [[0, 0, 0, 0], [4, 4, 4, 4], [4, 4, 0, 0]]


def test_firing_falls_as_the_bias_falls(random_model: MLP, data: TestData) -> None:
    assert (np.diff(firing_against_bias(random_model, data).firing, axis=1) <= 0).all()


@pytest.mark.parametrize(
    ("weighted_sum", "images_sums", "bias"),
    [
        (4.8, [20.0] * 10, -7),
        (2.5, [20.0] * 10, -5),
        (8.0, [20.0] * 10, -5),
        (4.8, [6.5, *[0.0] * 9], -5),
        (4.8, [7.5, *[0.0] * 9], -7),
    ],
)
def test_the_telling_bias_brings_a_sum_far_from_zero_while_some_are_still_lit(
    weighted_sum: float, images_sums: list[float], bias: float
) -> None:
    model = MLP((Layer(np.ones((1, 1)), np.zeros(1), "sigmoid"),))
    data = TestData(np.array(images_sums)[:, np.newaxis], np.zeros(10, int), "sums", "00")
    found = firing_against_bias(model, data)
    assert found.biases[found.telling_step(0, weighted_sum)] == bias


@pytest.mark.parametrize("lowest", [-5.0, -7.0, -10.0])
def test_a_sliding_bias_falls_to_a_low_one_and_rises_to_three(lowest: float) -> None:
    found = sliding_bias(lowest)
    assert found.biases[[0, found.turn, -1]].tolist() == [0.0, lowest, 3.0]
    np.testing.assert_allclose(np.diff(found.biases[: found.turn + 1]), -0.1)
    np.testing.assert_allclose(np.diff(found.biases[found.turn :]), 0.1)
    assert found.thresholds.tolist() == [-bias for bias in found.biases]

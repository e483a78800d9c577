"""Dials: the parameters in one row, and the random networks that were measured."""

from __future__ import annotations

import numpy as np
import pytest

from network.digits.datasets import TestData
from network.errors import OptionError
from network.layers import Layer
from network.measurements.dials import dials, first_random_network
from network.measurements.random_networks import random_networks
from network.measurements.registry import RANDOM_SEED
from network.mlp import MLP


@pytest.fixture
def model() -> MLP:
    weights, biases = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])
    return MLP((Layer(weights, biases, "relu"), Layer(10 * weights, 10 * biases, "sigmoid")))


@pytest.fixture
def data() -> TestData:
    inputs = np.random.default_rng(0).random((40, 2))
    return TestData(inputs, np.arange(40) % 2, "two classes", "")


def answers(row, inputs):
    first = np.maximum(inputs @ row[:4].reshape(2, 2).T + row[4:6], 0)
    return np.argmax(first @ row[6:10].reshape(2, 2).T + row[10:], axis=1)


def test_the_trained_dials_are_the_weights_and_biases_layer_by_layer(model, data):
    found = dials(model, data, networks=1, best=0)
    assert found.trained.tolist() == [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]


def test_the_trained_network_is_right_where_its_answers_are_the_labels(model, data):
    # The sigmoid of what is so large is one for both outputs; the first is the answer.
    assert dials(model, data, networks=1, best=0).trained_right.tolist() == [1, 0] * 20


@pytest.mark.parametrize("best", [0, 2, 4])
def test_the_turned_dials_are_those_of_the_networks_that_are_measured(model, data, best):
    found = dials(model, data, networks=3, best=best)
    rng = np.random.default_rng(RANDOM_SEED)
    measured = random_networks(model, data, rng, networks=5)
    assert found.turned.shape == (3, 12)
    for row, right, correct in zip(
        [*found.turned, found.best],
        [*found.turned_right, found.best_right],
        measured.correct[[0, 1, 2, best]],
        strict=True,
    ):
        assert right.tolist() == (answers(row, data.images) == data.labels).tolist()
        assert right.sum() == correct


def test_of_many_images_forty_eight_at_equal_distances_are_shown(model):
    inputs = np.stack([np.arange(250.0), np.zeros(250)], axis=1)
    data = TestData(inputs, np.zeros(250, int), "numbers", "")
    shown = dials(model, data, networks=1, best=0).images[:, 0]
    assert shown[:5].tolist() == [0, 5, 10, 15, 20]
    assert (len(shown), shown[-1]) == (48, 244)


def test_dials_refuse_to_turn_for_no_network(model, data):
    with pytest.raises(OptionError, match="networks must be 1 or more, got 0"):
        dials(model, data, networks=0, best=0)


def test_dials_refuse_to_be_tested_on_nothing(model):
    nothing = TestData(np.zeros((0, 2)), np.zeros(0, int), "nothing", "")
    with pytest.raises(OptionError):
        dials(model, nothing, networks=1, best=0)


def test_the_first_random_network_has_the_first_turned_dials(model, data):
    again = dials(first_random_network(model), data, networks=1, best=0)
    assert again.trained.tolist() == dials(model, data, networks=1, best=0).turned[0].tolist()

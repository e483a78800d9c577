"""Dials: the parameters in one row, and the random networks that were measured."""

from __future__ import annotations

import numpy as np
import pytest

from network.digits.datasets import TestData
from network.errors import OptionError
from network.files.default_model import default_model
from network.layers import Layer
from network.measurements.dials import dials, first_random_network
from network.measurements.random_networks import random_networks
from network.measurements.registry import RANDOM_SEED
from network.mlp import MLP


@pytest.fixture
def model() -> MLP:
    weights, biases = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])
    return MLP((Layer(weights, biases, "relu"), Layer(10 * weights, 10 * biases, "sigmoid")))


def test_the_trained_dials_are_the_weights_and_biases_layer_by_layer(model):
    assert dials(model, 1).trained.tolist() == [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]


def test_there_is_a_dial_for_every_parameter_of_the_default_network():
    assert dials(default_model(), 1).turned.shape == (1, default_model().parameter_count)


def test_the_turned_dials_are_those_of_the_networks_that_are_measured(model):
    turned = dials(model, 3).turned
    inputs = np.random.default_rng(0).random((40, 2))
    labels = np.arange(40) % 2
    data = TestData(inputs, labels, "two classes", "")
    rng = np.random.default_rng(RANDOM_SEED)
    measured = random_networks(model, data, rng, networks=3)
    for row, correct in zip(turned, measured.correct, strict=True):
        first = np.maximum(inputs @ row[:4].reshape(2, 2).T + row[4:6], 0)
        answers = np.argmax(first @ row[6:10].reshape(2, 2).T + row[10:], axis=1)
        assert np.count_nonzero(answers == labels) == correct


def test_dials_refuse_to_turn_for_no_network(model):
    with pytest.raises(OptionError, match="networks must be 1 or more, got 0"):
        dials(model, 0)


def test_the_first_random_network_has_the_first_turned_dials(model):
    again = dials(first_random_network(model), 1)
    assert again.trained.tolist() == dials(model, 1).turned[0].tolist()

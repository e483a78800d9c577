"""Gradients before training, on a handful of images."""

from __future__ import annotations

import numpy as np
import pytest

from network.digits.datasets import TestData, TrainingData
from network.errors import OptionError
from network.forward import forward
from network.measurements.gradients import Gradients, gradients
from network.measurements.learning_curves import STARTS, start_of
from network.mlp import MLP
from network.training.loss import loss_function, one_hot


@pytest.fixture
def found(few: tuple[TrainingData, TestData]) -> Gradients:
    """Networks of two hidden layers."""
    return gradients(few[0], hidden_layers=2, seeds=(1, 2))


def test_each_start_is_measured_from_each_seed(found: Gradients) -> None:
    assert [(each.activation, each.start) for each in found.starts] == [
        ("sigmoid", "glorot"),
        ("sigmoid", "glorot-times-4"),
        ("relu", "glorot"),
        ("relu", "he"),
    ]
    assert found.images == 30
    for each in found.starts:
        assert each.sizes.values.shape == (2, 3)
        assert each.slopes.values.shape == (2, 2)


def test_a_layer_is_told_the_less_the_smaller_its_gradient_is(found: Gradients) -> None:
    for each in found.starts:
        assert each.returning.values[:, -1].tolist() == [1.0, 1.0]
        assert each.returning.values * each.sizes.values[:, -1:] == pytest.approx(each.sizes.values)


def test_sizes_agree_with_differences_of_the_loss(
    found: Gradients, few: tuple[TrainingData, TestData]
) -> None:
    """A bias of the first layer moves a sum of the first layer."""
    model = start_of(2, "sigmoid", STARTS["sigmoid"][0], 2).astype(np.float64)
    first, images = model.layers[0], few[0].images.astype(float)
    targets, step = one_hot(few[0].labels, 10), 1e-4
    loss, sizes = loss_function("binary_cross_entropy"), []
    for neuron in range(first.fan_out):
        moved = []
        for way in (step, -step):
            biases = first.biases.copy()
            biases[neuron] += way
            layers = (type(first)(first.weights, biases, "sigmoid"), *model.layers[1:])
            outputs = forward(MLP(layers), images).outputs
            moved.append(loss.each(outputs, targets).sum(axis=1))
        sizes.append(np.abs(moved[0] - moved[1]) / (2 * step))
    assert found.starts[0].sizes.values[1, 0] == pytest.approx(np.mean(sizes), rel=1e-5)


def test_slopes_by_hand(found: Gradients, few: tuple[TrainingData, TestData]) -> None:
    model = start_of(2, "sigmoid", STARTS["sigmoid"][1], 1).astype(np.float64)
    sums = forward(model, few[0].images.astype(float)).layers[1].pre_activations
    outputs = 1 / (1 + np.exp(-sums))
    steep = found.chosen("sigmoid", "glorot-times-4")
    assert steep.slopes.values[0, 1] == pytest.approx((outputs * (1 - outputs)).mean())
    assert (steep.steepest, found.chosen("relu", "he").steepest) == (0.25, 1)


def test_a_start_that_was_not_measured_is_refused(found: Gradients) -> None:
    with pytest.raises(OptionError, match="no network of relu has the start 'lecun'"):
        found.chosen("relu", "lecun")

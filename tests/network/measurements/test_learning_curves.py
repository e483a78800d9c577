"""Learning curves, on a handful of images; the whole comparison where there is time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.digits.datasets import TestData, TrainingData
from network.errors import OptionError
from network.measurements.learning_curves import (
    SETTINGS,
    LearningCurves,
    learning_curves,
    start_of,
)

SHORT = replace(SETTINGS, epochs=2, batch_size=10)


@pytest.fixture
def curves(few: tuple[TrainingData, TestData]) -> LearningCurves:
    """Eight short trainings."""
    return learning_curves(*few, settings=SHORT, depths=(1, 2), seeds=(1, 2))


def test_sigmoid_and_relu_start_with_the_same_weights() -> None:
    one, other = (start_of(3, name, np.random.default_rng(7)) for name in ("sigmoid", "relu"))
    assert one.activations == ("sigmoid",) * 4
    assert other.activations == ("relu", "relu", "relu", "sigmoid")
    assert one.layer_sizes == other.layer_sizes == (784, 16, 16, 16, 10)
    for layer, same in zip(one.layers, other.layers, strict=True):
        assert layer.weights.tolist() == same.weights.tolist()


def test_every_kind_is_trained_once_a_seed(curves: LearningCurves) -> None:
    kinds = [(curve.depth, curve.activation, curve.seed) for curve in curves.curves]
    assert kinds == [
        (depth, name, seed) for depth in (1, 2) for name in ("sigmoid", "relu") for seed in (1, 2)
    ]
    assert (curves.training_data, curves.data) == ("noise to learn", "noise to read")


def test_a_curve_begins_before_the_training_and_has_a_point_an_epoch(
    curves: LearningCurves, few: tuple[TrainingData, TestData]
) -> None:
    curve = curves.chosen("relu", 2)[1]
    start = start_of(2, "relu", np.random.default_rng(2))
    images = few[1].images.astype(np.float32)
    assert curve.start_accuracy == measure_accuracy(start, images, few[1].labels).accuracy
    after = [epoch.validation_accuracy for epoch in curve.history.epochs]
    assert curve.accuracies.tolist() == [curve.start_accuracy, *after]
    assert len(after) == 2


def test_one_seed_gives_one_curve(
    curves: LearningCurves, few: tuple[TrainingData, TestData]
) -> None:
    again = learning_curves(*few, settings=SHORT, depths=(1, 2), seeds=(1, 2))
    for one, other in zip(curves.curves, again.curves, strict=True):
        assert one.accuracies.tolist() == other.accuracies.tolist()
        losses = [[epoch.loss for epoch in curve.history.epochs] for curve in (one, other)]
        assert losses[0] == losses[1]


def test_the_mean_curve_by_hand(curves: LearningCurves) -> None:
    one, other = curves.chosen("sigmoid", 1)
    expected = (one.accuracies + other.accuracies) / 2
    assert curves.mean_accuracies("sigmoid", 1) == pytest.approx(expected)


def test_curves_that_were_not_trained_are_refused(curves: LearningCurves) -> None:
    with pytest.raises(OptionError, match="no curve is of tanh and 2 hidden layers"):
        curves.chosen("tanh", 2)


def test_it_is_told_how_many_are_done(few: tuple[TrainingData, TestData]) -> None:
    told: list[int] = []
    learning_curves(*few, settings=SHORT, depths=(1,), seeds=(1,), on_progress=told.append)
    assert told == [1, 2]

"""Networks of different sizes, on a handful of images."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from network.digits.datasets import TestData, TrainingData
from network.errors import OptionError
from network.measurements.capacity import SETTINGS, Capacity, capacity
from network.training.initialization import initialize
from network.training.loop import train

SHORT = replace(SETTINGS, epochs=2, batch_size=10)


@pytest.fixture
def found(few: tuple[TrainingData, TestData]) -> Capacity:
    """Five small networks."""
    return capacity(*few, settings=SHORT, depths=(1, 2), widths=(2, 3))


def test_every_size_is_trained_once(found: Capacity) -> None:
    sizes = [(network.depth, network.width) for network in found.networks]
    assert sizes == [(0, 0), (1, 2), (1, 3), (2, 2), (2, 3)]
    assert (found.depths, found.widths.tolist()) == ((1, 2), [2, 3])
    assert (found.training_data, found.data) == ("noise to learn", "noise to read")


def test_parameters_by_hand(found: Capacity) -> None:
    assert found.without_hidden_layers.parameter_count == 784 * 10 + 10
    assert found.parameter_counts.tolist() == [
        [784 * 2 + 2 + 2 * 10 + 10, 784 * 3 + 3 + 3 * 10 + 10],
        [784 * 2 + 2 + 2 * 2 + 2 + 2 * 10 + 10, 784 * 3 + 3 + 3 * 3 + 3 + 3 * 10 + 10],
    ]


def test_accuracies_are_those_after_the_last_epoch(found: Capacity) -> None:
    last = [network.history.epochs[-1].validation_accuracy for network in found.networks[1:]]
    assert found.accuracies.tolist() == [last[:2], last[2:]]


def test_each_network_is_what_training_gives(
    found: Capacity, few: tuple[TrainingData, TestData]
) -> None:
    rng = np.random.default_rng(SHORT.seed)
    start = initialize((784, 3, 3, 10), ("sigmoid",) * 3, rng, gain=SHORT.initial_gain)
    training, tested = few
    images = tested.images.astype(np.float32)
    _, history = train(
        start.astype(np.float32),
        training.images,
        training.labels,
        SHORT,
        rng,
        validation=(images, tested.labels),
    )
    expected = [(epoch.loss, epoch.validation_accuracy) for epoch in history.epochs]
    got = [(epoch.loss, epoch.validation_accuracy) for epoch in found.networks[-1].history.epochs]
    assert got == expected


def test_sizes_below_one_are_refused(few: tuple[TrainingData, TestData]) -> None:
    with pytest.raises(OptionError, match="depths and widths must be 1 or more"):
        capacity(*few, settings=SHORT, depths=(1,), widths=(0, 2))

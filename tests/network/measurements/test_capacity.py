"""Networks of different sizes, on a handful of images."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.digits.datasets import TestData, TrainingData
from network.errors import OptionError
from network.measurements.capacity import Capacity, TrainedSize, capacity
from network.measurements.short_training import SETTINGS, trained_network
from network.measurements.spread import Spread

SHORT = replace(SETTINGS, epochs=2, batch_size=10)


@pytest.fixture
def found(few: tuple[TrainingData, TestData]) -> Capacity:
    """Four small networks, from two seeds."""
    return capacity(*few, settings=SHORT, depths=(1, 2), widths=(2, 3), seeds=(1, 2))


def test_every_size_is_trained_once_a_seed(found: Capacity) -> None:
    sizes = [(network.depth, network.width) for network in found.networks]
    assert sizes == [(1, 2), (1, 3), (2, 2), (2, 3)]
    assert (found.depths, found.widths.tolist()) == ((1, 2), [2, 3])
    assert (found.training_data, found.data) == ("noise to learn", "noise to read")
    assert all(network.accuracy.trainings == 2 for network in found.networks)


def test_parameters_by_hand(found: Capacity) -> None:
    assert found.parameter_counts.tolist() == [
        [784 * 2 + 2 + 2 * 10 + 10, 784 * 3 + 3 + 3 * 10 + 10],
        [784 * 2 + 2 + 2 * 2 + 2 + 2 * 10 + 10, 784 * 3 + 3 + 3 * 3 + 3 + 3 * 10 + 10],
    ]


def test_each_network_is_what_training_gives(
    found: Capacity, few: tuple[TrainingData, TestData]
) -> None:
    training, tested = few
    images = tested.images.astype(np.float32)
    for network, hidden in ((found.networks[-1], (3, 3)), (found.networks[0], (2,))):
        models = [trained_network(training, hidden, replace(SHORT, seed=seed)) for seed in (1, 2)]
        again = [measure_accuracy(model, images, tested.labels).accuracy for model in models]
        assert network.accuracy.values.tolist() == again
        assert network.parameter_count == models[0].parameter_count
    assert found.means[1, 1] == pytest.approx(found.networks[-1].accuracy.mean)


def test_it_is_told_how_many_are_done(few: tuple[TrainingData, TestData]) -> None:
    told: list[int] = []
    capacity(*few, settings=SHORT, depths=(1,), widths=(2, 3), seeds=(1,), on_progress=told.append)
    assert told == [1, 2]


def made(*ranges: tuple[float, float]) -> Capacity:
    """A record of one and two layers of 2, 4 and 8 neurons."""
    sizes = product((1, 2), (2, 4, 8))
    networks = tuple(
        TrainedSize(*size, 100, Spread(np.array(each)))
        for size, each in zip(sizes, ranges, strict=True)
    )
    return Capacity("a", "b", SHORT, np.array([1, 2]), networks)


def test_steps_help_only_if_ranges_do_not_overlap() -> None:
    found = made(
        *((0.1, 0.2), (0.4, 0.55), (0.54, 0.7)),
        *((0.0, 0.15), (0.1, 0.3), (0.71, 0.8)),
    )
    assert (found.helps_until(1), found.helps_until(2)) == (4, 2)
    assert found.gains.tolist() == [pytest.approx([32.5, 14.5]), pytest.approx([12.5, 55.5])]
    assert [found.helps_less_and_less(depth) for depth in (1, 2)] == [True, False]
    with pytest.raises(OptionError, match="no network has 3 hidden layers of 8 neurons"):
        found.of_size(3, 8)


def test_steps_that_bring_the_same_do_not_help_less() -> None:
    even = made((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), *((0.0, 0.1),) * 3)
    assert not even.helps_less_and_less(1)


def test_sizes_below_one_are_refused(few: tuple[TrainingData, TestData]) -> None:
    with pytest.raises(OptionError, match="depths and widths must be 1 or more"):
        capacity(*few, settings=SHORT, depths=(1,), widths=(0, 2))

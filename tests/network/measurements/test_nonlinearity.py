"""Networks with and without bends, on a handful of images."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from network.analysis.accuracy import measure_accuracy
from network.digits.datasets import TestData, TrainingData
from network.measurements.nonlinearity import HIDDEN, Nonlinearity, nonlinearity
from network.measurements.short_training import SETTINGS, trained_network
from network.measurements.spread import Spread
from network.training.recipe import LAYER_SIZES

SHORT = replace(SETTINGS, epochs=2, batch_size=10)


def test_hidden_layers_are_those_of_the_shipped_network() -> None:
    assert LAYER_SIZES[1:-1] == HIDDEN


def test_each_kind_is_trained_alike_from_each_seed(few: tuple[TrainingData, TestData]) -> None:
    told: list[int] = []
    found = nonlinearity(*few, settings=SHORT, hidden=(3,), seeds=(1, 4), on_progress=told.append)
    assert told == [1, 2, 3, 4, 5, 6]
    assert (found.layer_sizes, found.seeds.tolist()) == ((784, 3, 10), [1, 4])
    for kind, hidden, bend in (
        (found.bent, (3,), "sigmoid"),
        (found.straight, (3,), "identity"),
        (found.one_layer, (), "identity"),
    ):
        model = trained_network(few[0], hidden, replace(SHORT, seed=4), bend)
        assert model.activations == (*(bend,) * len(hidden), "sigmoid")
        images = few[1].images.astype(np.float32)
        assert kind.values[1] == measure_accuracy(model, images, few[1].labels).accuracy


@pytest.mark.parametrize(("straight", "helps"), [([0.8, 0.9], False), ([0.86, 0.9], True)])
def test_layers_help_only_beyond_the_spread(straight: list[float], helps: bool) -> None:
    spreads = [Spread(np.array(each)) for each in ([0.95, 0.96], straight, [0.85, 0.8])]
    found = Nonlinearity("a", "b", SETTINGS, np.array([1, 2]), (784, 3, 10), *spreads)
    assert found.straight_layers_help is helps
    assert found.layer_count == 2

"""What the project's records were made with is what a measurement is made with today.

A constant that was changed would be said on screen, beside numbers that were measured with another.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from network.files.default_model import default_model
from network.measurements import (
    capacity,
    gradients,
    learning_curves,
    nonlinearity,
    random_networks,
    short_training,
    two_clouds,
)
from network.measurements.learning_curves import STARTS, trainings
from network.measurements.record_lookup import find_record
from network.measurements.spread import SEEDS


def kept(name: str) -> Any:
    """A record of the project."""
    found = find_record(name, default_model())
    assert found is not None
    return found[0]


def test_random_networks_are_as_many_and_spread_in_bins_of_one_percent() -> None:
    found = kept("random_networks")
    assert (found.networks, found.images) == (random_networks.NETWORKS, 10_000)
    assert found.spread.edges == pytest.approx(np.linspace(0, 1, random_networks._BINS + 1))
    assert random_networks._BINS == 100


def test_gradients_are_of_the_starts_and_depth_of_today() -> None:
    found = kept("gradients")
    assert found.images == gradients.IMAGES
    assert found.hidden_layers == gradients.HIDDEN_LAYERS
    assert found.seeds.tolist() == list(SEEDS)
    starts = [(name, start.name) for name, row in STARTS.items() for start in row]
    assert [(each.activation, each.start) for each in found.starts] == starts
    assert gradients.networks() == len(starts) * len(SEEDS)


def test_learning_curves_are_of_the_trainings_of_today() -> None:
    found = kept("learning_curves")
    assert found.settings == learning_curves.SETTINGS
    assert found.learning_rates.tolist() == list(learning_curves.LEARNING_RATES)
    assert found.search_seed == learning_curves.SEARCH_SEED
    assert found.seeds.tolist() == list(SEEDS)
    assert found.depths == learning_curves.DEPTHS
    assert found.hidden_neurons == learning_curves.HIDDEN_NEURONS
    searched = sum(curve.searched.size for curve in found.curves)
    grown = sum(len(curve.accuracies.values) for curve in (*found.curves, *found.general))
    assert trainings() == searched + grown
    assert found.learned == (learning_curves.KEPT_APART - 1) * found.kept_apart


def test_sizes_and_bends_were_trained_by_the_short_recipe() -> None:
    sizes, bends = kept("capacity"), kept("nonlinearity")
    assert sizes.settings == bends.settings == short_training.SETTINGS
    assert (sizes.depths, tuple(sizes.widths)) == (capacity.DEPTHS, capacity.WIDTHS)
    assert bends.layer_sizes == (784, *nonlinearity.HIDDEN, 10)
    assert sizes.seeds.tolist() == bends.seeds.tolist() == list(SEEDS)


def test_the_clouds_are_drawn_again_point_by_point() -> None:
    found = kept("two_clouds")
    points, labels = two_clouds.clouds(np.random.default_rng(two_clouds.CLOUD_SEED))
    np.testing.assert_allclose(found.points, points, atol=0.0011)
    assert found.labels.tolist() == labels.tolist()
    assert found.best_line == two_clouds.best_line(points, labels)
    assert (found.layer_sizes, found.settings) == (two_clouds.LAYER_SIZES, two_clouds.SETTINGS)

"""What the default film says about trainings is what its records bear out, whatever the seeds."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from network.files.default_model import default_model
from network.measurements.record_lookup import load_or_measure
from network.measurements.spread import SEEDS


def kept(name: str) -> Any:
    """A record of the project."""
    return load_or_measure(name, default_model())


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_more_neurons_help_all_the_way(depth: int) -> None:
    found = kept("capacity")
    assert found.seeds.tolist() == list(SEEDS)
    assert found.helps_until(depth) == found.widths[-1] == 64


def test_every_doubling_of_two_layers_helps_less_than_the_one_before() -> None:
    assert kept("capacity").helps_less_and_less(2)


def test_the_same_training_is_worth_more_with_bends() -> None:
    found = kept("nonlinearity")
    assert found.bent.is_above(found.straight)
    assert not found.straight_layers_help


def test_no_straight_line_divides_the_clouds_and_every_network_with_bends_does() -> None:
    found = kept("two_clouds")
    assert found.bent.accuracy.values.tolist() == [1.0] * len(SEEDS)
    assert found.straight.accuracy.highest <= found.best_line < 0.9


def test_slopes_of_a_quarter_multiplied_and_not_flat_tails_keep_gradients_from_the_start() -> None:
    found = kept("gradients")
    sigmoid, scaled, relu = (
        found.chosen(*kind)
        for kind in (("sigmoid", "glorot"), ("sigmoid", "glorot-times-4"), ("relu", "he"))
    )
    assert (sigmoid.steepest, relu.steepest) == (0.25, 1.0)
    # Slopes are nearly as steep as they can be: no sums lie in the tails.
    assert 0.2 < sigmoid.slopes.values.min() < sigmoid.slopes.values.max() < sigmoid.steepest
    # Each layer gets less of the gradient than the one after it, whatever the seeds.
    layers = [sigmoid.returning.at(layer) for layer in range(found.hidden_layers + 1)]
    assert all(after.is_above(before) for before, after in pairwise(layers))
    assert layers[0].highest < 0.001
    assert scaled.returning.at(0).is_above(sigmoid.returning.at(0))
    assert relu.returning.at(0).is_above(scaled.returning.at(0))


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_with_fair_starts_neither_function_is_clearly_ahead(depth: int) -> None:
    found = kept("learning_curves")
    for one, other in (("sigmoid", "relu"), ("relu", "sigmoid")):
        assert not found.is_better(one, other, depth)


def test_deep_sigmoids_need_the_start_that_makes_up_for_their_slopes() -> None:
    curves = kept("learning_curves")
    assert curves.start_matters("sigmoid")
    assert not curves.start_matters("relu")
    assert curves.is_easier("relu", "sigmoid")
    found = curves.chosen("sigmoid", 5)
    plain, scaled = found.searched
    assert found.start == "glorot-times-4"
    assert (scaled > plain).all()
    # With three of five learning rates, the general rule leaves them guessing.
    assert sorted(plain)[2] < 0.12


def test_no_chosen_learning_rate_is_at_an_end_of_those_that_were_tried() -> None:
    found = kept("learning_curves")
    rates = {curve.learning_rate for curve in found.curves}
    assert found.learning_rates.min() < min(rates) < max(rates) < found.learning_rates.max()

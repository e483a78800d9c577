"""Hidden neurons that are lit for one picture and not for another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from network.analysis.lit_changes import lit_changes
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP


def mlp_of(*sizes: int) -> MLP:
    """Every neuron passes on one input."""
    pairs = pairwise(sizes)
    return MLP(
        tuple(
            Layer(np.eye(fan_out, fan_in), np.zeros(fan_out), "relu") for fan_in, fan_out in pairs
        )
    )


def test_a_neuron_is_lit_from_half_of_the_largest_of_its_layer_on() -> None:
    model = mlp_of(4, 4, 2, 2)
    one, other = forward(model, [4, 2, 1.9, 0]), forward(model, [1, 0, 0.5, 2])
    found = lit_changes(one, other)
    # Lit are the first two, and in the other run the last one; then both, and the first alone.
    assert found.is_changed.tolist() == [False, True, False, True, False, True]
    assert (found.changed, found.hidden) == (3, 6)
    assert lit_changes(other, one) == found
    assert lit_changes(one, one).changed == 0


def test_where_all_is_dark_nothing_is_lit() -> None:
    model = mlp_of(2, 2, 1)
    found = lit_changes(forward(model, [0, 0]), forward(model, [0, 3]))
    assert found.is_changed.tolist() == [False, True]


def test_a_network_without_hidden_neurons_has_none_that_change() -> None:
    model = mlp_of(2, 2)
    found = lit_changes(forward(model, [0, 1]), forward(model, [1, 0]))
    assert (found.changed, found.hidden) == (0, 0)

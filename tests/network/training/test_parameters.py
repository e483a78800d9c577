"""Parameters as one vector."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import WeightsError
from network.mlp import MLP
from network.training.parameters import from_vector, to_vector, weight_mask


def test_a_vector_and_back_is_the_same_network(random_model: MLP) -> None:
    vector = to_vector(random_model.layers)
    assert vector.shape == (random_model.parameter_count,)
    assert from_vector(random_model, vector) == random_model


def test_the_order_is_weights_then_biases_of_every_layer(hand_model: MLP) -> None:
    assert to_vector(hand_model.layers).tolist() == [1, -2, 0.5, 0.5, 0, -1, 2, -4, 1]


def test_the_mask_marks_the_weights(hand_model: MLP) -> None:
    assert weight_mask(hand_model).tolist() == [1, 1, 1, 1, 0, 0, 1, 1, 0]
    assert weight_mask(hand_model.astype(np.float32)).dtype == np.float32


def test_parameters_that_are_not_finite_are_refused(hand_model: MLP) -> None:
    with pytest.raises(WeightsError, match="weights must be finite"):
        from_vector(hand_model, np.full(9, np.nan))

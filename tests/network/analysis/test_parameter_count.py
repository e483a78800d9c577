from __future__ import annotations

import numpy as np
import pytest

from network.analysis.counts import count_parameters
from network.files.default_model import default_model
from network.layers import Layer
from network.mlp import MLP
from network.training.parameters import to_vector


def test_counts_by_hand() -> None:
    first = Layer(np.zeros((3, 5)), np.zeros(3), "relu")
    second = Layer(np.zeros((2, 3)), np.zeros(2), "identity")
    found = count_parameters(MLP((first, second)))
    assert found.weights.tolist() == [15, 6]
    assert found.biases.tolist() == [3, 2]
    assert found.running.tolist() == [15, 21, 24, 26]
    assert found.total == 26


def test_the_default_network_has_thirteen_thousand_and_two() -> None:
    model = default_model()
    found = count_parameters(model)
    assert found.weights.tolist() == [784 * 16, 16 * 16, 16 * 10]
    assert found.biases.tolist() == [16, 16, 10]
    assert found.total == 13_002 == model.parameter_count == to_vector(model.layers).size


def test_counts_are_locked() -> None:
    with pytest.raises(ValueError, match="read-only"):
        count_parameters(default_model()).weights[0] = 1

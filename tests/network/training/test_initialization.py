"""Random networks."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import OptionError
from network.training.initialization import initialize


def test_shapes_and_activations_are_as_asked(rng: np.random.Generator) -> None:
    model = initialize((7, 5, 3), ("relu", "softmax"), rng)
    assert model.layer_sizes == (7, 5, 3)
    assert model.activations == ("relu", "softmax")
    assert not any(layer.biases.any() for layer in model.layers)


@pytest.mark.parametrize(
    ("activation", "deviation"),
    [("sigmoid", np.sqrt(2 / 700)), ("tanh", np.sqrt(2 / 700)), ("relu", np.sqrt(2 / 400))],
)
def test_spread_follows_the_activation(
    activation: str, deviation: float, rng: np.random.Generator
) -> None:
    weights = initialize((400, 300), (activation,), rng).layers[0].weights
    # 120,000 draws: the deviation's own deviation is 0.2 %.
    assert weights.std() == pytest.approx(deviation, rel=0.01)
    assert weights.mean() == pytest.approx(0, abs=0.001)


def test_gain_is_a_factor() -> None:
    one, half = (
        initialize((4, 3), ("tanh",), np.random.default_rng(1), gain=gain) for gain in (1, 0.5)
    )
    np.testing.assert_allclose(half.layers[0].weights, 0.5 * one.layers[0].weights)


def test_one_seed_gives_one_network() -> None:
    one, same, other = (
        initialize((4, 3), ("tanh",), np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_a_network_too_large_for_a_file_is_refused(rng: np.random.Generator) -> None:
    with pytest.raises(OptionError, match="at most 8,000,000 parameters, got 795,000,010"):
        initialize((784, 10**6, 10), ("relu", "softmax"), rng)


@pytest.mark.parametrize("layer_sizes", [(), (3,), (3, 0)])
def test_sizes_of_no_network_are_refused(
    layer_sizes: tuple[int, ...], rng: np.random.Generator
) -> None:
    with pytest.raises(OptionError, match="layer sizes must be 2 or more numbers from 1 up, got"):
        initialize(layer_sizes, ("relu",), rng)


def test_too_few_activations_are_refused(rng: np.random.Generator) -> None:
    with pytest.raises(OptionError, match="activations must be 3, one a layer, got 1"):
        initialize((3, 2, 1, 1), ("relu",), rng)

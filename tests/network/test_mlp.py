"""Networks: layers that fit one another."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import WeightsError
from network.input_preparation import InputPreparation
from network.layers import Layer
from network.mlp import MLP


def layer(fan_out: int, fan_in: int, activation: str = "sigmoid") -> Layer:
    return Layer(np.zeros((fan_out, fan_in)), np.zeros(fan_out), activation)


def test_the_film_s_network_has_13002_parameters() -> None:
    model = MLP((layer(16, 784), layer(16, 16), layer(10, 16, "softmax")))
    assert model.layer_sizes == (784, 16, 16, 10)
    assert model.activations == ("sigmoid", "sigmoid", "softmax")
    assert model.weight_count == 784 * 16 + 16 * 16 + 16 * 10
    assert model.bias_count == 16 + 16 + 10
    assert model.parameter_count == 13002


def test_a_layer_that_does_not_fit_is_refused() -> None:
    message = "layer 2: weights must have 4 columns to follow 4 neurons, got 5"
    with pytest.raises(WeightsError, match=message):
        MLP((layer(4, 3), layer(2, 5)))


def test_a_network_without_layers_is_refused() -> None:
    with pytest.raises(WeightsError, match="a network must have at least 1 layer, got 0"):
        MLP(())


def test_a_network_stays_as_it_is_when_its_list_of_layers_grows() -> None:
    layers = [layer(1, 1)]
    model = MLP(layers)
    layers.append(layer(1, 1))
    assert model.layer_sizes == (1, 1)
    assert len(model.layers) == 1


def test_equal_networks_are_equal() -> None:
    assert MLP((layer(4, 3),)) == MLP((layer(4, 3),))
    assert MLP((layer(4, 3),)) != MLP((layer(4, 3, "relu"),))


def test_conversion_reaches_every_layer() -> None:
    model = MLP((layer(4, 3), layer(2, 4).astype(np.float32)))
    assert model.dtype == np.float64
    single = model.astype(np.float32)
    assert [part.dtype for part in single.layers] == [np.float32, np.float32]
    assert single.astype(np.float32) is single


def test_outputs_stand_for_digits_by_their_names_or_by_being_enough() -> None:
    few, many = MLP((layer(3, 4),)), MLP((layer(300, 4),))
    named = MLP((layer(3, 4),), labels=("nine", "7", "2.0"))
    assert [model.has_named_classes for model in (few, many, named)] == [False, False, True]
    assert [few.output_of_digit(2), many.output_of_digit(2)] == [None, 2]
    assert [named.output_of_digit(digit) for digit in (9, 7, 2, 0)] == [0, 1, 2, None]


@pytest.mark.parametrize("name", ["scale", "offset"])
def test_numbers_for_other_pixels_than_there_are_inputs_are_refused(name: str) -> None:
    with pytest.raises(WeightsError, match=f"input {name} must be one number or 4, one an input"):
        MLP((layer(3, 4),), InputPreparation(**{name: np.ones(5)}))

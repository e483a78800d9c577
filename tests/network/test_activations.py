"""Activation functions, against arithmetic, plain loops, differences and laws."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pytest

from network.activations import ACTIVATION_FUNCTIONS, activation_function, is_log_softmax
from network.errors import OptionError
from network.layers import Layer

NAMES = list(ACTIVATION_FUNCTIONS)
ELEMENTWISE = [name for name in NAMES if name != "softmax"]


def test_there_are_five() -> None:
    assert set(NAMES) == {"sigmoid", "relu", "identity", "tanh", "softmax"}


@pytest.mark.parametrize(
    ("name", "pre_activation", "activation"),
    [
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", math.log(3), 0.75),
        ("relu", -2.0, 0.0),
        ("relu", 2.0, 2.0),
        ("tanh", math.log(2), 0.6),
        ("identity", -7.5, -7.5),
    ],
)
def test_values_by_hand(name: str, pre_activation: float, activation: float) -> None:
    assert activation_function(name)(pre_activation) == pytest.approx(activation, abs=1e-15)


def test_softmax_by_hand() -> None:
    activations = activation_function("softmax")([0.0, math.log(2), math.log(5)])
    np.testing.assert_allclose(activations, [0.125, 0.25, 0.625], rtol=1e-14)


@pytest.mark.parametrize("name", NAMES)
def test_values_agree_with_plain_loops(
    name: str, plain_loops: ModuleType, rng: np.random.Generator
) -> None:
    pre_activations = rng.normal(0, 5, (20, 7))
    activations = activation_function(name)(pre_activations)
    for row, expected in zip(activations, pre_activations, strict=True):
        np.testing.assert_allclose(
            row, plain_loops.plain_activations(name, expected), rtol=1e-13, atol=1e-300
        )


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_derivative_agrees_with_central_differences(name: str, rng: np.random.Generator) -> None:
    function, step = activation_function(name), 1e-5
    pre_activations = rng.normal(0, 2, 50)
    difference = (function(pre_activations + step) - function(pre_activations - step)) / (2 * step)
    np.testing.assert_allclose(function.derivative(pre_activations), difference, rtol=1e-7)


@pytest.mark.parametrize("name", NAMES)
def test_vjp_agrees_with_central_differences(name: str, rng: np.random.Generator) -> None:
    function, step = activation_function(name), 1e-5
    pre_activations, gradient = rng.normal(0, 2, 6), rng.normal(0, 1, 6)
    result = function.vjp(function(pre_activations), gradient)
    for index in range(6):
        move = step * np.eye(6)[index]
        change = function(pre_activations + move) - function(pre_activations - move)
        assert result[index] == pytest.approx(gradient @ change / (2 * step), rel=1e-6, abs=1e-10)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_of_a_function_is_true(name: str) -> None:
    function, step = activation_function(name), np.eye(5)[2]
    activations = function(np.linspace(-50, 50, 101))
    is_within = bool(activations.min() >= 0 and activations.max() <= 1)
    assert function.has_unit_range == is_within
    others_move = np.delete(function(step) - function(0 * step), 2).any()
    assert function.is_elementwise == (not others_move)
    # Two programs say the same of it: its name, and not where it lies in memory.
    assert repr(function).startswith(f"ActivationFunction(name={name!r}, is_elementwise=")
    assert "<" not in repr(function)


def test_functions_that_silence_a_half_start_from_twice_the_variance() -> None:
    variances = {name: activation_function(name).initial_variance(30, 10) for name in NAMES}
    assert variances == {name: 2 / 30 if name == "relu" else 2 / 40 for name in NAMES}


def test_softmax_has_no_elementwise_derivative() -> None:
    with pytest.raises(OptionError, match="softmax has no elementwise derivative"):
        activation_function("softmax").derivative([1.0, 2.0])


def test_sigmoid_is_point_symmetric(rng: np.random.Generator) -> None:
    sigmoid, pre_activations = activation_function("sigmoid"), rng.normal(0, 10, 100)
    np.testing.assert_allclose(sigmoid(-pre_activations), 1 - sigmoid(pre_activations), atol=1e-15)


def test_sigmoid_is_half_a_shifted_tanh(rng: np.random.Generator) -> None:
    pre_activations = rng.normal(0, 3, 100)
    expected = (1 + activation_function("tanh")(pre_activations / 2)) / 2
    np.testing.assert_allclose(activation_function("sigmoid")(pre_activations), expected)


def test_softmax_ignores_what_is_added_to_all(rng: np.random.Generator) -> None:
    softmax, pre_activations = activation_function("softmax"), rng.normal(size=(3, 5))
    np.testing.assert_allclose(softmax(pre_activations + 17), softmax(pre_activations))


def test_softmax_adds_up_to_one_in_every_row(rng: np.random.Generator) -> None:
    activations = activation_function("softmax")(rng.normal(size=(4, 3, 5)))
    np.testing.assert_allclose(activations.sum(axis=-1), np.ones((4, 3)))


@pytest.mark.filterwarnings("error")
def test_softmax_survives_huge_logits() -> None:
    activations = activation_function("softmax")([1e300, -1e300, 1e300])
    assert activations.tolist() == [0.5, 0.0, 0.5]


@pytest.mark.filterwarnings("error")
def test_sigmoid_survives_huge_pre_activations() -> None:
    sigmoid = activation_function("sigmoid")
    assert sigmoid([-1e300, 1e300]).tolist() == [0.0, 1.0]
    assert sigmoid.derivative([-1e300, 1e300]).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("name", NAMES)
def test_single_precision_stays_single(name: str) -> None:
    function = activation_function(name)
    activations = function(np.ones(3, np.float32))
    assert activations.dtype == np.float32
    assert function.vjp(activations, np.ones(3, np.float32)).dtype == np.float32


@pytest.mark.parametrize("name", NAMES)
def test_integers_become_double_precision(name: str) -> None:
    assert activation_function(name)([1, 2, 3]).dtype == np.float64


@pytest.mark.parametrize("name", NAMES)
def test_the_pre_activations_are_left_alone(name: str) -> None:
    pre_activations = np.array([-1.0, 2.0])
    activations = activation_function(name)(pre_activations)
    activations[:] = 9
    assert pre_activations.tolist() == [-1.0, 2.0]


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        OptionError, match=r"activation must be one of sigmoid, .*softmax, got 'swish'"
    ):
        activation_function("swish")


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("logistic", "sigmoid"),
        ("Sigmoid", "sigmoid"),
        ("ReLU", "relu"),
        (" RELU ", "relu"),
        ("linear", "identity"),
        ("none", "identity"),
        (None, "identity"),
        ("Identity", "identity"),
        ("TanH", "tanh"),
        ("log_softmax", "softmax"),
        ("log-softmax", "softmax"),
        ("LogSoftmax", "softmax"),
    ],
)
def test_other_libraries_names_are_known(alias: str | None, name: str) -> None:
    assert activation_function(alias) is ACTIVATION_FUNCTIONS[name]
    assert is_log_softmax(alias) == ("log" in str(alias).lower() and name == "softmax")
    assert Layer(np.ones((1, 1)), np.ones(1), alias).activation == name

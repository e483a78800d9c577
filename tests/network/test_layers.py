"""Layers: what they hold and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from network.errors import OptionError, WeightsError
from network.layers import Layer


def test_fans_are_columns_and_rows() -> None:
    layer = Layer(np.zeros((2, 3)), np.zeros(2), "relu")
    assert (layer.fan_in, layer.fan_out) == (3, 2)


def test_arrays_are_locked_copies() -> None:
    weights, biases = np.zeros((2, 3)), np.zeros(2)
    layer = Layer(weights, biases, "relu")
    weights[:], biases[:] = 1, 1
    assert not layer.weights.any()
    assert not layer.biases.any()
    for array in (layer.weights, layer.biases):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_precision_is_kept_and_the_finer_one_wins() -> None:
    single, double = np.float32, np.float64
    assert Layer(np.zeros((1, 1), single), np.zeros(1, single), "relu").dtype == single
    mixed = Layer(np.zeros((1, 1), single), np.zeros(1, double), "relu")
    assert mixed.weights.dtype == mixed.biases.dtype == double


def test_conversion_changes_precision_alone() -> None:
    layer = Layer(np.full((1, 2), 0.1), np.zeros(1), "tanh")
    single = layer.astype(np.float32)
    assert single.dtype == np.float32
    assert single.activation == "tanh"
    assert layer.astype(np.float64) is layer


@pytest.mark.parametrize(
    ("weights", "biases", "message"),
    [
        (np.zeros(3), np.zeros(1), r"weights must have 2 axes and not be empty, got shape \(3,\)"),
        (np.zeros((0, 3)), np.zeros(0), r"weights must have 2 axes .*, got shape \(0, 3\)"),
        (np.zeros((2, 3)), np.zeros((2, 1)), r"biases must have 1 axes .*, got shape \(2, 1\)"),
        (np.zeros((2, 3)), np.zeros(3), "biases must be 2, one a row of weights, got 3"),
        (np.zeros((2, 3), int), np.zeros(2), "weights must be float32 or float64, got int64"),
        (np.zeros((2, 3)), np.zeros(2, np.float16), "biases must be .*, got float16"),
        (np.zeros((2, 3), complex), np.zeros(2), "weights must be .*, got complex128"),
        (np.zeros((1, 1), object), np.zeros(1), "weights must be .*, got object"),
        (np.array([[0, np.nan]]), np.zeros(1), r"weights must be finite, got nan at \[0, 1\]"),
        (np.array([[0, np.inf], [np.nan, 0]]), np.zeros(2), r"must be finite, got inf at \[0, 1\]"),
        (np.zeros((1, 2)), np.array([-np.inf]), r"biases must be finite, got -inf at \[0\]"),
    ],
)
def test_what_is_no_layer_is_refused(weights: np.ndarray, biases: np.ndarray, message: str) -> None:
    with pytest.raises(WeightsError, match=message):
        Layer(weights, biases, "sigmoid")


def test_an_unknown_activation_is_refused() -> None:
    with pytest.raises(OptionError, match=r"activation must be one of .*, got 'step'"):
        Layer(np.zeros((1, 1)), np.zeros(1), "step")

"""What several tests of the core need."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from network.digits.datasets import TestData, TrainingData
from network.layers import Layer
from network.mlp import MLP
from network.training.initialization import initialize


@pytest.fixture(scope="session")
def cases() -> Path:
    """Small inputs that failed once, beside the checkout or where `CASES_DIR` says."""
    beside = Path(__file__).parents[3] / "shared" / "cases"
    folder = Path(os.environ.get("CASES_DIR", beside))
    if not folder.exists():
        pytest.skip("the folder of cases is not on this machine")
    return folder


@pytest.fixture
def rng() -> np.random.Generator:
    """Random numbers, the same in every run."""
    return np.random.default_rng(20240717)


@pytest.fixture
def hand_model() -> MLP:
    """Two inputs, two sigmoid neurons, one identity neuron: small enough for mental arithmetic."""
    hidden = Layer(np.array([[1.0, -2.0], [0.5, 0.5]]), np.array([0.0, -1.0]), "sigmoid")
    return MLP((hidden, Layer(np.array([[2.0, -4.0]]), np.array([1.0]), "identity")))


@pytest.fixture
def random_model(rng: np.random.Generator) -> MLP:
    """Layers 6-5-4-3 with biases, of three activations."""
    model = initialize((6, 5, 4, 3), ("sigmoid", "tanh", "softmax"), rng, gain=2)
    layers = (
        Layer(layer.weights, rng.normal(size=layer.fan_out), layer.activation)
        for layer in model.layers
    )
    return MLP(tuple(layers))


@pytest.fixture
def few(rng: np.random.Generator) -> tuple[TrainingData, TestData]:
    """Thirty images of noise to learn, twenty to be tested on."""
    return (
        TrainingData(rng.random((30, 784)), rng.integers(0, 10, 30), "noise to learn"),
        TestData(rng.random((20, 784)), rng.integers(0, 10, 20), "noise to read", "00"),
    )

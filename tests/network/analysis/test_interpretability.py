"""Looking inside: the same scores and the same noise in every run."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.confidence import NOISE_SEED, PICTURES, middling_noise
from network.analysis.edge_scores import edge_scores
from network.analysis.interpretability import inspect_model
from network.analysis.loop_scores import loop_scores
from network.analysis.shape_scores import TWIN_SEED
from network.errors import OptionError
from network.files.default_model import default_model
from network.forward import forward
from network.layers import Layer
from network.mlp import MLP


def test_every_look_finds_the_same() -> None:
    model = default_model()
    found = inspect_model(model)
    assert found.edges == edge_scores(model.layers[0], np.random.default_rng(TWIN_SEED))
    assert found.loops == loop_scores(model, np.random.default_rng(TWIN_SEED))
    noise = middling_noise(model, np.random.default_rng(NOISE_SEED))
    assert found.noise_trace.inputs.tolist() == noise.tolist()


def test_the_trace_is_that_of_the_noise_in_the_middle() -> None:
    model, noise = default_model(), np.random.default_rng(NOISE_SEED).random((PICTURES, 784))
    largest = np.sort(forward(model, noise).outputs.max(axis=1))
    found = inspect_model(model).noise_trace
    assert found.outputs.max() == pytest.approx(largest[500])


def test_a_network_that_reads_no_picture_is_refused(random_model: MLP) -> None:
    with pytest.raises(OptionError, match="64 or 784 inputs, got 6"):
        inspect_model(random_model)


def test_a_lone_output_has_no_answer_to_noise() -> None:
    model = MLP(
        (
            Layer(np.ones((3, 25)), np.zeros(3), "relu"),
            Layer(np.ones((1, 3)), np.zeros(1), "sigmoid"),
        )
    )
    found = inspect_model(model)
    assert found.noise_trace is None
    assert found.edges.scores.shape == (3,)


def test_a_single_layer_has_nothing_to_mix() -> None:
    found = inspect_model(MLP((Layer(np.eye(3, 25), np.zeros(3), "sigmoid"),)))
    assert found.loops is None
    assert found.noise_trace is not None

"""Looking inside: the same scores and the same noise in every run."""

from __future__ import annotations

import numpy as np
import pytest

from network.analysis.confidence import NOISE_SEED, noise_answers
from network.analysis.edge_scores import edge_scores
from network.analysis.interpretability import inspect_model
from network.analysis.loop_scores import loop_scores
from network.analysis.shape_scores import TWIN_SEED
from network.errors import OptionError
from network.files.default_model import default_model
from network.layers import Layer
from network.mlp import MLP


def test_every_look_finds_the_same() -> None:
    model = default_model()
    found = inspect_model(model)
    assert found.edges == edge_scores(model.layers[0], np.random.default_rng(TWIN_SEED))
    assert found.loops == loop_scores(model, np.random.default_rng(TWIN_SEED))
    assert found.noise == noise_answers(model, np.random.default_rng(NOISE_SEED))


def test_the_trace_is_that_of_the_noise_in_the_middle() -> None:
    found = inspect_model(default_model())
    assert found.noise_trace.inputs.tolist() == found.noise.picture.tolist()
    assert found.noise_trace.answer == found.noise.confidence.answer
    middle = np.sort(found.noise.largest_outputs)[500]
    assert found.noise_trace.outputs.max() == pytest.approx(middle)


def test_the_mark_divides_the_neurons_as_the_count_says() -> None:
    found = inspect_model(default_model())
    below = found.edges.twins_below
    assert sum(count >= found.mark for count in below) == found.edges.clear_count


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
    assert found.noise is None
    assert found.noise_trace is None
    assert found.edges.scores.shape == (3,)


def test_a_single_layer_has_nothing_to_mix() -> None:
    found = inspect_model(MLP((Layer(np.eye(3, 25), np.zeros(3), "sigmoid"),)))
    assert found.loops is None
    assert found.noise is not None

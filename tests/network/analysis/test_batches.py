"""Batches of forward passes, against plain loops."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from network.analysis.accuracy import BATCH_SIZE, outputs_of, pre_activations_of, traces
from network.errors import OptionError
from network.mlp import MLP


def test_outputs_and_sums_are_those_of_plain_loops(
    random_model: MLP, rng: np.random.Generator, plain_loops: ModuleType
) -> None:
    images = rng.random((5, 6))
    layers = [plain_loops.plain_forward(random_model, image) for image in images]
    assert outputs_of(random_model, images) == pytest.approx(
        np.array([each[-1].activations for each in layers])
    )
    assert pre_activations_of(random_model, images, 1) == pytest.approx(
        np.array([each[1].pre_activations for each in layers])
    )


def test_no_batch_is_larger_than_allowed(random_model: MLP) -> None:
    sizes = [len(trace.inputs) for trace in traces(random_model, np.zeros((7, 6)), 3)]
    assert sizes == [3, 3, 1]


def test_more_images_than_a_batch_come_back_in_order(
    random_model: MLP, rng: np.random.Generator
) -> None:
    images = rng.random((BATCH_SIZE + 2, 6))
    outputs = outputs_of(random_model, images)
    assert len(outputs) == BATCH_SIZE + 2
    assert outputs[-1] == pytest.approx(outputs_of(random_model, images[-1:])[0])


def test_images_and_layers_that_are_not_there_are_refused(random_model: MLP) -> None:
    with pytest.raises(OptionError, match="images must be 1 or more rows of pixels"):
        outputs_of(random_model, np.zeros((0, 6)))
    with pytest.raises(OptionError, match="layer must be between 0 and 2, got -1"):
        pre_activations_of(random_model, np.zeros((1, 6)), -1)

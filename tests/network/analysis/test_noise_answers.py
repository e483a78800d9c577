"""Answers to noise, against plain loops."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from network.analysis.confidence import NOISE_SEED, noise_answers
from network.errors import OptionError
from network.files.default_model import default_model
from network.mlp import MLP


def test_answers_are_those_of_plain_loops(random_model: MLP, plain_loops: ModuleType) -> None:
    found = noise_answers(random_model, np.random.default_rng(3), pictures=40)
    noise = np.random.default_rng(3).random((40, 6))
    outputs = [plain_loops.plain_forward(random_model, each)[-1].activations for each in noise]
    assert found.answers.tolist() == [row.index(max(row)) for row in outputs]
    assert found.largest_outputs == pytest.approx([max(row) for row in outputs])
    assert found.picture.tolist() == noise[found.index].tolist()
    assert found.confidence.outputs == pytest.approx(outputs[found.index])
    assert found.confidence.largest == pytest.approx(sorted(max(row) for row in outputs)[20])
    assert found.pictures == 40


def test_the_film_shows_the_same_noise_in_every_run() -> None:
    one, other = (
        noise_answers(default_model(), np.random.default_rng(NOISE_SEED)) for _ in range(2)
    )
    assert one == other
    assert one.pictures == len(one.answers) == 1000


def test_a_single_picture_is_enough(random_model: MLP) -> None:
    found = noise_answers(random_model, np.random.default_rng(3), pictures=1)
    assert (found.pictures, found.index) == (1, 0)


def test_no_pictures_are_refused(random_model: MLP) -> None:
    with pytest.raises(OptionError, match="pictures must be 1 or more, got 0"):
        noise_answers(random_model, np.random.default_rng(3), pictures=0)

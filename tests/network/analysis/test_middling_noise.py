"""Noise that is shown to a network, against plain loops."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from network.analysis.confidence import middling_noise
from network.errors import OptionError
from network.mlp import MLP


@pytest.mark.parametrize(("pictures", "place"), [(40, 20), (3, 1), (1, 0)])
def test_the_picture_in_the_middle_is_that_of_plain_loops(
    pictures: int, place: int, random_model: MLP, plain_loops: ModuleType
) -> None:
    found = middling_noise(random_model, np.random.default_rng(3), pictures=pictures)
    noise = np.random.default_rng(3).random((pictures, 6))
    largest = [max(plain_loops.plain_forward(random_model, each)[-1].activations) for each in noise]
    assert found.tolist() == noise[largest.index(sorted(largest)[place])].tolist()


def test_no_pictures_are_refused(random_model: MLP) -> None:
    with pytest.raises(OptionError, match="pictures must be 1 or more, got 0"):
        middling_noise(random_model, np.random.default_rng(3), pictures=0)

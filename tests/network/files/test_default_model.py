"""The network that ships with the project."""

from __future__ import annotations

import numpy as np
import pytest

from network.files.default_model import DEFAULT_WEIGHTS, default_model
from network.files.weight_files import load_model, says_activations


def test_it_is_the_film_s_network() -> None:
    model = default_model()
    assert model.layer_sizes == (784, 16, 16, 10)
    assert model.activations == ("sigmoid",) * 3
    assert model.parameter_count == 13_002
    assert model.dtype == np.float64


def test_it_is_loaded_once() -> None:
    assert default_model() is default_model()


def test_its_file_says_its_activations() -> None:
    assert says_activations(DEFAULT_WEIGHTS)
    assert load_model(DEFAULT_WEIGHTS).astype(np.float64) == default_model()


@pytest.mark.parametrize("corner", [0, 27, 756, 783])
def test_pixels_that_no_digit_lights_have_next_to_no_weight(corner: int) -> None:
    weights = default_model().layers[0].weights
    assert np.abs(weights[:, corner]).max() < 1e-3 * np.abs(weights).max()

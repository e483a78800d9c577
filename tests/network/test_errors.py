"""Errors that a user can cause."""

from __future__ import annotations

import pytest

from network.errors import DatasetError, ImageError, NeuroscenesError, OptionError, WeightsError


@pytest.mark.parametrize("error", [ImageError, WeightsError, DatasetError, OptionError])
def test_every_error_is_caught_as_ours_and_as_a_value_error(error: type[Exception]) -> None:
    assert issubclass(error, NeuroscenesError)
    assert issubclass(error, ValueError)


def test_an_error_reads_as_its_message() -> None:
    assert str(WeightsError("layer 2: no biases")) == "layer 2: no biases"

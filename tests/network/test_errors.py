"""Errors that a user can cause."""

from __future__ import annotations

import pickle
import re

import pytest

from network import errors

EVERY = [error for error in vars(errors).values() if isinstance(error, type)]


@pytest.mark.parametrize("error", EVERY)
def test_one_clause_catches_every_error_of_this_project(error: type[Exception]) -> None:
    with pytest.raises(errors.NeuroscenesError, match="layer 2: no biases"):
        raise error("layer 2: no biases")


@pytest.mark.parametrize("error", EVERY[1:])
def test_a_library_that_expects_errors_of_values_catches_it_too(error: type[Exception]) -> None:
    with pytest.raises(ValueError, match="layer 2: no biases"):
        raise error("layer 2: no biases")


@pytest.mark.parametrize("error", EVERY)
def test_an_error_of_a_worker_arrives_whole_in_another_process(error: type[Exception]) -> None:
    arrived = pickle.loads(pickle.dumps(error("layer 2: no biases")))  # noqa: S301 - our own
    assert type(arrived) is error
    assert str(arrived) == "layer 2: no biases"


def test_an_error_is_told_in_one_line() -> None:
    assert errors.one_line(ValueError("by\nzero")) == "ValueError: by zero"


def test_an_error_without_a_text_is_told_by_its_place() -> None:
    with pytest.raises(NotImplementedError) as raised:
        raise NotImplementedError
    told = errors.one_line(raised.value)
    assert re.fullmatch(
        r"NotImplementedError without a message, raised at test_err\w+\.py:\d+", told
    )
    assert errors.one_line(KeyError()) == "KeyError without a message"

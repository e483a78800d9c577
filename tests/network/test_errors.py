"""Errors that a user can cause."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network import errors

if TYPE_CHECKING:
    from pathlib import Path

EVERY = [
    error
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, Exception)
]


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


def test_text_of_files_in_an_error_stays_on_one_line_and_does_nothing_to_a_terminal() -> None:
    error = errors.WeightsError("evil\n\x1b[2J\x07 name\u202e\ud800\u2066 of a tensor")
    assert str(error) == "evil \\x1b[2J\\x07 name\\u202e\\ud800\\u2066 of a tensor"


@settings(derandomize=True, max_examples=200)
@given(st.text(st.characters(), max_size=200), st.integers(1, 40))
def test_any_text_is_shown_printable_and_cut_and_not_twice(text: str, times: int) -> None:
    found = errors.shown(text * times)
    assert found.isprintable()
    assert len(found) <= errors.LONGEST_LINE
    assert errors.shown(found) == found


def test_of_a_long_text_both_ends_are_shown() -> None:
    found = errors.shown("the file " + "x" * 10**7 + " is damaged")
    assert found.startswith("the file xxx")
    assert found.endswith("xxx is damaged")
    assert errors.shown(" " * 600 + "space around" + " " * 600) == "space around"


class SurpriseError(Exception):
    """What no list of exceptions names."""


RAISED = [
    *(SurpriseError("at\x1b[31m\nonce"), MemoryError(), RecursionError("too deep"), KeyError("w")),
    *(OSError("cut short"), UnicodeDecodeError("utf-8", b"x", 0, 1, "invalid"), StopIteration()),
]


@pytest.mark.parametrize("raised", RAISED, ids=lambda error: type(error).__name__)
def test_whatever_a_decoder_raises_comes_out_as_one_line_about_the_file(raised) -> None:
    with (
        pytest.raises(errors.ImageError) as found,
        errors.reading("a\n.png", errors.ImageError, "broken"),
    ):
        raise raised
    assert re.fullmatch(r"a \.png: broken \([^\n\x1b]+\)", str(found.value))
    assert found.value.__cause__ is raised


def test_a_file_that_cannot_be_read_is_no_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "absent"
    with (
        pytest.raises(errors.WeightsError, match="absent: cannot be read: No such file"),
        errors.reading(path, errors.WeightsError, "broken"),
    ):
        path.read_bytes()


def test_our_own_errors_keep_their_kind_and_get_the_name_of_the_file_once() -> None:
    with (
        pytest.raises(errors.NoSuchRecordError) as found,
        errors.reading("r.json", errors.RecordError, "broken"),
        errors.reading("r.json", errors.RecordError, "broken"),
    ):
        raise errors.NoSuchRecordError("no such file")
    assert str(found.value) == "r.json: no such file"
    with (
        pytest.raises(errors.WeightsError, match=r"w\.npz: no unit"),
        errors.reading("w.npz", errors.WeightsError, "broken"),
    ):
        raise errors.OptionError("no unit")


def test_what_interrupts_a_reader_is_no_error_of_the_file() -> None:
    with pytest.raises(KeyboardInterrupt), errors.reading("a", errors.ImageError, "broken"):
        raise KeyboardInterrupt

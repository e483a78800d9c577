"""JSON from outside is bounded and finite; JSON that is written never holds NaN."""

from __future__ import annotations

import json
import math
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.bounds.json_text import dump_json, parse_json, read_json
from network.bounds.limits import (
    MOST_JSON_BYTES,
    MOST_JSON_CONTAINERS,
    MOST_JSON_DEPTH,
)
from network.errors import LimitError

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@given(values)
@settings(derandomize=True, max_examples=50)
def test_what_is_written_is_read(value):
    assert parse_json(dump_json(value)) == value
    assert parse_json(dump_json(value, ensure_ascii=False).encode()) == value


@given(st.text(st.sampled_from('[]{}",:\\ud8f0eE+-.19nulNaInfity \x00ä'), max_size=40))
@settings(derandomize=True, max_examples=200)
def test_any_text_is_read_as_the_standard_library_reads_it_or_refused(text):
    try:
        found = parse_json(text)
    except ValueError:
        return
    assert found == json.loads(text)


def test_depth_is_bounded_whatever_python_bears():
    deepest = "[" * MOST_JSON_DEPTH + "]" * MOST_JSON_DEPTH
    assert parse_json(deepest)
    assert parse_json(f'"{deepest * 2}"') == deepest * 2
    for text in (f"[{deepest}]", f'{{"a": {deepest}}}', "[" * 100_000):
        with pytest.raises(ValueError, match="at most 64 deep"):
            parse_json(text)


def test_lists_of_nothing_are_bounded():
    with pytest.raises(ValueError, match="at most 500000 lists and objects"):
        parse_json("[" + "{}," * MOST_JSON_CONTAINERS + "0]")


@pytest.mark.parametrize(
    "text",
    [
        *("NaN", "[Infinity]", '{"a": -Infinity}', "1e999", "[-1e400]", "9" * 310 + ".5"),
        *("18446744073709551616", "-9223372036854775809", "9" * 5000),
        *('"\\ud800"', '{"\\udfff": 1}', "", "[1,]", "{'a': 1}", b"\xff"),
    ],
)
def test_what_cannot_be_written_again_is_refused(text):
    with pytest.raises(ValueError, match=r"\w") as error:
        parse_json(text)
    assert len(str(error.value)) < 200


def test_a_number_that_is_refused_is_shown_up_to_its_twentieth_character():
    for text in ("1234567890" * 500, "1234567890" * 31 + ".5"):
        with pytest.raises(ValueError, match=r"got 12345678901234567890\.{0,3}$"):
            parse_json(text)


def test_the_order_of_keys_is_the_writers():
    assert dump_json({"b": 1, "a": 2}) == '{"b": 1, "a": 2}'


def test_pairs_of_surrogates_are_characters():
    assert parse_json('"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_no_number_without_a_word_in_json_is_written(number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_json({"deep": [number]})


def test_a_pipe_has_no_end_and_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(ValueError, match="expected a file"):
        read_json(tmp_path / "pipe.json")


def test_text_beyond_the_bound_is_refused_before_it_is_read():
    with pytest.raises(LimitError, match="at most 16 MB of JSON"):
        parse_json(b" " * (MOST_JSON_BYTES + 1))

"""Records through JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pytest

from network.errors import RecordError
from network.frozen import FrozenRecord, locked
from network.measurements.records import from_json, to_json


@dataclass(frozen=True, eq=False)
class Inner(FrozenRecord):
    """A record in a record."""

    numbers: np.ndarray


@dataclass(frozen=True, eq=False)
class Outer(FrozenRecord):
    """One of everything."""

    inner: Inner
    several: tuple[Inner, ...]
    nothing: None
    fact: bool
    count: int
    size: float
    word: str


def through(record: object) -> object:
    return from_json(json.loads(json.dumps(to_json(record))), (Inner, Outer))


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "bool"])
def test_everything_comes_back_to_the_last_digit(dtype: str, rng: np.random.Generator) -> None:
    inner = Inner(locked(rng.normal(size=(2, 3)), dtype))
    record = Outer(inner, (inner, inner), None, True, 10**12, 0.1 + 0.2, "wörd")
    back = through(record)
    assert back == record
    assert back.inner.numbers.dtype == dtype


def test_extreme_numbers_come_back(rng: np.random.Generator) -> None:
    values = [5e-324, -1.7976931348623157e308, -0.0, 1e22, *rng.normal(size=100)]
    for dtype in (np.float64, np.float32):
        with np.errstate(over="ignore"):
            array = np.array(values).astype(dtype)
        finite = array[np.isfinite(array)]
        assert through(Inner(finite)).numbers.tobytes() == finite.tobytes()


def test_arrays_of_32_bits_are_written_short() -> None:
    assert to_json(np.array([0.1], np.float32)) == {"array": [0.1], "type": "float32"}


def test_numbers_of_numpy_become_plain_ones() -> None:
    assert to_json((np.int64(3), np.float64(0.5))) == [3, 0.5]


def test_arrays_come_back_locked() -> None:
    with pytest.raises(ValueError, match="read-only"):
        through(Inner(np.zeros(2))).numbers[0] = 1


def test_what_has_no_place_in_a_record_is_refused() -> None:
    with pytest.raises(RecordError, match="a record can't hold a set"):
        to_json({1, 2})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"record": "Other"}, "record must be one of Inner, got 'Other'"),
        ({"some": "thing"}, "record must be one of Inner, got None"),
        ({"record": "Inner", "digits": 3}, "Inner: can't be made of digits"),
        ({"array": [[1, 2], [3]], "type": "int64"}, "an array: can't be read"),
        ({"array": [1], "type": "snake"}, "an array: can't be read"),
    ],
)
def test_what_is_no_record_is_refused(value: dict, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        from_json(value, (Inner,))

"""Records that stay as they are."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
from dataclasses import FrozenInstanceError, dataclass, is_dataclass
from types import MappingProxyType

import numpy as np
import pytest

import network
from network.frozen import FrozenRecord, locked


@dataclass(frozen=True, eq=False)
class Pair(FrozenRecord):
    numbers: np.ndarray
    rest: object = None


def test_a_locked_array_cannot_be_written_to() -> None:
    array = locked([1.0, 2.0])
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 9


def test_a_locked_array_cannot_be_unlocked() -> None:
    array = locked(np.ones((2, 3)))
    for view in (array, array[0], array.T):
        with pytest.raises(ValueError, match="WRITEABLE"):
            view.setflags(write=True)


@pytest.mark.parametrize("objects", [[None, 1], [{}], np.array([[1], [2, 3]], dtype=object)])
def test_objects_cannot_be_locked(objects: object) -> None:
    with pytest.raises(TypeError, match="expected an array of numbers, got one of objects"):
        locked(objects)


def test_locking_copies() -> None:
    source = np.array([1.0, 2.0])
    array = locked(source)
    source[0] = 9
    assert array.tolist() == [1.0, 2.0]


def test_locking_a_locked_array_costs_nothing() -> None:
    array = locked([1.0, 2.0])
    assert locked(array) is array


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3, 4)])
def test_locking_keeps_shape_type_and_values(shape: tuple[int, ...]) -> None:
    source = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    array = locked(source)
    assert array.dtype == np.float32
    np.testing.assert_array_equal(array, source)


def test_a_record_locks_copies_of_its_arrays_with_no_word_of_the_subclass() -> None:
    source = np.array([1.0, 2.0])
    pair = Pair(source, rest=[1])
    source[0] = 9
    assert pair.numbers.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="WRITEABLE"):
        pair.numbers.setflags(write=True)
    assert pair.rest == [1]


def test_locking_straightens_out_a_transposed_array() -> None:
    source = np.arange(6.0).reshape(2, 3).T
    array = locked(source)
    assert array.flags.c_contiguous
    np.testing.assert_array_equal(array, source)


def test_locking_can_convert() -> None:
    assert locked([1, 2], np.float32).dtype == np.float32


def test_records_are_equal_by_value() -> None:
    assert Pair(np.ones(3)) == Pair(np.ones(3))
    assert Pair(np.ones(3)) != Pair(np.zeros(3))
    assert Pair(np.ones(3)) != Pair(np.ones(2))
    assert Pair(np.ones(3)) != Pair(np.ones(3, np.float32))
    assert Pair(np.ones(3)) != "something else"


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ((Pair(np.ones(2)),), (Pair(np.ones(2)),), (Pair(np.zeros(2)),)),
        ({"a": np.ones(2)}, MappingProxyType({"a": np.ones(2)}), {"b": np.ones(2)}),
        ({"a": np.ones(2)}, {"a": np.ones(2)}, {"a": np.zeros(2)}),
        ({"a": 1}, {"a": 1}, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": 1}, ("a",)),
        ((1, 2), (1, 2), (1, 2, 3)),
        (tuple(range(300)), tuple(range(300)), tuple(range(299))),
        (np.ones(2), np.ones(2), (1.0, 1.0)),
        ("word", "word", "ward"),
        (1, 1, 2),
    ],
)
def test_equality_looks_inside(one: object, same: object, other: object) -> None:
    assert Pair(np.ones(1), one) == Pair(np.ones(1), same)
    assert Pair(np.ones(1), one) != Pair(np.ones(1), other)
    assert Pair(np.ones(1), other) != Pair(np.ones(1), one)


BUILT_UP = {"Step"}
"""Gathered bit by bit while a graph is read; nobody keeps them."""


def dataclasses_of_network() -> list[type]:
    found = {
        kind
        for module in pkgutil.walk_packages(network.__path__, "network.")
        for kind in vars(importlib.import_module(module.name)).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__.startswith("network.")
    }
    return sorted(found, key=lambda kind: f"{kind.__module__}.{kind.__name__}")


@pytest.mark.parametrize("kind", dataclasses_of_network(), ids=lambda kind: kind.__name__)
def test_no_record_of_the_project_can_be_changed(kind: type) -> None:
    assert kind.__dataclass_params__.frozen or kind.__name__ in BUILT_UP
    if issubclass(kind, FrozenRecord):
        # What dataclasses generate compares no arrays, and counts no hashes of them.
        assert (kind.__eq__, kind.__hash__) == (FrozenRecord.__eq__, FrozenRecord.__hash__)


def test_equal_records_have_equal_hashes() -> None:
    negative_zero = Pair(np.array([-0.0]), ({"a": np.ones(2)}, (1, 2)))
    zero = Pair(np.array([0.0]), ({"a": np.ones(2)}, (1, 2)))
    assert negative_zero == zero
    assert hash(negative_zero) == hash(zero)


def test_a_record_is_its_own_copy() -> None:
    pair = Pair(np.ones(3))
    assert copy.copy(pair) is pair
    assert copy.deepcopy([pair])[0] is pair


def test_a_record_comes_back_locked_from_a_pickle() -> None:
    pair = Pair(np.ones(3), "rest")
    back = pickle.loads(pickle.dumps(pair))  # noqa: S301 - our own
    assert back == pair
    with pytest.raises(ValueError, match="read-only"):
        back.numbers[0] = 9


def test_fields_cannot_be_replaced() -> None:
    with pytest.raises(FrozenInstanceError):
        Pair(np.ones(3)).numbers = np.zeros(3)

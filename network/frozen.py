"""What makes a record immutable all the way down to its arrays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, DTypeLike, NDArray

_ARRAY = re.compile(r"(\w*Array|np\.ndarray)(\[.*\])?")


def locked(array: ArrayLike, dtype: DTypeLike | None = None) -> NDArray[Any]:
    """Copy an array into memory that nobody can write to.

    Parameters
    ----------
    array
        Any shape.

    Returns
    -------
    A C-contiguous copy of the same shape, or `array` itself if it came from here.

    Raises
    ------
    TypeError
        If it holds Python objects: their addresses alone would be copied.
    """
    source = np.asarray(array, dtype=dtype)
    if source.dtype.hasobject:
        raise TypeError("expected an array of numbers, got one of objects")
    if isinstance(source.base, bytes) and source.flags.c_contiguous:
        return source
    # Unlike a cleared `writeable` flag, a buffer of bytes cannot be unlocked again.
    return np.ndarray(source.shape, source.dtype, buffer=source.tobytes())


class FrozenRecord:
    """What all records share: locked arrays, equality by value, and being one's own copy.

    Derive a class from it and decorate that with `dataclass(frozen=True, eq=False)`: the generated
    `__eq__` raises on arrays, and the generated `__hash__` cannot hash them. Every field that is
    annotated as an array becomes a locked copy of what it was given.
    """

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            if _ARRAY.fullmatch(str(field.type)):
                object.__setattr__(self, field.name, locked(getattr(self, field.name)))

    def __eq__(self, other: object) -> bool:
        """Whether both are of one class and all fields are the same."""
        if type(other) is not type(self):
            return NotImplemented
        return _is_same(_field_values(self), _field_values(other))

    def __hash__(self) -> int:
        """Hash what is cheap: the class, and the shapes of arrays instead of their elements."""
        return hash((type(self), *(_hashable(value) for value in _field_values(self))))

    def __copy__(self) -> Self:
        """Give itself: a value that cannot change needs no copy."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Give itself, so that copying a drawing does not copy the network that it shows."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild from the fields, since unpickled arrays would come back writable."""
        values = _field_values(self)
        # A mapping proxy, the locked kind of dict, cannot be pickled.
        return type(self), tuple(dict(v) if isinstance(v, MappingProxyType) else v for v in values)


def _field_values(record: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any dataclass
    """Values of the fields that the constructor takes."""
    return tuple(getattr(record, field.name) for field in fields(record) if field.init)


def _is_same(one: object, other: object) -> bool:
    """Equality that looks into arrays, tuples and mappings."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_is_same(one[key], other[key]) for key in one)
    return bool(one == other)


def _hashable(value: object) -> object:
    """Something to hash in place of a value."""
    if isinstance(value, np.ndarray):
        return value.shape
    if isinstance(value, tuple):
        return tuple(map(_hashable, value))
    return frozenset(value) if isinstance(value, Mapping) else value

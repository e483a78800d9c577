"""Records as JSON, and back, to the last digit."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from network.errors import OptionError
from network.frozen import locked

if TYPE_CHECKING:
    from collections.abc import Iterable

_RECORD, _ARRAY, _TYPE = "record", "array", "type"


def to_json(value: object) -> Any:  # noqa: ANN401 - what the module json takes
    """
    Turn a record into what the module `json` can write.

    Parameters
    ----------
    value
        A record, or what is in one: a number, a text, None, an array of numbers, a tuple.

    Returns
    -------
    A record as an object of its fields with the name of its class, an array as an object of nested
    lists with the name of its type, a tuple as a list.

    Raises
    ------
    OptionError
        If it is anything else.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.ndarray):
        return {_ARRAY: _nested(value), _TYPE: value.dtype.name}
    if isinstance(value, np.generic):
        return to_json(value.item())
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        content = {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
        return {_RECORD: type(value).__name__, **content}
    raise OptionError(f"a record can't hold a {type(value).__name__}")


def from_json(value: Any, classes: Iterable[type]) -> Any:  # noqa: ANN401 - what json gives
    """
    Undo `to_json`.

    Parameters
    ----------
    value
        What the module `json` has read.
    classes
        Of all records that may be in it.

    Returns
    -------
    The record, equal to the one that was written.

    Raises
    ------
    OptionError
        If it is of an unknown class, or has other fields than its class.
    """
    return _parsed(value, {known.__name__: known for known in classes})


def _parsed(value: Any, known: dict[str, type]) -> Any:  # noqa: ANN401 - see from_json
    """Do the same with classes by name."""
    if isinstance(value, list):
        return tuple(_parsed(item, known) for item in value)
    if not isinstance(value, dict):
        return value
    if _ARRAY in value:
        try:
            return locked(value[_ARRAY], np.dtype(value[_TYPE]))
        except (KeyError, TypeError, ValueError) as error:
            raise OptionError(f"an array can't be read ({error})") from error
    name = value.get(_RECORD)
    if name not in known:
        raise OptionError(f"record must be one of {', '.join(known)}, got {name!r}")
    content = {key: _parsed(item, known) for key, item in value.items() if key != _RECORD}
    try:
        return known[name](**content)
    except (TypeError, ValueError) as error:
        raise OptionError(f"{name} can't be made of {', '.join(content)} ({error})") from error


def _nested(array: np.ndarray[Any, Any]) -> Any:  # noqa: ANN401 - lists in lists
    """Nested lists of numbers; those of 32 bits with no more digits than tell them apart."""
    if array.dtype == np.float32:
        return np.array([float(str(number)) for number in array.flat]).reshape(array.shape).tolist()
    return array.tolist()

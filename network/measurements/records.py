"""Files of measured records, as JSON to the last digit, each with its provenance."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json
from network.bounds.sealed_json import read_sealed, sealed
from network.errors import NoSuchRecordError, RecordError, reading
from network.frozen import locked
from network.measurements.provenance import Provenance
from network.measurements.registry import RECORD_CLASSES, find_measurement
from network.paths import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from network.frozen import FrozenRecord

_RECORD, _ARRAY, _TYPE = "record", "array", "type"
_NUMBERS = "biuf"
"""Kinds of types that arrays may have, by numpy's letters."""


def to_json(value: object) -> Any:  # noqa: ANN401 - what the module json takes
    """Turn a record into what the module `json` can write.

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
    RecordError
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
    raise RecordError(f"a record can't hold a {type(value).__name__}")


def from_json(value: Any, classes: Iterable[type]) -> Any:  # noqa: ANN401 - what json gives
    """Undo `to_json`.

    Raises
    ------
    RecordError
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
        with reading("an array", RecordError, "can't be read"):
            array = locked(value[_ARRAY], np.dtype(value[_TYPE]))
            if array.dtype.kind not in _NUMBERS:
                raise TypeError(f"expected numbers, got {array.dtype.name}")
            return array
    name = value.get(_RECORD)
    if name not in known:
        raise RecordError(f"record must be one of {', '.join(known)}, got {name!r}")
    content = {key: _parsed(item, known) for key, item in value.items() if key != _RECORD}
    with reading(name, RecordError, f"can't be made of {', '.join(content)}"):
        return known[name](**content)


def _nested(array: np.ndarray[Any, Any]) -> Any:  # noqa: ANN401 - lists in lists
    """Nested lists of numbers; those of 32 bits with no more digits than tell them apart."""
    if array.dtype == np.float32:
        return np.array([float(str(number)) for number in array.flat]).reshape(array.shape).tolist()
    return array.tolist()


RECORDS_DIRECTORY = ASSETS / "measurements"
"""Records of the shipped network that are part of the project."""


def save_record(path: Path, record: FrozenRecord, provenance: Provenance) -> None:
    """Write a record to a file, which is either complete or not there at all.

    Raises
    ------
    RecordError
        If the file cannot be written, or the record holds what has no place in a file.
    """
    content = {"provenance": to_json(provenance), "record": to_json(record)}
    text = ",\n".join(f'"{name}": {_lines(part)}' for name, part in content.items())
    try:
        atomic_write_text(path, sealed(f"{{{text}}}"))
    except OSError as error:
        raise RecordError(f"{path}: cannot be written ({error.strerror or error})") from error


def load_record(path: Path, wanted: Provenance) -> FrozenRecord:
    """Read a record, if it is about what is shown.

    Raises
    ------
    NoSuchRecordError
        If there is no file, or its record is of another network, of other data, of another seed,
        or was measured in another way.
    RecordError
        If the file is damaged.
    """
    found = load_provenance(path)
    with reading(path, RecordError, "its provenance is none"):
        reason = found.mismatch(wanted)
    if reason is not None:
        raise NoSuchRecordError(f"{path}: {reason}")
    record = _part(path, "record")
    expected = find_measurement(wanted.name).record_class
    if not isinstance(record, expected):
        got = type(record).__name__
        raise RecordError(f"{path}: expected a record {expected.__name__}, got {got}")
    return record


def load_provenance(path: Path) -> Provenance:
    """Read where a record comes from, whatever it is about.

    Raises
    ------
    RecordError
        If the file is missing or damaged.
    """
    found = _part(path, "provenance")
    if not isinstance(found, Provenance):
        raise RecordError(f"{path}: expected a record with its provenance, got none")
    return found


def _part(path: Path, name: str) -> Any:  # noqa: ANN401 - see from_json
    """The record of that name in a file of JSON."""
    with reading(path, RecordError, "expected a record as it was written, got a damaged one"):
        try:
            content = read_sealed(path)
        except (FileNotFoundError, NotADirectoryError):
            raise NoSuchRecordError("no such file") from None
        return from_json(content.get(name), RECORD_CLASSES)


def _lines(part: dict[str, Any]) -> str:
    """JSON with one field a line."""
    fields = (f"{dump_json(name)}: {dump_json(value)}" for name, value in part.items())
    return "{\n " + ",\n ".join(fields) + "\n}"

"""Files of measured records, each with its provenance."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from network.errors import OptionError
from network.measurements import RECORD_CLASSES, measurement
from network.provenance import Provenance
from network.record_json import from_json, to_json

if TYPE_CHECKING:
    from network.frozen import FrozenRecord

RECORDS_DIRECTORY = Path(__file__).parent.parent / "assets" / "measurements"
"""Records of the shipped network that are part of the project."""


def save_record(path: Path, record: FrozenRecord, provenance: Provenance) -> None:
    """
    Write a record to a file, which is either complete or not there at all.

    Parameters
    ----------
    path
        Where to; its folder is made if needed.
    record
        What was measured.
    provenance
        Where it comes from.

    Raises
    ------
    OptionError
        If the file cannot be written, or the record holds what has no place in a file.
    """
    content = {"provenance": to_json(provenance), "record": to_json(record)}
    text = ",\n".join(f'"{name}": {_lines(part)}' for name, part in content.items())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
            unfinished = Path(folder) / path.name
            unfinished.write_text(f"{{{text}}}\n", encoding="utf-8")
            os.replace(unfinished, path)  # noqa: PTH105 - atomic on every system
    except OSError as error:
        raise OptionError(f"{path}: cannot be written ({error.strerror or error})") from error


def load_record(path: Path, wanted: Provenance) -> FrozenRecord:
    """
    Read a record, if it is about what is shown.

    Parameters
    ----------
    path
        The file.
    wanted
        Where the record would come from if it were made now.

    Returns
    -------
    The record.

    Raises
    ------
    OptionError
        If the file is missing or damaged, or if its record is of another network, of other data,
        of another seed, or was measured in another way.
    """
    content = _content(path)
    try:
        found, record = (
            from_json(content.get(name), RECORD_CLASSES) for name in ("provenance", "record")
        )
    except OptionError as error:
        raise OptionError(f"{path}: {error}") from error
    if not isinstance(found, Provenance):
        raise OptionError(f"{path}: expected a record with its provenance, got none")
    reason = found.mismatch(wanted)
    if reason is not None:
        raise OptionError(f"{path}: {reason}")
    expected = measurement(wanted.name).record_class
    if not isinstance(record, expected):
        got = type(record).__name__
        raise OptionError(f"{path}: expected a record {expected.__name__}, got {got}")
    return record


def load_provenance(path: Path) -> Provenance:
    """
    Read where a record comes from, whatever it is about.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Its provenance.

    Raises
    ------
    OptionError
        If the file is missing or damaged.
    """
    found = from_json(_content(path).get("provenance"), RECORD_CLASSES)
    if not isinstance(found, Provenance):
        raise OptionError(f"{path}: expected a record with its provenance, got none")
    return found


def _content(path: Path) -> dict[str, Any]:
    """What is in a file of JSON."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise OptionError(f"{path}: no such file") from None
    except OSError as error:
        raise OptionError(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValueError as error:
        raise OptionError(f"{path}: expected JSON, got a damaged file ({error})") from error
    if not isinstance(content, dict):
        raise OptionError(f"{path}: expected an object, got a {type(content).__name__}")
    return content


def _lines(part: dict[str, Any]) -> str:
    """JSON with one field a line."""
    fields = (
        f"{json.dumps(name)}: {json.dumps(value, allow_nan=False)}" for name, value in part.items()
    )
    return "{\n " + ",\n ".join(fields) + "\n}"

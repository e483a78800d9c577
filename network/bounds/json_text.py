"""The one way to read JSON and to write it: bounded, and of finite numbers alone."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NoReturn

from network.bounds.contents import read_bounded
from network.bounds.limits import MOST_JSON_BYTES, MOST_JSON_CONTAINERS, MOST_JSON_DEPTH
from network.errors import LimitError

if TYPE_CHECKING:
    from pathlib import Path

_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST_INTEGER = 20
"""Characters of a 64-bit one with its sign."""
_CONTAINERS = (list, dict)
_INTEGERS = range(-(2**63), 2**64)


def read_json(path: Path) -> Any:  # noqa: ANN401 - what JSON may hold
    """Read a file of JSON, as `parse_json` reads text.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is no JSON within the bounds.
    """
    return parse_json(read_bounded(path, MOST_JSON_BYTES))


def parse_json(text: str | bytes) -> Any:  # noqa: ANN401 - what JSON may hold
    """Read JSON from outside, within the bounds of `network.bounds.limits`.

    Returns
    -------
    Values whose floats are finite, whose integers have 64 bits, and whose text can be written as
    UTF-8.

    Raises
    ------
    ValueError
        If it is no JSON, or holds more than the bounds allow.
    """
    if len(text) > MOST_JSON_BYTES:
        raise LimitError(f"expected at most {MOST_JSON_BYTES // 1_000_000} MB of JSON")
    plain = text.decode() if isinstance(text, bytes) else text
    if plain.count("[") + plain.count("{") > MOST_JSON_CONTAINERS:
        raise LimitError(f"expected at most {MOST_JSON_CONTAINERS} lists and objects in JSON")
    try:
        found = json.loads(
            plain, parse_float=_finite, parse_int=_integer, parse_constant=_no_constant
        )
    except RecursionError:
        raise LimitError(_TOO_DEEP) from None
    _check_depth(found)
    if _HALF_A_CHARACTER.search(plain):
        dump_json(found, ensure_ascii=False).encode()  # a lone surrogate has no UTF-8
    return found


def dump_json(
    value: object,
    *,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    ensure_ascii: bool = True,
    sort_keys: bool = False,
) -> str:
    """Write JSON.

    Raises
    ------
    ValueError
        If a number is not finite, which JSON has no word for.
    """
    return json.dumps(
        value,
        allow_nan=False,
        indent=indent,
        separators=separators,
        ensure_ascii=ensure_ascii,
        sort_keys=sort_keys,
    )


_TOO_DEEP = f"expected JSON at most {MOST_JSON_DEPTH} deep"


def _check_depth(found: object) -> None:
    """Go down level by level, without recursion."""
    level = [found] if isinstance(found, list | dict) else []
    for _ in range(MOST_JSON_DEPTH):
        level = [
            each
            for container in level
            for each in (container.values() if isinstance(container, dict) else container)
            if type(each) in _CONTAINERS
        ]
    if level:
        raise LimitError(_TOO_DEEP)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"expected numbers that a 64-bit float holds, got {text[:20]}")
    return number


def _integer(text: str) -> int:
    number = int(text) if len(text) <= _LONGEST_INTEGER else None
    if number is None or number not in _INTEGERS:
        raise ValueError(f"expected integers of 64 bits, got {text[:20]}...")
    return number


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"expected finite numbers, got {text}")

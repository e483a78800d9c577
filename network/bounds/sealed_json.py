"""JSON that an earlier run wrote, with a seal: a checksum that tells when it was damaged since."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from network.bounds.contents import read_bounded
from network.bounds.json_text import parse_json
from network.bounds.limits import MOST_JSON_BYTES

if TYPE_CHECKING:
    from pathlib import Path

SEAL = "sha256"
"""Name of the last entry: the SHA-256 of all text before it."""
_BEFORE = f',\n "{SEAL}": "'


def sealed(text: str) -> str:
    """An object in JSON, with its seal as its last entry."""
    body = text.rstrip().removesuffix("}").rstrip()
    return _with_seal(body)


def read_sealed(path: Path) -> dict[str, Any]:
    """The object that was sealed, without its seal.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is not as it was written.
    """
    # A checkout on Windows may have other line endings.
    text = read_bounded(path, MOST_JSON_BYTES).decode().replace("\r\n", "\n")
    body, before, _seal = text.rpartition(_BEFORE)
    if not before or _with_seal(body) != text:
        raise ValueError("its checksum is not that of its content")
    found = parse_json(text)
    del found[SEAL]
    return dict(found)


def _with_seal(body: str) -> str:
    return f'{body}{_BEFORE}{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'

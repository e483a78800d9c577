"""The scripts of the playground's pages: their sources, and the files into which these are bundled.

The bundles are part of the repository, so that pages are written without node; `make playground`
makes them anew out of their sources (`scenes.cli.playground_bundles`).
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from network.bounds.json_text import dump_json, parse_json
from network.paths import ASSETS

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ASSETS / "play"
BUNDLES = SOURCES / "bundles"
SHARED = ("network", "parts")
"""Folders of what all pages may use; each has one of its own in `pages`."""


@dataclass(frozen=True)
class BundleHead:
    """What the first line of a bundle says of it.

    Attributes
    ----------
    sources
        Checksum of what it was made of.
    words
        The messages that it says, in English.
    """

    sources: str
    words: tuple[str, ...]

    def line(self) -> str:
        """The line, a comment."""
        return f"// {dump_json(asdict(self), ensure_ascii=False)}\n"


def source_files(page: str) -> list[Path]:
    """The scripts that a page may be made of."""
    folders = [SOURCES / name for name in (*SHARED, f"pages/{page}")]
    return [path for folder in folders for path in sorted(folder.glob("*.js"))]


def checksum(page: str) -> str:
    """A checksum of a page's scripts, by which a bundle says what it was made of."""
    found = hashlib.sha256()
    for path in source_files(page):
        name = path.relative_to(SOURCES).as_posix()
        found.update(f"{name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def bundle_path(page: str) -> Path:
    """Where a page's bundle lies."""
    return BUNDLES / f"{page}.js"


def read_bundle(page: str) -> tuple[BundleHead, str]:
    """A page's bundle: what its head says, and the script without it."""
    head, _, script = bundle_path(page).read_text(encoding="utf-8").partition("\n")
    found = parse_json(head.removeprefix("// "))
    return BundleHead(found["sources"], tuple(found["words"])), script
